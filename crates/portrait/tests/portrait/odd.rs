//! The table of odd inputs: what comes of each, and that it is what a vendor was promised.

use std::collections::HashMap;
use std::fmt::Write as _;

use heyan_portrait::{Budget, BudgetUnit, Photo, Portrait, check, fit};

use crate::odd_inputs::{self, Expected, Input};
use crate::picture::{Picture, not_as_promised};

/// The longest side of the default budget.
const LONGEST: usize = 480;
/// The largest file of the default budget.
const MOST: usize = 20_000;

/// What is wrong with what came of an input; nothing, as it should be.
fn wrong(input: &Input, references: &mut HashMap<&'static str, Picture>) -> Vec<String> {
    let fitted = fit(&input.bytes, &Budget::default());
    let portrait = match (input.expected, &fitted) {
        (Expected::Refused, Err(error)) => return wrong_words(&error.to_string()),
        (Expected::Refused, Ok(_)) => return vec!["it is to be refused".to_owned()],
        (_, Err(error)) => return vec![format!("it is refused: {error}")],
        (_, Ok(portrait)) => portrait,
    };
    let file = portrait.expose();
    let Some((reference, limit)) = input.expected.shown() else {
        let same = file == input.bytes;
        return if same { Vec::new() } else { vec!["its bytes are others".to_owned()] };
    };
    let mut wrong: Vec<String> = not_as_promised(file).err().into_iter().collect();
    if file.len() > MOST {
        wrong.push(format!("{} bytes", file.len()));
    }
    if file.windows(8).any(|part| part == b"UTC_Data") {
        wrong.push("what a phone wrote behind it is sent".to_owned());
    }
    let picture = Picture::of_jpeg(file);
    let reference =
        references.entry(reference).or_insert_with(|| Picture::of_jpeg(&odd_inputs::file(reference)));
    let has_grain = matches!(input.expected, Expected::ShowsGrain(_));
    if !is_size_of(&picture, reference, has_grain) {
        let (from, to) = ((reference.width, reference.height), (picture.width, picture.height));
        wrong.push(format!("{from:?} became {to:?}"));
    }
    let difference = picture.difference(reference);
    if difference > limit {
        wrong.push(format!("it is off by {difference:.1} where it is worst"));
    }
    wrong
}

/// Whether it has the size of the picture that it shows, made smaller where that is too large, and never larger.
fn is_size_of(picture: &Picture, shown: &Picture, or_smaller: bool) -> bool {
    let largest = shown.width.max(shown.height).min(LONGEST);
    let longest = picture.width.max(picture.height);
    let as_large = longest == largest || or_smaller && longest < largest;
    let scaled = |side: usize| (side * longest) as f64 / shown.width.max(shown.height) as f64;
    let near = |side: usize, shown: usize| (side as f64 - scaled(shown)).abs() < 1.0;
    as_large && near(picture.width, shown.width) && near(picture.height, shown.height)
}

/// An error is one line of plain words, and has nothing of the file in it.
fn wrong_words(told: &str) -> Vec<String> {
    let plain = told.chars().all(|c| c.is_ascii() && !c.is_ascii_control());
    let remedy = told.contains("; ") || told.contains(": ");
    match (plain, remedy) {
        (true, true) => Vec::new(),
        (false, _) => vec![format!("no plain words: {told:?}")],
        (_, false) => vec![format!("it does not say what to do: {told}")],
    }
}

/// One line of the table: only what no rounding of another machine changes.
fn line(input: &Input) -> String {
    let portrait = match fit(&input.bytes, &Budget::default()) {
        Ok(portrait) => portrait,
        Err(error) => return format!("error: {error}"),
    };
    let file = portrait.expose();
    let picture = Picture::of_jpeg(file);
    let budget = if file.len() > MOST { "TOO MANY BYTES" } else { "in budget" };
    let same = if file == input.bytes { ", untouched" } else { "" };
    let size = match input.expected {
        // How much smaller, if at all, depends on the encoder.
        Expected::ShowsGrain(_) => "any size".to_owned(),
        _ => format!("{}x{}", picture.width, picture.height),
    };
    format!("{size}, {budget}, {}{same}", picture.corners())
}

#[test]
fn each_odd_input_becomes_a_portrait_or_a_clear_error() {
    let mut references = HashMap::new();
    let inputs = odd_inputs::all();
    let wrong = inputs.iter().flat_map(|input| {
        let wrong = wrong(input, &mut references);
        wrong.into_iter().map(|wrong| format!("{}: {wrong}", input.name))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), inputs.len(), wrong.join("\n"));
}

#[test]
fn all_eight_orientations_are_one_picture_pixel_by_pixel() {
    let fitted =
        |name: &str| Picture::of_jpeg(fit(&odd_inputs::file(name), &Budget::default()).unwrap().expose());
    let eight = (1..=8).map(|orientation| (format!("exif-{orientation}.jpg"), "upright.jpg"));
    let reduced = [("detailed-exif-6.jpg".to_owned(), "detailed.jpg")];
    for (turned, upright) in eight.chain(reduced) {
        // Their blocks of 8 x 8 lie elsewhere. One pixel beside its place comes to more than 100 at the edges.
        let worst = fitted(&turned).worst_pixel(&fitted(upright));
        assert!(worst <= 40, "{turned} and {upright} differ by {worst}");
    }
}

#[test]
fn the_table_of_odd_inputs() {
    let inputs = odd_inputs::all();
    let mut table = String::new();
    for input in &inputs {
        writeln!(table, "{:40} | {}", input.name, line(input)).unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn whatever_is_checked_without_an_error_is_fitted_without_one() {
    let inputs = odd_inputs::all();
    let differs = inputs.iter().filter_map(|input| {
        let (checked, fitted) = (check(&input.bytes).err(), fit(&input.bytes, &Budget::default()).err());
        (checked != fitted).then(|| format!("{}: check says {checked:?}, fit {fitted:?}", input.name))
    });
    let differs: Vec<_> = differs.collect();
    assert!(differs.is_empty(), "{}", differs.join("\n"));
}

#[test]
fn what_is_fitted_into_the_budget_is_not_touched_again() {
    for input in odd_inputs::all() {
        let Ok(once) = fit(&input.bytes, &Budget::default()) else { continue };
        if Budget::default().bytes.contains(&once.expose().len()) {
            let twice = fit(once.expose(), &Budget::default()).unwrap();
            assert!(once.expose() == twice.expose(), "{} changes again", input.name);
        }
    }
}

/// The walk that tells readiness and the decoder agree: only data that are damaged inside a scan can part them.
#[test]
fn what_is_ready_is_what_is_not_touched() {
    let budget = Budget::new(1..=20_000, BudgetUnit::File, 480);
    let mut counts = [0; 2];
    for input in odd_inputs::all() {
        let Ok(portrait) = Portrait::from_bytes(input.bytes.clone()) else { continue };
        let fitted = Photo::open(&input.bytes).and_then(|photo| photo.fit(&budget));
        let Ok(fitted) = fitted else { continue };
        assert_eq!(portrait.is_ready_for(&budget), fitted.untouched, "{}", input.name);
        assert!(fitted.portrait.is_ready_for(&budget), "{} is not ready once it is fitted", input.name);
        counts[usize::from(fitted.untouched)] += 1;
    }
    assert!(counts[0] > 50 && counts[1] > 5, "{counts:?}");
}
