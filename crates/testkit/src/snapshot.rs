//! Takes out of a result what changes from run to run, so that the rest can be pinned.
//!
//! ```
//! # use heyan_testkit::snapshot;
//! insta::with_settings!({filters => snapshot::filters()}, {
//!     insta::assert_snapshot!(r#""order_id": "JH801240913170041JZU80", "elapsed_ms": 41"#, @r#""order_id": "[order_id]", "elapsed_ms": "[elapsed_ms]""#);
//! });
//! ```

/// The filters for insta: everything that changes in the JSON of a result is in `id`, `order_id`, `asked_at`,
/// `elapsed_ms`, `token`, `url` or `face_token`, and `expires_at`, and these cover exactly those.
pub fn filters() -> Vec<(&'static str, &'static str)> {
    vec![
        (r#""id": ?"[^"]*""#, r#""id": "[id]""#),
        (r#""order_id": ?"[^"]*""#, r#""order_id": "[order_id]""#),
        (r#""asked_at": ?"[^"]*""#, r#""asked_at": "[asked_at]""#),
        (r#""elapsed_ms": ?\d+"#, r#""elapsed_ms": "[elapsed_ms]""#),
        (r#""token": ?"[^"]*""#, r#""token": "[token]""#),
        (r#""url": ?"[^"]*""#, r#""url": "[url]""#),
        (r#""face_token": ?"[^"]*""#, r#""face_token": "[face_token]""#),
        (r#""expires_at": ?"[^"]*""#, r#""expires_at": "[expires_at]""#),
    ]
}

/// The filters for what people see: the order ids, times and links of the tables of `heyan verify`.
pub fn table_filters() -> Vec<(&'static str, &'static str)> {
    vec![
        (r"\d+ ms", "[elapsed]"),
        (r"JH801\d{12}SaNdB", "[order id]            "),
        (r"\b\d{14}\b", "[order id]    "),
        (r"http://127\.0\.0\.1:\d+/h5/[0-9a-f]+", "[url]"),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", "[moment]"),
    ]
}
