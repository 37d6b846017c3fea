//! The hosted page in a real browser: what is done there is what the next query says.
//!
//! Needs Chromium and its driver (Debian: chromium, chromium-driver). Where they are missing the tests say so and pass,
//! except in CI, where they must be there.

use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::heyan::{Beside, Heyan};

/// How long is waited for what the page does at once; only a broken page takes so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// A driver that ends with the test.
struct Driver {
    process: Child,
    url: String,
}

impl Driver {
    fn start() -> Option<Self> {
        let spawned = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).spawn();
        let Ok(mut process) = spawned else {
            skipped("there is no chromedriver");
            return None;
        };
        let lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let told =
            |line: String| Some(line.split("successfully on port ").nth(1)?.trim_end_matches('.').to_owned());
        let port = lines.filter_map(told).next().expect("chromedriver tells its port");
        Some(Self { process, url: format!("http://127.0.0.1:{port}") })
    }
}

/// Says aloud, past the test harness, that nothing was checked; in CI that is a failure.
fn skipped(why: &str) {
    assert!(std::env::var_os("CI").is_none(), "{why}; CI installs chromium and chromium-driver");
    let said = format!("\n!! SKIPPED, NOT CHECKED: the hosted page in a browser: {why}\n");
    std::io::stderr().write_all(said.as_bytes()).unwrap();
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A phone's window in one language, without a camera.
struct Browser {
    runtime: Runtime,
    client: Option<Client>,
    // Dropped last: it ends the browser.
    _driver: Driver,
}

impl Browser {
    /// `None` where there is none, said aloud.
    fn start(language: &str) -> Option<Self> {
        let driver = Driver::start()?;
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ];
        let mut capabilities = Capabilities::new();
        capabilities.insert(
            "goog:chromeOptions".to_owned(),
            json!({
                "args": arguments,
                "prefs": {"intl.accept_languages": language},
                "mobileEmulation": {"deviceMetrics": {"width": 360, "height": 740, "pixelRatio": 2.0}},
            }),
        );
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = runtime.block_on(builder.capabilities(capabilities).connect(&driver.url));
        match client {
            Ok(client) => Some(Self { runtime, client: Some(client), _driver: driver }),
            Err(error) => {
                skipped(&format!("Chromium does not start ({error})"));
                None
            }
        }
    }

    fn client(&self) -> &Client {
        self.client.as_ref().unwrap()
    }

    fn open(&self, url: &str) {
        self.runtime.block_on(self.client().goto(url)).unwrap();
    }

    /// Waits until the element can be seen: a step of the page is hidden until it is its turn.
    fn element(&self, id: &str) -> Element {
        let visible = format!("//*[@id='{id}' and not(ancestor-or-self::*[@hidden])]");
        let wait = self.client().wait().at_most(PATIENCE);
        self.runtime.block_on(wait.for_element(Locator::XPath(&visible))).expect(id)
    }

    fn click(&self, id: &str) {
        let element = self.element(id);
        self.runtime.block_on(element.click()).expect(id);
    }

    /// Waits until the element says so.
    fn expect(&self, id: &str, text: &str) {
        let said = format!("//*[@id='{id}' and normalize-space()='{text}']");
        let wait = self.client().wait().at_most(PATIENCE);
        self.runtime.block_on(wait.for_element(Locator::XPath(&said))).expect(text);
    }

    fn is_at(&self, url: &str) {
        let wait = self.client().wait().at_most(PATIENCE);
        self.runtime.block_on(wait.for_url(&url.parse().unwrap())).expect(url);
    }

    fn evaluate(&self, script: &str) -> Value {
        self.runtime.block_on(self.client().execute(script, Vec::new())).unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let _ = self.runtime.block_on(client.close());
        }
    }
}

/// A scan that is under way, and whoever asks after it.
struct Scan {
    beside: Beside,
    heyan: Heyan,
    pending: Value,
}

impl Scan {
    fn start() -> Self {
        let (beside, heyan) = (Beside::start(), Heyan::new());
        let back = format!("{}/_sandbox/returned?order=7#top", beside.url());
        let scan = Self { pending: Value::Null, beside, heyan };
        let run = scan.ask(&["--return-url", &back]);
        assert_eq!(run.1, 3, "{}", run.0);
        Self { pending: run.0, ..scan }
    }

    fn ask(&self, more: &[&str]) -> (Value, i32) {
        let url = self.beside.url();
        let person = ["--name", "张三", "--id-number", "11010519491231002X", "--json"];
        let run = self.heyan.run(&[&["verify", "--sandbox-url", &url], &person[..], more].concat());
        (run.json(), run.code)
    }

