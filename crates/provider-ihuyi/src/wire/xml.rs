//! The answer as XML: a document of XML 1.0, read no further than the elements that are known.
//!
//! Whatever has no place in an answer makes it unreadable: a document type, an entity of its own, a processing
//! instruction, an element that decides and comes twice, one that lies too deep. One thing is tolerated that no XML parser takes: bytes that are no characters of XML,
//! inside comments, attributes and the text of elements other than the root and `result`.

use heyan_transport::json::UNREADABLE;
use roxmltree::{Document, Node};
use zeroize::Zeroizing;

use super::answer::{Answer, Report, whole_number};
use super::declaration;

/// The most elements within each other; the samples have three.
const DEEPEST: usize = 16;

/// Reads a whole document with one root element, whose name is not looked at.
pub(super) fn parse(body: &[u8]) -> Option<Answer> {
    let text = marked(body)?;
    let text = declaration::skip(&text)?;
    // A name that begins with a colon is none, but the parser reads what comes after the colon.
    if text.contains("<:") || text.contains("</:") {
        return None;
    }
    let document = Document::parse(text).ok()?;
    let root = document.root_element();
    let result = only(root, "result")?;
    let marks: usize = document.descendants().map(|node| marks_in(node, root, result)).sum();
    if marks != count(text) || document.descendants().any(is_out_of_place) {
        return None;
    }
    let report = match result {
        Some(result) => Some(read_report(result)?),
        None => None,
    };
    Some(Answer {
        code: field(root, "code")?.as_deref().and_then(whole_number),
        serial: detail(root, "idcardid"),
        report,
    })
}

fn read_report(result: Node<'_, '_>) -> Option<Report> {
    Some(Report {
        status: field(result, "status")?,
        similarity: detail(result, "similarity"),
        living_score: detail(result, "livingScore"),
        failed_reason: field(result, "failedReasonCode")?,
        original_url: detail(result, "originalUrl"),
        url: detail(result, "url"),
        face_token: detail(result, "faceToken"),
        expire: detail(result, "expire"),
    })
}

/// The text, with a mark for everything that is no character of XML.
///
/// `None` if the end of a CDATA section follows one: in GBK its `]` can be the second half of a character.
fn marked(body: &[u8]) -> Option<Zeroizing<String>> {
    let text = Zeroizing::new(String::from_utf8_lossy(body).into_owned());
    if text.contains("\u{FFFD}]]>") {
        return None;
    }
    // At most 3 bytes for each one, so that the buffer never moves and leaves a copy behind.
    let mut marked = Zeroizing::new(String::with_capacity(text.len().saturating_mul(3)));
    marked.extend(text.chars().map(|c| if is_character(c) { c } else { UNREADABLE }));
    Some(marked)
}

/// XML 1.0, production 2: "Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]".
fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// How many marks stand in this node where they do no harm: not between the elements that are read, not in a name.
fn marks_in(node: Node<'_, '_>, root: Node<'_, '_>, result: Option<Node<'_, '_>>) -> usize {
    let parent = node.parent();
    let is_between = parent == Some(root) || (parent.is_some() && parent == result);
    let own = match node.text() {
        Some(text) if node.is_comment() || (node.is_text() && !is_between) => count(text),
        _ => 0,
    };
    own + node.attributes().map(|attribute| count(attribute.value())).sum::<usize>()
}

fn count(text: &str) -> usize {
    text.matches(UNREADABLE).count()
}

/// An element that lies too deep, or an instruction: an answer has none, and the parser takes wrong ones too.
fn is_out_of_place(node: Node<'_, '_>) -> bool {
    let elements = node.ancestors().filter(Node::is_element).take(DEEPEST + 1).count();
    elements > DEEPEST || node.is_pi()
}

/// The element of this name, which is of the namespace that its parent is of. `None` if there is more than one.
fn only<'a, 'input>(parent: Node<'a, 'input>, name: &str) -> Option<Option<Node<'a, 'input>>> {
    let is_named = |node: &Node<'_, '_>| {
        node.is_element()
            && node.tag_name().name() == name
            && node.tag_name().namespace() == parent.tag_name().namespace()
    };
    let mut named = parent.children().filter(is_named);
    let first = named.next();
    named.next().is_none().then_some(first)
}

/// The text of an element that decides nothing. One that comes twice, or is more than text, is as good as not there.
fn detail(parent: Node<'_, '_>, name: &str) -> Option<String> {
    field(parent, name).flatten()
}

/// The text of the element of this name, if there is one. `None` if it comes twice or is more than text.
fn field(parent: Node<'_, '_>, name: &str) -> Option<Option<String>> {
    let Some(element) = only(parent, name)? else {
        return Some(None);
    };
    if element.children().any(|child| child.is_element()) {
        return None;
    }
    Some(Some(element.children().filter(Node::is_text).filter_map(|text| text.text()).collect()))
}
