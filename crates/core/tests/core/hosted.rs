//! The addresses that a hosted step may lead back to.

use heyan_core::{Field, Hosted, Problem};

const APPS: [&str; 2] = ["myapp", "my-app.v2"];

fn h5(url: &str) -> Option<String> {
    match Hosted::h5(url, &APPS) {
        Ok(Hosted::H5(url)) => Some(url.as_str().to_owned()),
        Ok(other) => panic!("{other:?}"),
        Err(error) => {
            assert_eq!((error.field(), error.problem()), (Field::ReturnUrl, Problem::ReturnUrl));
            None
        }
    }
}

fn sdk(url: &str) -> Option<String> {
    match Hosted::sdk(url) {
        Ok(Hosted::Sdk(url)) => Some(url.as_str().to_owned()),
        Ok(other) => panic!("{other:?}"),
        Err(error) => {
            assert_eq!((error.field(), error.problem()), (Field::NotifyUrl, Problem::Url));
            None
        }
    }
}

#[test]
fn https_and_http_to_loopback_are_taken_for_both() {
    for url in [
        "https://example.com/done",
        "https://example.com/done?order=7&who=%E5%BC%A0#end",
        "https://example.com:8443/",
        "https://192.0.2.1/",
        "http://localhost:3000/done",
        "http://127.0.0.1/done",
        "http://127.9.9.9:8080/",
        "http://[::1]:3000/",
    ] {
        assert_eq!(h5(url).as_deref(), Some(url));
        assert_eq!(sdk(url).as_deref(), Some(url));
    }
}

#[test]
fn plain_http_to_anywhere_else_is_refused() {
    for url in [
        "http://example.com/",
        "http://localhost.example.com/",
        "http://127.0.0.1.example.com/",
        "http://192.168.0.1/",
        "http://0.0.0.0/",
        "http://[::2]/",
        "http://notlocalhost/",
    ] {
        assert_eq!((h5(url), sdk(url)), (None, None), "{url}");
    }
}

#[test]
fn app_schemes_are_taken_only_where_listed_and_only_for_h5() {
    for url in ["myapp://done", "myapp:done", "my-app.v2://done?x=1"] {
        assert_eq!(h5(url).as_deref(), Some(url));
        assert_eq!(sdk(url), None);
        assert!(Hosted::h5(url, &[]).is_err());
    }
    assert!(Hosted::h5("myapp://done", &["MyApp"]).is_ok(), "however it is listed");
    for url in ["otherapp://done", "myapp2://done", "my://done"] {
        assert_eq!(h5(url), None, "{url}");
    }
}

#[test]
fn schemes_that_run_code_are_refused_even_if_listed() {
    let listed = ["javascript", "data", "file", "blob", "vbscript", "http"];
    for url in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "blob:https://example.com/1",
        "vbscript:x",
        // Listing `http` does not open it up.
        "http://example.com/",
    ] {
        assert!(Hosted::h5(url, &listed).is_err(), "{url:?}");
    }
}

#[test]
fn a_user_name_or_password_in_the_address_is_refused() {
    for url in [
        "https://user@example.com/",
        "https://user:secret@example.com/",
        "https://:secret@example.com/",
        "http://user@localhost/",
        "http://localhost@example.com/",
        "myapp://user@done",
    ] {
        assert_eq!((h5(url), sdk(url)), (None, None), "{url}");
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for url in ["", "example.com/done", "/done", "https://", "https:// /", "//example.com", "完成"] {
        assert_eq!((h5(url), sdk(url)), (None, None), "{url:?}");
    }
}
