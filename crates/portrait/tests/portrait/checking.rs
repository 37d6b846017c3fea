//! What is told of a photo before anybody is paid.

use heyan_portrait::{Budget, Photo, PortraitError, Warning, check};

use crate::odd_inputs::file;
use crate::photos::{faces, jpeg};

fn told(photo: &[u8]) -> Vec<String> {
    let mark = |warning: &Warning| if warning.blocks() { " (hopeless)" } else { "" };
    check(photo)
        .unwrap()
        .iter()
        .map(|warning| format!("{}{}: {warning}", warning.code(), mark(warning)))
        .collect()
}

#[test]
fn a_photo_as_it_should_be_is_not_odd() {
    assert_eq!(told(&faces(1600, 1200)), Vec::<String>::new());
    assert_eq!(told(&file("../example.jpg")), Vec::<String>::new());
}

#[test]
fn what_is_odd_is_told_with_the_figure_and_the_limit() {
    let shades =
        |dark: u32, light: u32| jpeg(400, 300, 95, move |x, _| [(dark + (light - dark) * x / 400) as u8; 3]);
    let table = [
        ("199 pixels", faces(300, 199)),
        ("200 pixels", faces(300, 200)),
        ("31 pixels", faces(300, 31)),
        ("32 pixels", faces(300, 32)),
        ("one colour", jpeg(400, 300, 95, |_, _| [120; 3])),
        ("hardly more than one", shades(110, 130)),
        ("dark", shades(0, 70)),
        ("not so dark", shades(10, 78)),
        ("light", shades(205, 255)),
        ("not so light", shades(190, 255)),
        ("black", jpeg(400, 300, 95, |_, _| [0; 3])),
    ];
    let lines: String = table
        .iter()
        .map(|(name, photo)| {
            let told: String = told(photo).iter().map(|line| format!("  {line}\n")).collect();
            format!("{name}\n{told}")
        })
        .collect();
    insta::assert_snapshot!(lines);
}

/// The side is that of the photo, whatever of it is looked at.
#[test]
fn a_large_photo_is_measured_as_a_small_one() {
    for scale in [1, 3, 10] {
        let photo = jpeg(300 * scale, 240 * scale, 90, move |x, _| [(x / scale / 5) as u8; 3]);
        let [Warning::Dark { mean, limit }] = check(&photo).unwrap()[..] else { panic!("{scale}") };
        assert!((mean - 29.5).abs() < 1.0 && (limit - 40.0).abs() < f64::EPSILON, "{mean}");
    }
}

#[test]
fn fitting_tells_the_same() {
    let photo = jpeg(150, 180, 90, |x, _| [(x / 8) as u8; 3]);
    let codes = |warnings: Vec<Warning>| warnings.iter().map(Warning::code).collect::<Vec<_>>();
    let fitted = Photo::open(&photo).unwrap().fit(&Budget::default()).unwrap();
    assert_eq!(codes(check(&photo).unwrap()), ["small_portrait", "uniform_portrait", "dark_portrait"]);
    assert_eq!(codes(fitted.warnings), ["small_portrait", "uniform_portrait", "dark_portrait"]);
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let photo = faces(640, 480);
    assert!(matches!(check(&photo[..photo.len() / 2]), Err(PortraitError::Truncated(_))));
}
