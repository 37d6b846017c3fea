//! What is told of a scan: which fields came, whose it was, and never what they held.

use heyan_sandbox::{SandboxConfig, persona};

use super::support::{GET_RESULT, GET_RESULT_XML, Question, SUBMIT, configured};
use crate::support::{FORM, bare, post_bytes_to, send, start};

const ACCOUNT: &str = "C-planted";
const NAME: &str = "欧阳娜娜";
const ID_NUMBER: &str = "110101199003078670";
const API_KEY: &str = "planted-key";
const RETURN_URL: &str = "https://planted.example/back";

#[tokio::test]
async fn a_request_is_told_by_its_fields_names() {
    let sandbox = start().await;
    let scan = Question::submit_about(persona("late").unwrap()).begin(&sandbox).await;
    Question::get_result(&scan.serial).with("time", "1600000000").ask(&sandbox).await;
    Question::get_result(&scan.serial).at(GET_RESULT_XML).with("planted", "planted").ask(&sandbox).await;
    Question::submit_sdk().with("account", "").ask(&sandbox).await;
    bare(&sandbox, "GET", SUBMIT).await;

    let told = bare(&sandbox, "GET", "/_sandbox/requests").await.body;
    insta::assert_snapshot!(told.replace("},{", "},\n{"), @r#"
    [{"vendor":"ihuyi","method":"POST","path":"/idcard/idface/Submit.json","fields":["account","password","name","id_card_no","faceType","callbackUrl"],"code":"2","persona":"late"},
    {"vendor":"ihuyi","method":"POST","path":"/idcard/idface/GetResult.json","fields":["account","password","idcardid","time"],"code":"40502","persona":"late"},
    {"vendor":"ihuyi","method":"POST","path":"/idcard/idface/GetResult.xml","fields":["account","password","idcardid","(other)"],"code":"2","persona":"late"},
    {"vendor":"ihuyi","method":"POST","path":"/idcard/idface/Submit.json","fields":["account","password","name","id_card_no","faceType","notifyUrl"],"code":"401"},
    {"vendor":"ihuyi","method":"GET","path":"/idcard/idface/Submit.json","fields":[],"code":"http-405"}]
    "#);
}

#[tokio::test]
async fn the_page_is_not_logged() {
    let sandbox = start().await;
    let scan = Question::submit().begin(&sandbox).await;
    scan.page(&sandbox).await;
    scan.finish(&sandbox, "pass").await;
    bare(&sandbox, "GET", "/h5/planted").await;
    bare(&sandbox, "GET", "/h5/assets/page.js").await;
    bare(&sandbox, "GET", "/_sandbox/returned").await;
    assert_eq!(sandbox.requests().len(), 1);
}

#[tokio::test]
async fn nothing_of_a_person_is_told_however_wrongly_it_was_sent() {
    let sandbox = configured(|config| config.with_ihuyi_api_key(API_KEY)).await;
    let planted = Question::submit()
        .with("account", ACCOUNT)
        .with("password", API_KEY)
        .with("name", NAME)
        .with("id_card_no", ID_NUMBER)
        .with("callbackUrl", RETURN_URL);
    let scan = planted.begin(&sandbox).await;
    let mut told = String::new();

    // Refused at each step, and in a query that names the person as well.
    for (field, value) in [
        ("account", ""),
        ("password", ""),
        ("password", "wrong"),
        ("time", "1600000000"),
        ("name", " "),
        ("id_card_no", "1"),
        ("faceType", "?"),
        ("callbackUrl", "?"),
    ] {
        told += &planted.clone().with(field, value).ask(&sandbox).await.body;
    }
    for path in [GET_RESULT, GET_RESULT_XML] {
        for serial in ["", "1", &scan.serial] {
            told += &planted.clone().at(path).with("idcardid", serial).ask(&sandbox).await.body;
        }
    }
    // As JSON, rightly and wrongly labelled, so that all of it is the name of one field.
    let json = format!(
        r#"{{"account":"{ACCOUNT}","password":"{API_KEY}","name":"{NAME}","id_card_no":"{ID_NUMBER}"}}"#
    );
    for content_type in ["application/json", FORM] {
        told +=
            &send(&sandbox, &post_bytes_to(SUBMIT, content_type, &json, "Connection: close\r\n")).await.body;
    }
    // In a query, as the vendor's page would have it, and in the path of a page.
    let query = format!("account={ACCOUNT}&password={API_KEY}&id_card_no={ID_NUMBER}");
    for path in [SUBMIT, GET_RESULT, GET_RESULT_XML, "/h5/x", "/_sandbox/returned"] {
        told += &bare(&sandbox, "GET", &format!("{path}?{query}")).await.body;
    }
    told += &bare(&sandbox, "GET", &format!("/h5/{ID_NUMBER}")).await.body;
    told += &bare(&sandbox, "GET", scan.path(&sandbox)).await.body;

    told += &bare(&sandbox, "GET", "/_sandbox/requests").await.body;
    told += &bare(&sandbox, "GET", "/_sandbox/invoice").await.body;
    told += &format!("{sandbox:#?} {:#?} {:#?}", sandbox.requests(), sandbox.invoice());
    let config = SandboxConfig::default().with_ihuyi_api_key(API_KEY);
    told += &format!("{config:#?} {config:?}");

    assert!(told.contains("http-405") && told.contains("(other)") && told.contains("40502"));
    assert_eq!(sandbox.invoice().ihuyi[0].id_number(), ID_NUMBER);
    let link = scan.path(&sandbox).trim_start_matches("/h5/");
    for secret in
        [ACCOUNT, NAME, "欧阳", ID_NUMBER, "19900307", API_KEY, RETURN_URL, "planted", link, &scan.face_token]
    {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
}

#[test]
fn a_configuration_shows_all_but_the_key() {
    insta::assert_debug_snapshot!(SandboxConfig::default(), @r"
    SandboxConfig {
        listen: 127.0.0.1:0,
        strict_images: false,
        auto: Never,
        password_window: 300s,
        link_lifetime: 1800s,
        answer_in_xml: false,
        ..
    }
    ");
}
