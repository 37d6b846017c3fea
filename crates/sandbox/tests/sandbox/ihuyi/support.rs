//! The two questions, and the browser.

use heyan_sandbox::{Persona, Sandbox, SandboxConfig};
use md5::{Digest, Md5};

use crate::support::{Answer, FORM, bare, post_bytes_to, send};

pub(crate) const SUBMIT: &str = "/idcard/idface/Submit.json";
pub(crate) const GET_RESULT: &str = "/idcard/idface/GetResult.json";
pub(crate) const GET_RESULT_XML: &str = "/idcard/idface/GetResult.xml";

pub(crate) const RETURN_URL: &str = "https://example.com/done";

pub(crate) async fn configured(set: impl FnOnce(SandboxConfig) -> SandboxConfig) -> Sandbox {
    Sandbox::start(set(SandboxConfig::default())).await.unwrap()
}

/// A well-formed question, with the static password.
#[derive(Clone)]
pub(crate) struct Question {
    path: &'static str,
    fields: Vec<(&'static str, String)>,
}

impl Question {
    fn to(path: &'static str) -> Self {
        Self { path, fields: Vec::new() }.with("account", "C12345678").with("password", "sandbox-key")
    }

    /// Submit about nobody in particular, for a scan on the hosted page.
    pub(crate) fn submit() -> Self {
        Self::to(SUBMIT)
            .with("name", "张三")
            .with("id_card_no", "11010519491231002X")
            .with("faceType", "H5")
            .with("callbackUrl", RETURN_URL)
    }

    pub(crate) fn submit_about(persona: &Persona) -> Self {
        Self::submit().with("name", persona.name).with("id_card_no", persona.id_number)
    }

    /// Submit for a scan in the SDK.
    pub(crate) fn submit_sdk() -> Self {
        Self::submit()
            .with("faceType", "SDK")
            .without("callbackUrl")
            .with("notifyUrl", "https://example.com/news")
    }

    pub(crate) fn get_result(serial: &str) -> Self {
        Self::to(GET_RESULT).with("idcardid", serial)
    }

    pub(crate) fn at(mut self, path: &'static str) -> Self {
        self.path = path;
        self
    }

    pub(crate) fn with(mut self, field: &'static str, value: &str) -> Self {
        self = self.without(field);
        self.fields.push((field, value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, field: &str) -> Self {
        self.fields.retain(|(name, _)| *name != field);
        self
    }

    /// With a dynamic password of this time.
    pub(crate) fn signed(self, api_key: &str, time: &str) -> Self {
        let field = |name: &str| {
            let sent = self.fields.iter().find(|(field, _)| *field == name && self.path == SUBMIT);
            sent.map_or("", |(_, value)| value.as_str())
        };
        let account = &self.fields.iter().find(|(field, _)| *field == "account").unwrap().1;
        let signed = [account, api_key, "idface", field("name"), field("id_card_no"), time].concat();
        let password: String = Md5::digest(signed).iter().map(|byte| format!("{byte:02x}")).collect();
        self.with("time", time).with("password", &password)
    }

    pub(crate) fn bytes(&self, more: &str) -> String {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish();
        post_bytes_to(self.path, FORM, &body, more)
    }

    pub(crate) async fn ask(&self, sandbox: &Sandbox) -> Answer {
        let answer = send(sandbox, &self.bytes("Connection: close\r\n")).await;
        assert_eq!(answer.status, 200);
        answer
    }

    /// The answer's code, in whichever format it is.
    pub(crate) async fn code(&self, sandbox: &Sandbox) -> u64 {
        let body = self.ask(sandbox).await.body;
        match between(&body, "<code>", "</code>") {
            Some(code) => code.parse().unwrap(),
            None => serde_json::from_str::<serde_json::Value>(&body).unwrap()["code"].as_u64().unwrap(),
        }
    }

    /// Submit, accepted.
    pub(crate) async fn begin(&self, sandbox: &Sandbox) -> Begun {
        let answer = self.ask(sandbox).await.json();
        assert_eq!(answer["code"], 2, "{answer}");
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        Begun {
            serial: text(&answer["idcardid"]),
            url: text(&answer["result"]["url"]),
            face_token: text(&answer["result"]["faceToken"]),
            expires: text(&answer["result"]["expire"]).parse().unwrap(),
        }
    }
}

/// A scan that has been submitted.
#[derive(Debug)]
pub(crate) struct Begun {
    pub(crate) serial: String,
    pub(crate) url: String,
    pub(crate) face_token: String,
    pub(crate) expires: i64,
}

impl Begun {
    /// How it goes, by the answer's status.
    pub(crate) async fn status(&self, sandbox: &Sandbox) -> String {
        let answer = Question::get_result(&self.serial).ask(sandbox).await.json();
        answer["result"]["status"].as_str().unwrap().to_owned()
    }

    /// How the next queries go.
    pub(crate) async fn statuses(&self, sandbox: &Sandbox, count: usize) -> Vec<String> {
        let mut statuses = Vec::new();
        for _ in 0..count {
            statuses.push(self.status(sandbox).await);
        }
        statuses
    }

    /// The path of the link.
    pub(crate) fn path(&self, sandbox: &Sandbox) -> &str {
        self.url.strip_prefix(&sandbox.url()).unwrap()
    }

    /// The state that the page is in, which answers with this status.
    pub(crate) async fn page(&self, sandbox: &Sandbox) -> (u16, String) {
        let page = bare(sandbox, "GET", self.path(sandbox)).await;
        (page.status, state(&page.body))
    }

    /// What the page does when the tester has decided.
    pub(crate) async fn finish(&self, sandbox: &Sandbox, result: &str) -> Answer {
        finish(sandbox, self.path(sandbox), result, "").await
    }
}

pub(crate) async fn finish(sandbox: &Sandbox, path: &str, result: &str, more: &str) -> Answer {
    let more = format!("Connection: close\r\n{more}");
    send(sandbox, &post_bytes_to(&format!("{path}/finish"), FORM, &format!("result={result}"), &more)).await
}

/// What a page says that its state is.
pub(crate) fn state(page: &str) -> String {
    between(page, "data-state=\"", "\"").unwrap().to_owned()
}

pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}
