//! XML as somebody will send it one day: what is no plain answer is none at all.

use heyan_core::ErrorKind;
use heyan_provider_ihuyi::{FailMeans, Queried, Scan, decode_get_result};

fn queried(body: &str) -> Queried {
    decode_get_result(body.as_bytes(), FailMeans::Indeterminate)
}

fn passed(body: &str) -> bool {
    matches!(queried(body).answer, Ok(Scan::Ended(verdicts)) if verdicts.len() == 3)
}

#[test]
fn liberties_that_change_nothing() {
    for body in [
        "<R><code>2</code><result><status>SUCCESS</status></result></R>",
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?><R><code>2</code><result><status>SUCCESS</status></result></R>\n",
        "\n <R>\n <code> 2 </code>\n <result>\n <status>\n SUCCESS </status>\n </result>\n</R>",
        "<R><result><status>SUCCESS</status></result><code>2</code></R>",
        "<R><code><![CDATA[2]]></code><result><status><![CDATA[SUCC]]>ESS</status></result></R>",
        "<!-- a --><R><!-- b --><code>2<!-- c --></code><result><status>SUCCESS</status></result></R><!-- d -->",
        "<R><code>&#50;</code><result><status>&#x53;UCCESS</status></result></R>",
        "<R a=\"1\" xmlns=\"urn:x\"><code b='&amp;'>2</code><result><status>SUCCESS</status></result></R>",
        "<R><code>2</code><result><status>SUCCESS</status><more/></result><more>x</more><more>y</more></R>",
        "<R><code>2</code><more><code>405</code></more><result><m><status>FAIL</status></m><status>SUCCESS</status></result></R>",
        "<R><code>2</code><msg>&lt;code&gt;405&lt;/code&gt;</msg><result><status>SUCCESS</status></result></R>",
    ] {
        assert!(passed(body), "{body}");
    }
}

#[test]
fn what_is_no_answer() {
    for body in [
        // Twice.
        "<R><code>405</code><code>2</code><result><status>SUCCESS</status></result></R>",
        "<R><code>2</code><code/><result><status>SUCCESS</status></result></R>",
        "<R><code>2</code><result><status>FAIL</status><status>SUCCESS</status></result></R>",
        "<R><code>2</code><result/><result><status>SUCCESS</status></result></R>",
        "<R><code>2</code><result><status>SUCCESS</status></result></R><R/>",
        "<R/><R><code>2</code><result><status>SUCCESS</status></result></R>",
        // At the wrong place.
        "<code>2</code>",
        "<R><a><code>2</code></a><result><status>SUCCESS</status></result></R>",
        "<R><code>2</code><status>SUCCESS</status></R>",
        "<R><code>2</code><a><result><status>SUCCESS</status></result></a></R>",
        "<R code=\"2\"><result status=\"SUCCESS\"/></R>",
        "<R><x:code>2</x:code><result><status>SUCCESS</status></result></R>",
        "<R><CODE>2</CODE><result><status>SUCCESS</status></result></R>",
        "<R><code>2<b/></code><result><status>SUCCESS</status></result></R>",
        "<R><code><b>2</b></code><result><status>SUCCESS</status></result></R>",
        "<R><code>2</code><result>SUCCESS</result></R>",
        // Not well-formed.
        "<R><code>2</code><result><status>SUCCESS</status></result>",
        "<R><code>2</code><result><status>SUCCESS</result></status></R>",
        "<R><code>2</code><result><status>SUCCESS</status></result></R></R>",
        "<R><code>2</code><result><status>SUCCESS</status></result></R>x",
        "x<R><code>2</code><result><status>SUCCESS</status></result></R>",
        "<R><code>2</code><result><status>SUCCESS</status></result></R>&amp;",
        "<R><code>2 & 2</code><result><status>SUCCESS</status></result></R>",
        "<R><!-- -- --><code>2</code><result><status>SUCCESS</status></result></R>",
        "<R>",
        "<R",
        "<",
        "<!",
        "<?",
        "</R>",
        "<>",
        "<!-- ",
    ] {
        assert_eq!(queried(body).answer, Err(ErrorKind::Protocol), "{body}");
    }
}

#[test]
fn a_name_of_another_namespace_is_another_name() {
    let rest = "<result><status>SUCCESS</status></result>";
    assert!(passed(&format!("<R xmlns:x='u'><x:code>405</x:code><code>2</code>{rest}</R>")));
    assert!(!passed(&format!("<R xmlns:x='u'><x:code>2</x:code>{rest}</R>")));
    assert!(!passed(&format!("<R xmlns='u' xmlns:x='u'><x:code>405</x:code><code>2</code>{rest}</R>")));
}

#[test]
fn a_processing_instruction_is_refused() {
    for instruction in ["<?p i?>", "<?p?>", "<?xml-stylesheet href='x'?>"] {
        for body in [
            format!("{instruction}<R><code>2</code><result><status>SUCCESS</status></result></R>"),
            format!("<R>{instruction}<code>2</code><result><status>SUCCESS</status></result></R>"),
            format!("<R><code>2</code><result><status>SUCCESS{instruction}</status></result></R>"),
        ] {
            assert_eq!(queried(&body).answer, Err(ErrorKind::Protocol), "{body}");
        }
    }
}

#[test]
fn a_document_type_and_its_entities_are_refused() {
    let answer = "<R><code>2</code><result><status>SUCCESS</status></result></R>";
    let bomb = "<!DOCTYPE R [<!ENTITY a \"SUCCESS\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    for body in [
        format!("<!DOCTYPE R>{answer}"),
        format!("<?xml version=\"1.0\"?><!DOCTYPE R SYSTEM \"http://127.0.0.1/x.dtd\">{answer}"),
        format!("{bomb}<R><code>2</code><result><status>&b;</status></result></R>"),
        format!("<!DOCTYPE R [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{answer}"),
        "<R><code>2</code><result><status>&a;</status></result></R>".to_owned(),
        "<R><code>2</code><result><status>SUCCESS</status><x>&nbsp;</x></result></R>".to_owned(),
        "<R><code>&#0;2</code><result><status>SUCCESS</status></result></R>".to_owned(),
        "<R><code>&#x110000;</code><result><status>SUCCESS</status></result></R>".to_owned(),
    ] {
        assert_eq!(queried(&body).answer, Err(ErrorKind::Protocol), "{body}");
    }
}

#[test]
fn depth_and_size_are_bounded() {
    let nested = |depth: usize| {
        let (open, close) = ("<a>".repeat(depth), "</a>".repeat(depth));
        format!("<R>{open}{close}<code>2</code><result><status>SUCCESS</status></result></R>")
    };
    assert!(passed(&nested(15)));
    for depth in [16, 17, 1000, 8000] {
        assert!(!passed(&nested(depth)), "{depth}");
    }
    let deep = format!("{{\"code\":2,\"more\":{}{}}}", "[".repeat(30_000), "]".repeat(30_000));
    assert_eq!(queried(&deep).answer, Err(ErrorKind::Protocol), "lacks its status, and nothing overflowed");
    let padded = |length: usize| {
        format!("<R><code>2</code><result><status>SUCCESS</status></result><m>{}</m></R>", "x".repeat(length))
    };
    assert!(passed(&padded(65_000)));
    assert!(!passed(&padded(65_536)));
}