    fn link(&self) -> &str {
        self.pending["session"]["url"].as_str().unwrap()
    }

    fn serial(&self) -> &str {
        self.pending["attempts"].as_array().unwrap().last().unwrap()["order_id"].as_str().unwrap()
    }

    /// What the query says now.
    fn result(&self) -> (Value, i32) {
        self.heyan.file("pending.json", self.pending.to_string());
        self.ask(&["--session", "pending.json"])
    }
}

/// Opens the link, does `clicks`, and waits until the browser is back at the return address.
fn on_the_page(scan: &Scan, browser: &Browser, clicks: &[&str]) {
    browser.open(&format!("{}?speed=fast", scan.link()));
    clicks.iter().for_each(|id| browser.click(id));
    browser.is_at(&format!("{}/_sandbox/returned?order=7&idcardid={}#top", scan.beside.url(), scan.serial()));
}

#[test]
fn what_is_done_on_the_page_is_what_the_query_says() {
    let Some(browser) = Browser::start("zh-CN") else { return };
    let cases: [(&[&str], _, _, _); 4] = [
        (&["consent", "start", "pass"], "verified", "all_matched", 0),
        (&["consent", "start", "fail"], "undetermined", "scan_not_passed", 2),
        (&["consent", "start", "leave"], "pending", "awaiting_scan", 3),
        (&["decline"], "pending", "awaiting_scan", 3),
    ];
    for (clicks, decision, reason, code) in cases {
        let scan = Scan::start();
        assert_eq!(scan.result().0["decision"], "pending", "before anything is done");
        on_the_page(&scan, &browser, clicks);
        let (result, exit) = scan.result();
        assert_eq!((&result["decision"], &result["reason"], exit), (&json!(decision), &json!(reason), code));
        if code == 0 {
            for factor in ["identity", "face", "liveness"] {
                assert_eq!(result["findings"][factor], json!({"verdict": "match", "provider": "ihuyi"}));
            }
        }
        assert_eq!(scan.beside.sandbox.invoice().ihuyi.len(), 1, "queries cost nothing");
        browser.open(scan.link());
        if code == 3 {
            // Whoever left can come back as long as the link lives.
            on_the_page(&scan, &browser, &["consent", "start", "pass"]);
            assert_eq!(scan.result().1, 0);
        } else {
            browser.expect("status", "刷脸已完成");
        }
    }
}

#[test]
fn nothing_starts_before_the_box_is_ticked() {
    let Some(browser) = Browser::start("zh-CN") else { return };
    let scan = Scan::start();
    browser.open(scan.link());
    browser.click("start");
    browser.expect("error", "请先勾选“我单独同意处理我的人脸信息”");
    assert_eq!(browser.evaluate("return document.body.dataset.step"), "consent");
}

#[test]
fn the_page_speaks_the_browsers_language_and_shows_nothing_personal() {
    for (language, title, banner) in [
        ("zh-CN", "人脸核身", "沙箱页面，不采集、不上传人脸"),
        ("en-US", "Face verification", "Sandbox page: no face is captured or uploaded"),
    ] {
        let Some(browser) = Browser::start(language) else { return };
        let scan = Scan::start();
        browser.open(scan.link());
        browser.expect("title", title);
        let page = browser.evaluate("return document.documentElement.outerHTML").to_string();
        assert!(page.contains(banner), "the banner is always there");
        for data in ["张三", "11010519491231002X", scan.serial()] {
            assert!(!page.contains(data), "the page shows what is nobody's business");
        }
        let width = browser.evaluate("return document.documentElement.scrollWidth");
        assert!(width.as_u64().unwrap() <= 360, "to be scrolled sideways at 360 px: {width}");
    }
}

#[test]
fn a_link_that_has_ended_starts_nothing() {
    let Some(browser) = Browser::start("zh-CN") else { return };
    let scan = Scan::start();
    scan.beside.sandbox.advance(Duration::from_secs(31 * 60));
    browser.open(scan.link());
    browser.expect("status", "链接已失效，请返回重新发起");
    let controls = "return [...document.querySelectorAll('button, input')].filter(e => e.checkVisibility()).map(e => e.id)";
    assert_eq!(browser.evaluate(controls), json!(["lang"]), "no control is left but the language");
    assert_eq!(scan.result().0["decision"], "pending", "heyan still asks: the scan may have been in time");
}

#[test]
fn a_scan_finished_while_the_link_ends_counts() {
    let Some(browser) = Browser::start("zh-CN") else { return };
    let scan = Scan::start();
    on_the_page(&scan, &browser, &["consent", "start", "pass"]);
    scan.beside.sandbox.advance(Duration::from_secs(31 * 60));
    assert_eq!(scan.result().1, 0);
}
