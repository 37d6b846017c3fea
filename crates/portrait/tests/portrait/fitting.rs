//! What a portrait is like once it is fitted.

use heyan_portrait::{Budget, BudgetUnit, Photo, PortraitError, PortraitFormat, fit};
use proptest::prelude::*;

use crate::odd_inputs::file;
use crate::photos::{faces, grain, jpeg, with_exif};
use crate::picture::{Picture, not_as_promised};

#[test]
fn a_photo_fills_its_budget() {
    for (name, photo) in
        [("smooth", faces(1600, 1200)), ("grainy", grain(1600, 1200)), ("tall", grain(700, 2900))]
    {
        let portrait = fit(&photo, &Budget::default()).unwrap();
        let size = portrait.expose().len();
        assert!((19_200..=20_000).contains(&size), "{name}: {size}");
        not_as_promised(portrait.expose()).unwrap();
    }
}

#[test]
fn the_budget_may_count_the_base64_text() {
    let budget = Budget::new(16_000..=20_000, BudgetUnit::Base64, 480);
    let portrait = fit(&grain(1600, 1200), &budget).unwrap();
    let text = portrait.expose().len().div_ceil(3) * 4;
    assert!((19_200..=20_000).contains(&text), "{text}");
}

#[test]
fn the_longest_side_is_the_budgets_and_never_more_than_the_photos() {
    for (sides, longest, fitted) in [
        ((1600, 1200), 480, (480, 360)),
        ((1200, 1600), 480, (360, 480)),
        ((1600, 1200), 1000, (1000, 750)),
        ((300, 200), 480, (300, 200)),
        ((481, 480), 480, (480, 479)),
    ] {
        let budget = Budget::new(1..=200_000, BudgetUnit::File, longest);
        let portrait = Photo::open(&faces(sides.0, sides.1)).unwrap().fit(&budget).unwrap();
        assert_eq!((portrait.sent.width, portrait.sent.height), fitted, "{sides:?}");
    }
}

#[test]
fn it_is_told_from_what_to_what() {
    let photo = with_exif(&faces(1600, 1200), 6);
    let fitted = Photo::open(&photo).unwrap().fit(&Budget::default()).unwrap();
    let given = (fitted.given.format, fitted.given.width, fitted.given.height, fitted.given.bytes);
    assert_eq!(given, (PortraitFormat::Jpeg, 1200, 1600, photo.len()));
    let sent = (fitted.sent.format, fitted.sent.width, fitted.sent.height, fitted.sent.bytes);
    assert_eq!(sent, (PortraitFormat::Jpeg, 360, 480, fitted.portrait.expose().len()));
    assert!(!fitted.untouched);
}

#[test]
fn what_is_inside_the_budget_comes_back_byte_for_byte() {
    let ready = fit(&grain(1600, 1200), &Budget::default()).unwrap();
    let again = Photo::open(ready.expose()).unwrap().fit(&Budget::default()).unwrap();
    assert!(again.untouched);
    assert_eq!(again.portrait, ready);
}

#[test]
fn metadata_go_and_the_picture_stays_as_it_is() {
    let ready = fit(&grain(1600, 1200), &Budget::new(16_000..=19_000, BudgetUnit::File, 480)).unwrap();
    let tagged = with_exif(ready.expose(), 1);
    let fitted = Photo::open(&tagged).unwrap().fit(&Budget::default()).unwrap();
    assert!(!fitted.untouched);
    assert_eq!(fitted.portrait, ready);
}

/// One that is too small for the budget is made anew: in the same number of pixels, as fine as there is room.
#[test]
fn what_is_below_the_budget_is_fitted_as_well() {
    let coarse = jpeg(480, 360, 40, |x, y| [(x / 2) as u8, (y / 2) as u8, 90]);
    assert!(coarse.len() < 16_000);
    let fitted = Photo::open(&coarse).unwrap().fit(&Budget::default()).unwrap();
    assert!(!fitted.untouched && fitted.sent.bytes <= 20_000);
    let (before, after) = (Picture::of_jpeg(&coarse), Picture::of_jpeg(fitted.portrait.expose()));
    assert!(after.difference(&before) < 4.0);
}

#[test]
fn a_budget_without_room_is_an_error() {
    let none = Budget::new(1..=100, BudgetUnit::File, 480);
    assert_eq!(fit(&grain(640, 480), &none), Err(PortraitError::BudgetTooSmall { limit: 100 }));
}

/// Rather a smaller picture than one of coarse blocks.
#[test]
fn little_room_makes_a_small_picture_of_it() {
    let little = Budget::new(1..=1_500, BudgetUnit::File, 480);
    let fitted = Photo::open(&grain(1600, 1200)).unwrap().fit(&little).unwrap();
    assert!(fitted.sent.width < 480 && (1_440..=1_500).contains(&fitted.sent.bytes), "{:?}", fitted.sent);
}

#[test]
fn nothing_of_a_photo_is_shown() {
    let photo = file("upright.jpg");
    assert_eq!(format!("{:?}", Photo::open(&photo).unwrap()), "Photo([redacted])");
    assert!(
        format!("{:?}", Photo::open(&photo).unwrap().fit(&Budget::default()).unwrap())
            .contains("Portrait([redacted])")
    );
}

/// Whether every step of the quantisation tables is 1.
fn is_finest(jpeg: &[u8]) -> bool {
    let tables = jpeg.windows(4).enumerate().filter(|(_, start)| start[..2] == [0xFF, 0xDB]);
    let mut steps = tables.flat_map(|(at, start)| {
        let length = usize::from(u16::from_be_bytes([start[2], start[3]]));
        let tables = &jpeg[at + 4..at + 2 + length];
        tables.chunks(65).flat_map(|table| &table[1..])
    });
    steps.all(|step| *step == 1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever the photo and the budget: never over it, as promised, and full unless nothing finer is to be had.
    #[test]
    fn it_is_never_over_the_budget(
        (width, height) in (40_u32..900, 40_u32..900),
        noise in 0_u32..200,
        most in 3_000_usize..40_000,
        longest in 64_u32..600,
    ) {
        let photo = jpeg(width, height, 85, |x, y| {
            let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 7;
            let shade = (x + y) * 200 / (width + height) + grain % (noise + 1) / 4;
            [shade.min(255) as u8, (255 - shade.min(255)) as u8, (x * 255 / width) as u8]
        });
        let budget = Budget::new(1..=most, BudgetUnit::File, longest);
        let fitted = Photo::open(&photo).unwrap().fit(&budget).unwrap();
        prop_assert!(fitted.sent.bytes <= most);
        prop_assert!(fitted.sent.width.max(fitted.sent.height) <= longest);
        if !fitted.untouched {
            not_as_promised(fitted.portrait.expose()).map_err(TestCaseError::fail)?;
            let finest = is_finest(fitted.portrait.expose());
            let full = fitted.sent.bytes * 100 >= most * 96;
            prop_assert!(full || finest, "{} of {most}", fitted.sent.bytes);
        }
    }
}
