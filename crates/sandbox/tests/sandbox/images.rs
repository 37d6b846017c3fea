//! What is told of an image, and what the strict sandbox makes of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use heyan_sandbox::{LoggedImage, PORTRAIT, Sandbox, SandboxConfig, persona};

use crate::support::{Question, start};

fn with_image(file: &[u8]) -> Question {
    Question::new().with("image", &STANDARD.encode(file))
}

/// The same portrait with this segment behind its start.
fn with_segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
    [&PORTRAIT[..2], &[0xFF, marker], &length, payload, &PORTRAIT[2..]].concat()
}

fn exif(orientation: u8, order: &[u8; 2]) -> Vec<u8> {
    let is_little = order == b"II";
    let number = |number: u8, bytes: usize| {
        let mut written = vec![0; bytes];
        written[if is_little { 0 } else { bytes - 1 }] = number;
        written
    };
    let tag = if is_little { [0x12, 0x01] } else { [0x01, 0x12] };
    let entry = [&tag[..], &number(3, 2), &number(1, 4), &number(orientation, 2), &[0, 0]].concat();
    [b"Exif\0\0", &order[..], &number(42, 2), &number(8, 4), &number(1, 2), &entry, &[0; 4]].concat()
}

fn patched(from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = PORTRAIT.windows(from.len()).position(|bytes| bytes == from).unwrap();
    [&PORTRAIT[..at], to, &PORTRAIT[at + from.len()..]].concat()
}

async fn told(sandbox: &Sandbox, file: &[u8]) -> LoggedImage {
    with_image(file).ask(sandbox).await;
    sandbox.requests().last().unwrap().image.clone().unwrap()
}

fn images() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("as it should be", PORTRAIT.to_vec()),
        ("upright by EXIF", with_segment(0xE1, &exif(1, b"MM"))),
        ("large", with_segment(0xFE, &[0; 5_000])),
        ("small", PORTRAIT[..PORTRAIT.len() - 2].iter().take(15_000).chain(&[0xFF, 0xD9]).copied().collect()),
        ("turned", with_segment(0xE1, &exif(6, b"MM"))),
        ("turned, in the other order", with_segment(0xE1, &exif(3, b"II"))),
        ("progressive", patched(&[0xFF, 0xC0], &[0xFF, 0xC2])),
        ("lossless", patched(&[0xFF, 0xC0], &[0xFF, 0xC3])),
        ("cut off", PORTRAIT[..PORTRAIT.len() / 2].to_vec()),
        ("without its end", PORTRAIT[..PORTRAIT.len() - 2].to_vec()),
        ("a PNG", [b"\x89PNG\r\n\x1a\n", &[0; 16_500][..]].concat()),
        ("a WebP", [b"RIFF\0\0\0\0WEBP", &[0; 16_500][..]].concat()),
        ("nothing known", b"GIF89a".to_vec()),
    ]
}

#[tokio::test]
async fn the_log_tells_of_each_image_its_size_and_whether_the_vendor_would_like_it() {
    let sandbox = start().await;
    let mut lines = String::new();
    for (name, file) in images() {
        let LoggedImage { bytes, format, readable, liked, because, .. } = told(&sandbox, &file).await;
        assert_eq!(bytes, file.len());
        let because = because.unwrap_or("-");
        lines += &format!("{name}: {format}, readable {readable}, liked {liked}, {because}\n");
    }
    insta::assert_snapshot!(lines, @"
    as it should be: jpeg, readable true, liked true, -
    upright by EXIF: jpeg, readable true, liked true, -
    large: jpeg, readable true, liked false, it has more than 20,000 bytes
    small: jpeg, readable true, liked false, it has fewer than 16,000 bytes
    turned: jpeg, readable false, liked false, its EXIF data say that it lies on its side
    turned, in the other order: jpeg, readable false, liked false, its EXIF data say that it lies on its side
    progressive: jpeg, readable false, liked false, it is progressive
    lossless: jpeg, readable false, liked false, it is a kind of JPEG that few programs read
    cut off: jpeg, readable false, liked false, it is cut off
    without its end: jpeg, readable false, liked false, it is cut off
    a PNG: png, readable false, liked false, it is not a JPEG
    a WebP: webp, readable false, liked false, it is not a JPEG
    nothing known: (other), readable false, liked false, it is not a JPEG
    ");
    // By default every one of them is answered the same.
    assert!(sandbox.requests().iter().all(|request| request.code == "100"));
}

#[tokio::test]
async fn no_image_is_told_of_where_none_came() {
    let sandbox = start().await;
    for question in [Question::new().without("image"), Question::new().with("image", "no base64!")] {
        question.ask(&sandbox).await;
        assert_eq!(sandbox.requests().last().unwrap().image, None);
    }
}

#[tokio::test]
async fn the_strict_sandbox_compares_no_face_in_what_it_would_not_read() {
    let sandbox = Sandbox::start(SandboxConfig::default().with_strict_images(true)).await.unwrap();
    for (name, file) in images() {
        let readable = told(&sandbox, &file).await.readable;
        let code = with_image(&file).code(&sandbox).await;
        assert_eq!(code, if readable { 100 } else { 104 }, "{name}");
    }
    // A face mismatch is none either, but whatever was found without a face stands.
    let turned = with_segment(0xE1, &exif(6, b"MM"));
    let about = |name: &str| Question::about(persona(name).unwrap()).with("image", &STANDARD.encode(&turned));
    for (name, code) in
        [("impostor", 104), ("family-sim", 104), ("wrong-name", 107), ("sources-down", 280_105)]
    {
        assert_eq!(about(name).code(&sandbox).await, code, "{name}");
    }
    let code = with_image(&turned).with("mobile", "13800280103").code(&sandbox).await;
    assert_eq!(code, 280_103, "an error stays one");
}
