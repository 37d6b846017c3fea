//! What the vendor would make of an image: read from its bytes alone, and kept of it are only the words.

use serde::Serialize;

/// "大小最佳在16~20K之间", in bytes of the file.
const SMALLEST: usize = 16_000;
const LARGEST: usize = 20_000;

/// What may be told of an image that came with a request. Nothing of the picture is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LoggedImage {
    /// The file's bytes, once its base64 is decoded.
    pub bytes: usize,
    /// `jpeg`, `png`, `webp`, or `(other)`.
    pub format: &'static str,
    /// Whether a vendor's program surely reads it: an upright baseline JPEG in one scan, whole.
    pub readable: bool,
    /// Whether the vendor would like it: readable, and 16,000 to 20,000 bytes, which its page calls best.
    pub liked: bool,
    /// Why it would not like it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<&'static str>,
}

impl LoggedImage {
    /// Looks at a file.
    pub(super) fn of(file: &[u8]) -> Self {
        let format = format(file);
        let unreadable = if format == "jpeg" { read(file).err() } else { Some("it is not a JPEG") };
        let size = match file.len() {
            ..SMALLEST => Some("it has fewer than 16,000 bytes"),
            SMALLEST..=LARGEST => None,
            _ => Some("it has more than 20,000 bytes"),
        };
        let because = unreadable.or(size);
        let (readable, liked) = (unreadable.is_none(), because.is_none());
        Self { bytes: file.len(), format, readable, liked, because }
    }
}

fn format(file: &[u8]) -> &'static str {
    match file {
        [0xFF, 0xD8, 0xFF, ..] => "jpeg",
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => "png",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        _ => "(other)",
    }
}

/// Goes over the markers of a JPEG (ITU-T T.81, annex B).
fn read(file: &[u8]) -> Result<(), &'static str> {
    const CUT: &str = "it is cut off";
    let mut rest = file.get(2..).ok_or(CUT)?;
    let (mut frame, mut scans) = (0_u8, 0);
    loop {
        let [0xFF, marker, after @ ..] = rest else { return Err(CUT) };
        if *marker == 0xFF {
            rest = rest.get(1..).ok_or(CUT)?;
            continue;
        }
        if *marker == 0xD9 {
            break;
        }
        let (length, _) = after.split_first_chunk::<2>().ok_or(CUT)?;
        let length = usize::from(u16::from_be_bytes(*length)).max(2);
        let (segment, after) = after.split_at_checked(length).ok_or(CUT)?;
        rest = after;
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => frame = *marker,
            0xE1 if is_turned(segment) => return Err("its EXIF data say that it lies on its side"),
            0xDA => {
                scans += 1;
                rest = behind_scan(rest).ok_or(CUT)?;
            }
            _ => {}
        }
    }
    match (frame, scans) {
        (0xC0, 1) => Ok(()),
        (0xC0 | 0xC1, _) => Err("it is not baseline in one scan"),
        (0xC2, _) => Err("it is progressive"),
        (0, _) => Err(CUT),
        _ => Err("it is a kind of JPEG that few programs read"),
    }
}

/// From the first marker behind the coded data, in which 0xFF is stuffed and only restarts are markers.
fn behind_scan(data: &[u8]) -> Option<&[u8]> {
    let ends = |pair: &[u8]| matches!(pair, [0xFF, 0x02..=0xCF | 0xD8..=0xFE]);
    data.get(data.windows(2).position(ends)?..)
}

/// Whether EXIF data have an orientation other than upright: tag 274 of the first directory (TIFF 6.0, EXIF 2.32).
fn is_turned(segment: &[u8]) -> bool {
    let orientation = || {
        let tiff = segment.get(2..)?.strip_prefix(b"Exif\0\0")?;
        let is_little = tiff.starts_with(b"II");
        let number = |at: usize, bytes: usize| {
            let bytes = tiff.get(at..at.checked_add(bytes)?)?.iter();
            let add = |number: usize, byte: &u8| number << 8 | usize::from(*byte);
            Some(if is_little { bytes.rev().fold(0, add) } else { bytes.fold(0, add) })
        };
        let directory = number(4, 4)?;
        let places = (0..number(directory, 2)?).map(|entry| directory + 2 + 12 * entry);
        let entry = places.take_while(|at| *at < tiff.len()).find(|at| number(*at, 2) == Some(274))?;
        number(entry + 8, 2)
    };
    orientation().is_some_and(|orientation| (2..=8).contains(&orientation))
}
