//! What is told of a request: which fields came, and never what they held.

use heyan_sandbox::persona;

use crate::support::{FORM, PATH, Question, bare, post, start};

const NAME: &str = "欧阳娜娜";
const ID_NUMBER: &str = "110101199003078670";
const MOBILE: &str = "13912345678";
const KEY: &str = "planted-key";
const IMAGE: &str = "cGxhbnRlZCBpbWFnZQ==";

fn planted() -> Question {
    Question::new()
        .with("key", KEY)
        .with("realname", NAME)
        .with("idcard", ID_NUMBER)
        .with("mobile", MOBILE)
        .with("image", IMAGE)
}

#[tokio::test]
async fn a_request_is_told_by_its_fields_names() {
    let sandbox = start().await;
    Question::new().ask(&sandbox).await;
    Question::about(persona("sources-down").unwrap()).ask(&sandbox).await;
    Question::new().with("key", "").without("mobile").ask(&sandbox).await;
    bare(&sandbox, "GET", PATH).await;

    let answer = bare(&sandbox, "GET", "/_sandbox/requests").await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.json(), serde_json::to_value(sandbox.requests()).unwrap());
    insta::assert_snapshot!(answer.body.replace("},{", "},\n{"), @r#"
    [{"vendor":"juhe","method":"POST","path":"/verifyface_mobile/query","fields":["key","realname","idcard","mobile","image"],"code":"100","image":{"bytes":10,"format":"jpeg","readable":false,"liked":false,"because":"it is cut off"}},
    {"vendor":"juhe","method":"POST","path":"/verifyface_mobile/query","fields":["key","realname","idcard","mobile","image"],"code":"280105","persona":"sources-down","image":{"bytes":10,"format":"jpeg","readable":false,"liked":false,"because":"it is cut off"}},
    {"vendor":"juhe","method":"POST","path":"/verifyface_mobile/query","fields":["key","realname","idcard","image"],"code":"10001","image":{"bytes":10,"format":"jpeg","readable":false,"liked":false,"because":"it is cut off"}},
    {"vendor":"juhe","method":"GET","path":"/verifyface_mobile/query","fields":[],"code":"http-405"}]
    "#);
}

#[tokio::test]
async fn nothing_of_a_person_is_told_however_wrongly_it_was_sent() {
    let sandbox = start().await;
    let mut told = String::new();

    // As it should be, and refused at each step.
    told += &planted().ask(&sandbox).await.body;
    for (field, value) in [("key", ""), ("image", ""), ("idcard", "1"), ("mobile", "1"), ("realname", " ")] {
        told += &planted().with(field, value).ask(&sandbox).await.body;
    }
    // As JSON, rightly and wrongly labelled, so that all of it is the name of one field.
    let json = format!(
        r#"{{"key":"{KEY}","realname":"{NAME}","idcard":"{ID_NUMBER}","mobile":"{MOBILE}","image":"{IMAGE}"}}"#
    );
    for content_type in ["application/json", FORM] {
        told += &post(&sandbox, content_type, &json).await.body;
    }
    // In a path, in a query, and as a method.
    told += &bare(&sandbox, "POST", &format!("/{ID_NUMBER}/{MOBILE}?key={KEY}")).await.body;
    told +=
        &bare(&sandbox, "GET", &format!("{PATH}?idcard={ID_NUMBER}&mobile={MOBILE}&key={KEY}")).await.body;
    told += &bare(&sandbox, MOBILE, PATH).await.body;

    told += &bare(&sandbox, "GET", "/_sandbox/requests").await.body;
    told += &bare(&sandbox, "GET", "/_sandbox/invoice").await.body;
    told += &format!("{sandbox:#?} {:#?} {:#?}", sandbox.requests(), sandbox.invoice());

    assert!(told.contains("http-405") && told.contains("(other)") && told.contains("280104"));
    let entry = &sandbox.invoice().juhe[0];
    assert_eq!((entry.mobile(), entry.id_number()), (MOBILE, ID_NUMBER));
    let image = IMAGE.trim_end_matches('=');
    for secret in [NAME, "欧阳", ID_NUMBER, "19900307", MOBILE, "12345678", KEY, image, "planted image"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
}

#[tokio::test]
async fn the_last_hundred_are_remembered() {
    let sandbox = start().await;
    Question::new().with("mobile", "13800138101").ask(&sandbox).await;
    for _ in 0..99 {
        Question::new().ask(&sandbox).await;
    }
    assert_eq!((sandbox.requests().len(), sandbox.requests()[0].code.as_str()), (100, "101"));
    Question::new().with("mobile", "13800138102").ask(&sandbox).await;
    assert_eq!((sandbox.requests().len(), sandbox.requests()[0].code.as_str()), (100, "100"));
    assert_eq!(sandbox.requests()[99].code, "102");
}
