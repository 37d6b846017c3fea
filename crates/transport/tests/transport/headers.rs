//! Which headers a call may add.

use heyan_transport::{HeaderError, Headers};

#[test]
fn what_no_header_can_carry_is_refused_without_repeating_it() {
    for value in ["planted\r\nx: y", "planted\n", "planted\0", "planted\u{7f}"] {
        let error = Headers::new([("x-signature", value)]).unwrap_err();
        assert_eq!(error, HeaderError::Value("x-signature"));
        assert!(!format!("{error} {error:?}").contains("planted"));
    }
    for name in ["", "x y", "x:", "\u{4e2d}"] {
        assert_eq!(Headers::new([(name, "v")]).unwrap_err(), HeaderError::Name(name));
    }
}

#[test]
fn what_heyan_sets_itself_cannot_be_set() {
    for name in ["host", "Content-Length", "transfer-encoding", "accept-encoding", "connection"] {
        assert_eq!(Headers::new([(name, "v")]).unwrap_err(), HeaderError::Own(name));
    }
}

#[test]
fn nothing_of_them_is_shown() {
    let headers = Headers::new([("x-key", "planted")]).unwrap();
    assert_eq!(format!("{headers:?}"), "Headers([redacted])");
}
