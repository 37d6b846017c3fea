//! Which portraits are sent as they are: told by a walk over their markers, whatever the budget.

use heyan_core::{BudgetUnit, Portrait, PortraitBudget};
use proptest::prelude::*;

/// A baseline JPEG by its pieces. Each piece can be replaced, so that a test spoils one thing at a time.
struct Pieces {
    before: Vec<Vec<u8>>,
    scan: Vec<u8>,
    data: Vec<u8>,
    end: Vec<u8>,
}

fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], &length[..], payload].concat()
}

/// A table of these codes: how many of each length, and their symbols.
fn table(place: u8, counts: &[(usize, u8)], symbols: &[u8]) -> Vec<u8> {
    let mut of_length = [0; 16];
    counts.iter().for_each(|(length, count)| of_length[length - 1] = *count);
    [&[place], &of_length[..], symbols].concat()
}

const JFIF: &[u8] = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
const ADOBE: &[u8] = b"Adobe\0\x64\0\0\0\0\x01";
/// 64 x 48 pixels in 4:2:0: 12 units of 6 blocks.
const FRAME: &[u8] = &[8, 0, 48, 0, 64, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
const SCAN: &[u8] = &[3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0];

fn quantisation(place: u8) -> Vec<u8> {
    [&[place], &[1; 64][..]].concat()
}

/// Codes of 2 bits for the lightness of a block and of 1 for its end: 72 blocks have 27 bytes at least.
fn tables() -> Vec<u8> {
    let (dc, ac) =
        (|at| table(at, &[(2, 2)], &[0, 11]), |at| table(at, &[(1, 1), (3, 2)], &[0x00, 0xF0, 0xFA]));
    [dc(0x00), dc(0x01), ac(0x10), ac(0x11)].concat()
}

impl Pieces {
    fn new() -> Self {
        let before = vec![
            vec![0xFF, 0xD8],
            segment(0xE0, JFIF),
            segment(0xDB, &[quantisation(0), quantisation(1)].concat()),
            segment(0xC0, FRAME),
            segment(0xC4, &tables()),
        ];
        Self { before, scan: segment(0xDA, SCAN), data: vec![0x5A; 27], end: vec![0xFF, 0xD9] }
    }

    fn with(mut self, place: usize, piece: Vec<u8>) -> Self {
        self.before[place] = piece;
        self
    }

    fn and(mut self, piece: Vec<u8>) -> Self {
        self.before.push(piece);
        self
    }

    fn scanned_by(mut self, header: &[u8], data: Vec<u8>) -> Self {
        (self.scan, self.data) = (segment(0xDA, header), data);
        self
    }

    fn bytes(&self) -> Vec<u8> {
        [&self.before.concat()[..], &self.scan, &self.data, &self.end].concat()
    }

    fn is_ready(&self) -> bool {
        is_ready(self.bytes())
    }
}

fn roomy() -> PortraitBudget {
    PortraitBudget::new(1..=20_000, BudgetUnit::File, 480)
}

fn is_ready(bytes: Vec<u8>) -> bool {
    Portrait::from_bytes(bytes).unwrap().is_ready_for(&roomy())
}

#[test]
fn a_baseline_jpeg_in_one_scan_is_ready() {
    let grey = [8, 0, 48, 0, 64, 1, 7, 0x22, 0];
    let table = [
        ("as programs write it", Pieces::new()),
        ("with Adobe's note", Pieces::new().with(1, segment(0xEE, ADOBE))),
        ("without a note", Pieces::new().with(1, Vec::new())),
        ("in one segment for each table", Pieces::new().and(segment(0xC4, &table(0, &[(2, 2)], &[0, 11])))),
        // 48 blocks of 3 bits: sampling factors mean nothing for one component.
        (
            "grey",
            Pieces::new().with(3, segment(0xC0, &grey)).scanned_by(&[1, 7, 0, 0, 63, 0], vec![0x5A; 18]),
        ),
        ("with stuffed bytes", Pieces::new().scanned_by(SCAN, [&[0xFF, 0], &[0x5A; 26][..]].concat())),
        (
            "with restarts",
            Pieces::new().and(segment(0xDD, &[0, 5])).scanned_by(
                SCAN,
                [&[0x5A; 12][..], b"\xFF\xD0", &[0x5A; 12], b"\xFF\xD1", &[0x5A; 3]].concat(),
            ),
        ),
    ];
    for (name, pieces) in table {
        assert!(pieces.is_ready(), "{name}");
    }
}

#[test]
fn whatever_a_decoder_might_take_otherwise_is_not_ready() {
    let new = Pieces::new;
    let huffman = |payload: &[u8]| Pieces::new().and(segment(0xC4, payload));
    let framed = |frame: &[u8]| Pieces::new().with(3, segment(0xC0, frame));
    let patched = |at: usize, byte: u8| {
        let mut frame = FRAME.to_vec();
        frame[at] = byte;
        frame
    };
    let all_ones = [(1, 1), (2, 1), (3, 2)];
    let table = [
        ("progressive", new().with(3, segment(0xC2, FRAME))),
        ("extended", new().with(3, segment(0xC1, FRAME))),
        ("a second frame", new().and(segment(0xC0, FRAME))),
        ("EXIF data", new().and(segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\0"))),
        ("a profile", new().and(segment(0xE2, b"ICC_PROFILE\0\x01\x01"))),
        ("a comment", new().and(segment(0xFE, b"x"))),
        ("a second JFIF", new().and(segment(0xE0, JFIF))),
        ("a thumbnail", new().with(1, segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01\0\0\0"))),
        ("a thumbnail's sides", new().with(1, segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01"))),
        ("a longer note of Adobe's", new().and(segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01my place"))),
        ("RGB by Adobe's note", new().with(1, segment(0xEE, b"Adobe\0\x64\0\0\0\0\0"))),
        ("RGB by its names", {
            let frame = [8, 0, 48, 0, 64, 3, b'R', 0x11, 0, b'G', 0x11, 1, b'B', 0x11, 1];
            let scan = [3, b'R', 0x00, b'G', 0x11, b'B', 0x11, 0, 63, 0];
            framed(&frame).scanned_by(&scan, vec![0x5A; 99])
        }),
        (
            "sampled by fractions",
            framed(&[8, 0, 48, 0, 64, 3, 1, 0x31, 0, 2, 0x21, 1, 3, 0x11, 1])
                .scanned_by(SCAN, vec![0x5A; 99]),
        ),
        ("one name for two components", {
            let frame = [8, 0, 48, 0, 64, 3, 1, 0x11, 0, 1, 0x11, 1, 1, 0x11, 1];
            framed(&frame).scanned_by(&[3, 1, 0x00, 1, 0x11, 1, 0x11, 0, 63, 0], vec![0x5A; 99])
        }),
        ("fill bytes", new().with(1, [&[0xFF], &segment(0xE0, JFIF)[..]].concat())),
        ("stray bytes", new().with(3, [&[0x00], &segment(0xC0, FRAME)[..]].concat())),
        (
            "steps of zero",
            new().with(2, segment(0xDB, &[quantisation(0), [&[1], &[0; 64][..]].concat()].concat())),
        ),
        ("steps of 16 bits", new().and(segment(0xDB, &[&[0x10], &[1; 128][..]].concat()))),
        ("half a table of steps", new().and(segment(0xDB, &[0; 64]))),
        ("no steps for colour", new().with(2, segment(0xDB, &quantisation(0)))),
        ("12 bits a sample", framed(&patched(0, 12))),
        ("no height", framed(&patched(2, 0))),
        ("no width", framed(&patched(4, 0))),
        ("four components", framed(&[8, 0, 48, 0, 64, 4, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1, 4, 0x11, 1])),
        ("five rows in a unit", framed(&patched(7, 0x15))),
        ("more than ten blocks in a unit", framed(&patched(7, 0x44))),
        ("a DC symbol of 12", huffman(&table(0, &[(2, 2)], &[0, 12]))),
        ("an AC size of 11", huffman(&table(0x10, &[(1, 1), (3, 2)], &[0, 0xF0, 0x0B]))),
        ("an AC run of nothing", huffman(&table(0x10, &[(1, 1), (3, 2)], &[0, 0xF0, 0x10]))),
        ("one symbol twice", huffman(&table(0, &[(2, 2)], &[3, 3]))),
        ("a code of ones alone", huffman(&table(0, &all_ones, &[0, 1, 2, 3]))),
        ("more codes than there is room for", huffman(&table(0, &[(1, 2), (2, 1)], &[0, 1, 2]))),
        ("a table without codes", huffman(&table(0, &[], &[]))),
        ("an empty segment of tables", huffman(&[])),
        ("a third table", huffman(&table(2, &[(2, 2)], &[0, 11]))),
        ("a table that is cut off", huffman(&tables()[..30])),
        ("no table for colour", new().with(4, segment(0xC4, &tables()[..19]))),
        ("lightness alone in the scan", new().scanned_by(&[1, 1, 0, 0, 63, 0], vec![0x5A; 27])),
        (
            "some frequencies in the scan",
            new().scanned_by(&[3, 1, 0, 2, 0x11, 3, 0x11, 0, 5, 0], vec![0x5A; 27]),
        ),
        ("fewer bytes than blocks need", new().scanned_by(SCAN, vec![0x5A; 26])),
        ("stuffing in the place of data", new().scanned_by(SCAN, [&[0xFF, 0], &[0x5A; 25][..]].concat())),
        ("restarts that nothing tells of", new().scanned_by(SCAN, [&[0x5A; 27][..], b"\xFF\xD0"].concat())),
        ("a restart that is missing", new().and(segment(0xDD, &[0, 6]))),
        ("restarts in another order", {
            let data = [&[0x5A; 14][..], b"\xFF\xD1", &[0x5A; 14]].concat();
            new().and(segment(0xDD, &[0, 6])).scanned_by(SCAN, data)
        }),
        (
            "a second scan",
            new().scanned_by(SCAN, [&[0x5A; 27], &segment(0xDA, SCAN)[..], &[0x5A; 27]].concat()),
        ),
    ];
    for (name, pieces) in table {
        assert!(!pieces.is_ready(), "{name}");
    }
    let whole = Pieces::new().bytes();
    assert!(!is_ready(whole[..whole.len() - 2].to_vec()), "without its end");
    assert!(!is_ready([&whole[..], b"\0"].concat()), "something behind the end");
    assert!(!is_ready([&whole[..], b"\xFF\xD9"].concat()), "two ends");
    assert!(!is_ready(b"\x89PNG\r\n\x1a\n".to_vec()), "a PNG");
}

/// A reader that stops counting would walk over a file of nothing but tables for as long as it is.
#[test]
fn more_segments_than_any_program_writes_are_not_ready() {
    let many = |count| (0..count).fold(Pieces::new(), |pieces, _| pieces.and(segment(0xDD, &[0, 0])));
    assert!(many(10).is_ready());
    assert!(!many(40).is_ready());
}

/// One answer is kept, and it serves every budget.
#[test]
fn each_budget_gets_its_own_answer() {
    let bytes = Pieces::new().bytes();
    let size = bytes.len();
    let portrait = Portrait::from_bytes(bytes).unwrap();
    for (name, range, unit, longest, ready) in [
        ("exactly so large", size..=size, BudgetUnit::File, 64, true),
        ("too many bytes", 1..=size - 1, BudgetUnit::File, 64, false),
        ("too few bytes", size + 1..=size + 9, BudgetUnit::File, 64, false),
        ("too many pixels", 1..=size, BudgetUnit::File, 63, false),
        ("as a text", 1..=size.div_ceil(3) * 4, BudgetUnit::Base64, 480, true),
        ("too long a text", 1..=size, BudgetUnit::Base64, 480, false),
    ] {
        let budget = PortraitBudget::new(range, unit, longest);
        assert_eq!(portrait.clone().is_ready_for(&budget), ready, "{name}");
        assert_eq!(portrait.is_ready_for(&budget), ready, "{name}, once more");
    }
}

#[test]
fn a_budget_tells_what_is_too_large_for_it() {
    let budget = PortraitBudget::default();
    assert_eq!(budget.check(20_000), Ok(()));
    assert_eq!(budget.check(3), Ok(()), "a small one is sent");
    insta::assert_snapshot!(budget.check(15_800_000).unwrap_err(), @"the portrait has 15800000 bytes, over the limit of 20000; fit it with the feature portrait of heyan or with heyan_portrait::fit, or raise the provider's portrait budget");
    let text = PortraitBudget::new(16_000..=20_000, BudgetUnit::Base64, 480);
    assert_eq!(text.check(15_000), Ok(()));
    insta::assert_snapshot!(text.check(15_001).unwrap_err(), @"the portrait has 20004 characters of base64, over the limit of 20000; fit it with the feature portrait of heyan or with heyan_portrait::fit, or raise the provider's portrait budget");
}

proptest! {
    /// No byte of a ready file can be lost without notice, but inside the scan's data.
    #[test]
    fn a_cut_file_is_not_ready(at in 2_usize..2_000, count in 1_usize..40) {
        let pieces = Pieces::new();
        let bytes = pieces.bytes();
        let scan = bytes.len() - pieces.data.len() - pieces.end.len();
        let at = at % scan;
        let end = (at + count).min(scan);
        let cut = [&bytes[..at], &bytes[end..]].concat();
        prop_assume!(cut.starts_with(&[0xFF, 0xD8, 0xFF]) && end > at);
        let lost_a_note = at == 2 && end == 20;
        prop_assert!(lost_a_note || !is_ready(cut));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let bytes = [&[0xFF, 0xD8, 0xFF][..], &bytes].concat();
        prop_assert!(!is_ready(bytes));
    }

    #[test]
    fn no_change_of_a_byte_makes_it_panic(at in 3_usize..2_000, byte in any::<u8>()) {
        let mut bytes = Pieces::new().bytes();
        let at = 3 + at % (bytes.len() - 3);
        bytes[at] = byte;
        is_ready(bytes);
    }
}
