//! ihuyi's hosted face scan (人脸核身, idface): submit, the person scans, query the result.

mod settings;

mod check;
mod address;
mod password;

mod codes;

mod progress;
mod scan;
mod scans;
mod serial;

mod body;

use std::hash::{BuildHasher, RandomState};

use uuid::Uuid;

use crate::clock::{Clock, milliseconds};
use crate::form::Form;
use crate::invoice::OpenInvoice;
use crate::persona::Persona;
use crate::reply::Reply;
use body::{Begun, Format};
use check::Way;
use codes::{Step, UNKNOWN_SERIAL};
pub(crate) use progress::Progress;
pub(crate) use scan::{Choice, Expired, LinkState};
use scan::{Page, Scan};
use scans::Scans;
pub use settings::Auto;
pub(crate) use settings::Settings;

pub(crate) const SUBMIT: &str = "/idcard/idface/Submit.json";
pub(crate) const GET_RESULT: &str = "/idcard/idface/GetResult.json";
pub(crate) const GET_RESULT_XML: &str = "/idcard/idface/GetResult.xml";

/// The fields of both questions.
pub(crate) const FIELDS: [&str; 9] =
    ["account", "password", "name", "id_card_no", "faceType", "callbackUrl", "notifyUrl", "idcardid", "time"];

/// Undocumented, and so nothing to rely on: a client that reads by it finds neither JSON nor XML announced.
const CONTENT_TYPE: &str = "text/html;charset=utf-8";

/// ihuyi, with the scans that it remembers.
pub(crate) struct Ihuyi {
    settings: Settings,
    /// Where links lead, without a trailing slash.
    origin: String,
    clock: Clock,
    scans: Scans,
    hasher: RandomState,
}

impl Ihuyi {
    pub(crate) fn new(settings: Settings, origin: String) -> Self {
        let (clock, scans, hasher) = (Clock::default(), Scans::default(), RandomState::new());
        Self { settings, origin, clock, scans, hasher }
    }

    /// The clock of the links.
    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Who is asked about, if it is one of the personas; in a query known by the scan.
    pub(crate) fn persona(&self, form: &Form<'_>) -> Option<&'static Persona> {
        Persona::with_id_number(form.get("id_card_no"))
            .or_else(|| self.scans.with_serial(form.get("idcardid"), |scan| scan.persona)?)
    }

    /// Answers Submit, and bills what it accepts: the page does not say what is billed, and this is the worst.
    pub(crate) fn submit(&self, form: &Form<'_>, invoice: &OpenInvoice) -> Reply {
        let accepted = check::caller(form, Step::Submit, &self.settings)
            .and_then(|account| Ok((account, check::submission(form)?)));
        match accepted {
            Err(refusal) => reply(body::of_refused_submit(refusal), refusal.code),
            Ok((account, way)) => {
                let begun = self.begin(account, way, Persona::with_id_number(form.get("id_card_no")));
                let body = body::of_begun(&begun);
                invoice.bill_ihuyi(begun.serial, form.get("id_card_no").to_owned());
                reply(body, 2)
            }
        }
    }

    /// Answers GetResult at the address that says JSON.
    pub(crate) fn get_result(&self, form: &Form<'_>) -> Reply {
        self.query(form, if self.settings.answer_in_xml { Format::Xml } else { Format::Json })
    }

    /// Answers GetResult at the address that says XML.
    pub(crate) fn get_result_in_xml(&self, form: &Form<'_>) -> Reply {
        self.query(form, Format::Xml)
    }

    /// What the page of this token shows, if it is one's.
    pub(crate) fn link_state(&self, token: &str) -> Option<LinkState> {
        self.scans.with_token(token, |scan| scan.link_state(self.clock.now()))
    }

    /// Where the browser goes on to from the page of this token.
    pub(crate) fn finish(&self, token: &str, choice: Choice) -> Option<Result<String, Expired>> {
        self.scans.with_token(token, |scan| scan.finish(choice, self.clock.now()))?
    }

    fn begin(&self, account: &str, way: Way, persona: Option<&'static Persona>) -> Begun {
        let progress = persona.map_or_else(|| self.settings.auto.progress(), Persona::progress);
        let lifetime = progress.link_lifetime().unwrap_or(self.settings.link_lifetime);
        let expires = self.clock.now().saturating_add(milliseconds(lifetime));
        let page = match way {
            Way::Page(return_url) => Some(Page { token: random(), return_url }),
            Way::Sdk => None,
        };
        let url = page.as_ref().map(|page| format!("{}/h5/{}", self.origin, page.token)).unwrap_or_default();
        self.scans.keep(|| {
            let serial = serial::next();
            let begun = Begun { serial: serial.clone(), expires, url, face_token: random() };
            let account = self.hasher.hash_one(account);
            let scan = Scan {
                serial,
                account,
                persona,
                page,
                progress,
                expires,
                is_asked_about: false,
                is_left: false,
                decided: None,
            };
            (scan, begun)
        })
    }

    fn query(&self, form: &Form<'_>, format: Format) -> Reply {
        let status = check::caller(form, Step::Query, &self.settings).and_then(|account| {
            let account = self.hasher.hash_one(account);
            // Somebody else's scan is told of as little as none.
            let status = |scan: &mut Scan| (scan.account == account).then(|| scan.query(self.clock.now()));
            self.scans.with_serial(check::serial(form)?, status).flatten().ok_or(&UNKNOWN_SERIAL)
        });
        match status {
            Err(refusal) => reply(body::of_refused_query(refusal, format), refusal.code),
            Ok(status) => reply(body::of_status(status, format), 2),
        }
    }
}

fn reply(body: String, code: u32) -> Reply {
    Reply { content_type: CONTENT_TYPE, body, code: code.to_string() }
}

/// 32 hexadecimal digits, like the sample's `faceToken`, of which 122 bits are random.
fn random() -> String {
    Uuid::new_v4().simple().to_string()
}
