//! The answer as XML, read event by event and no further than the elements that are known.
//!
//! Whatever has no place in an answer makes it unreadable: a document type, an entity of its own, an element that
//! comes twice or lies too deep.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;

use super::answer::{Answer, Report, whole_number};

/// The most elements within each other; the samples have three.
const DEEPEST: usize = 16;

/// An element that has begun.
struct Open {
    name: String,
    text: String,
    has_children: bool,
}

/// What has been read so far.
#[derive(Default)]
struct Seen {
    code: Option<String>,
    serial: Option<String>,
    report: Option<Report>,
    /// The fields under a `result` that has not ended.
    fields: Report,
}

/// Reads a whole document with one root element, whose name is not looked at.
pub(super) fn parse(text: &str) -> Option<Answer> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    let mut open: Vec<Open> = Vec::new();
    let mut seen = Seen::default();
    let mut ended = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if !ended => begin(&mut open, start.name().as_ref())?,
            Event::Empty(empty) if !ended => {
                begin(&mut open, empty.name().as_ref())?;
                seen.end(open.pop()?, &open)?;
                ended = open.is_empty();
            }
            Event::End(_) => {
                seen.end(open.pop()?, &open)?;
                ended = open.is_empty();
            }
            Event::Text(text) => add(&mut open, &text.xml10_content())?,
            Event::CData(text) => add(&mut open, &text.xml10_content())?,
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(character) => add(&mut open, character.encode_utf8(&mut [0; 4]))?,
                None => add(&mut open, resolve_xml_entity(&reference)?)?,
            },
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof if ended => break,
            Event::Eof | Event::DocType(_) | Event::Start(_) | Event::Empty(_) => return None,
        }
    }
    Some(Answer {
        code: seen.code.as_deref().and_then(whole_number),
        serial: seen.serial,
        report: seen.report,
    })
}

fn begin(open: &mut Vec<Open>, name: &str) -> Option<()> {
    if open.len() >= DEEPEST {
        return None;
    }
    if let Some(parent) = open.last_mut() {
        parent.has_children = true;
    }
    open.push(Open { name: name.to_owned(), text: String::new(), has_children: false });
    Some(())
}

/// Text outside the root may only be blank.
fn add(open: &mut [Open], text: &str) -> Option<()> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim_ascii().is_empty() => {}
        None => return None,
    }
    Some(())
}

impl Seen {
    /// Keeps the element that ends, if it is one of an answer; `around` are the elements that it stands in.
    fn end(&mut self, element: Open, around: &[Open]) -> Option<()> {
        let slot = match around {
            [_root] if element.name == "result" => {
                if self.report.is_some() {
                    return None;
                }
                self.report = Some(std::mem::take(&mut self.fields));
                return Some(());
            }
            [_root] => match element.name.as_str() {
                "code" => &mut self.code,
                "idcardid" => &mut self.serial,
                _ => return Some(()),
            },
            [_root, result] if result.name == "result" => match element.name.as_str() {
                "status" => &mut self.fields.status,
                "similarity" => &mut self.fields.similarity,
                "livingScore" => &mut self.fields.living_score,
                "failedReasonCode" => &mut self.fields.failed_reason,
                "originalUrl" => &mut self.fields.original_url,
                "url" => &mut self.fields.url,
                "faceToken" => &mut self.fields.face_token,
                "expire" => &mut self.fields.expire,
                _ => return Some(()),
            },
            _ => return Some(()),
        };
        if slot.is_some() || element.has_children {
            return None;
        }
        *slot = Some(element.text);
        Some(())
    }
}
