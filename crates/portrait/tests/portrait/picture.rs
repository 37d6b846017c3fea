//! A JPEG as somebody else sees it: its structure read segment by segment, its pixels by a decoder the crate does not use.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Cells across and down in which pictures are compared: of 480 x 360 pixels one has 40 x 22.
const CELLS: (usize, usize) = (12, 16);

/// Decoded pixels.
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    rgb: Vec<u8>,
}

impl Picture {
    /// A JPEG in which nothing is odd: the decoder is told to be strict.
    pub(crate) fn of_jpeg(bytes: &[u8]) -> Self {
        let options =
            DecoderOptions::default().set_strict_mode(true).jpeg_set_out_colorspace(ColorSpace::RGB);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
        let rgb = decoder.decode().unwrap();
        let (width, height) = decoder.dimensions().unwrap();
        Self { width, height, rgb }
    }

    /// A binary PPM, which is what other programs are asked for.
    pub(crate) fn of_ppm(bytes: &[u8]) -> Self {
        let mut at = 0;
        let mut word = || {
            let start = at;
            at += bytes[start..].iter().position(u8::is_ascii_whitespace).unwrap() + 1;
            std::str::from_utf8(&bytes[start..at - 1]).unwrap().to_owned()
        };
        assert_eq!(word(), "P6");
        let (width, height) = (word().parse().unwrap(), word().parse().unwrap());
        assert_eq!(word(), "255");
        let rgb = bytes[at..].to_vec();
        assert_eq!(rgb.len(), width * height * 3);
        Self { width, height, rgb }
    }

    /// The mean colour of a part, given from 0 to 1 of each side; it has one pixel at least.
    fn mean(&self, across: (f64, f64), down: (f64, f64)) -> [f64; 3] {
        let span = |side: usize, (from, to): (f64, f64)| {
            let start = ((side as f64 * from) as usize).min(side - 1);
            start..((side as f64 * to) as usize).clamp(start + 1, side)
        };
        let (columns, rows) = (span(self.width, across), span(self.height, down));
        let count = (columns.len() * rows.len()) as f64;
        let mut sum = [0.0; 3];
        for (row, column) in rows.flat_map(|row| columns.clone().map(move |column| (row, column))) {
            let pixel = &self.rgb[(row * self.width + column) * 3..][..3];
            sum.iter_mut().zip(pixel).for_each(|(sum, sample)| *sum += f64::from(*sample));
        }
        sum.map(|sum| sum / count)
    }

    /// Its mean brightness, of 255 (Y of ITU-R BT.601).
    pub(crate) fn brightness(&self) -> f64 {
        let [red, green, blue] = self.mean((0.0, 1.0), (0.0, 1.0));
        0.299 * red + 0.587 * green + 0.114 * blue
    }

    /// How far apart two pictures are where they differ most, by the means of cells, of 255. Sizes may differ.
    pub(crate) fn difference(&self, other: &Self) -> f64 {
        let part = |cell: usize, cells: usize| (cell as f64 / cells as f64, (cell + 1) as f64 / cells as f64);
        let cells = (0..CELLS.1).flat_map(|row| (0..CELLS.0).map(move |column| (column, row)));
        cells
            .map(|(column, row)| {
                let (across, down) = (part(column, CELLS.0), part(row, CELLS.1));
                let (one, two) = (self.mean(across, down), other.mean(across, down));
                one.iter().zip(two).map(|(one, two)| (one - two).abs()).fold(0.0, f64::max)
            })
            .fold(0.0, f64::max)
    }

    /// The largest difference of two pictures of one size, pixel by pixel.
    pub(crate) fn worst_pixel(&self, other: &Self) -> u8 {
        assert_eq!((self.width, self.height), (other.width, other.height));
        self.rgb.iter().zip(&other.rgb).map(|(one, two)| one.abs_diff(*two)).max().unwrap()
    }

    /// The colours of the corners in words: top left, top right, bottom left, bottom right.
    pub(crate) fn corners(&self) -> String {
        let (near, far) = ((0.04, 0.18), (0.82, 0.96));
        let corners = [(near, near), (far, near), (near, far), (far, far)];
        corners.map(|(across, down)| name(self.mean(across, down))).join(" ")
    }
}

/// The nearest of few colours: coarse, so that no rounding changes the word.
#[rustfmt::skip]
fn name(colour: [f64; 3]) -> &'static str {
    const NAMES: &[(&str, [f64; 3])] = &[
        ("red", [200.0, 40.0, 40.0]), ("green", [40.0, 150.0, 60.0]),
        ("blue", [40.0, 70.0, 190.0]), ("yellow", [230.0, 200.0, 60.0]),
        ("pale-red", [228.0, 148.0, 148.0]), ("pale-green", [148.0, 203.0, 158.0]),
        ("pale-blue", [148.0, 163.0, 223.0]), ("pale-yellow", [243.0, 228.0, 158.0]),
        ("black", [0.0; 3]), ("grey", [92.0; 3]), ("light-grey", [185.0; 3]), ("white", [255.0; 3]),
    ];
    let distance = |other: [f64; 3]| colour.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
    NAMES.iter().min_by(|(_, a), (_, b)| distance(*a).total_cmp(&distance(*b))).unwrap().0
}

/// What a vendor gets: one baseline frame of 8 bits and 4:2:0, one scan of all three components, no metadata (JFIF's
/// own segment is none), nothing behind the end. What is wrong, if anything is.
pub(crate) fn not_as_promised(jpeg: &[u8]) -> Result<(), String> {
    let (mut at, mut seen) = (2, Vec::new());
    loop {
        let Some(&[0xFF, marker, high, low]) = jpeg.get(at..at + 4) else {
            return Err(format!("no marker at byte {at}"));
        };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let body = jpeg.get(at + 4..at + 2 + length).ok_or("a segment that is cut off")?;
        at += 2 + length;
        seen.push(marker);
        match marker {
            0xE0 if body.starts_with(b"JFIF\0") && length == 16 => {}
            0xC4 | 0xDB | 0xDD => {}
            0xC0 => {
                let factors: Vec<_> = body[6..].chunks(3).map(|component| component[1]).collect();
                if (body[0], factors.as_slice()) != (8, &[0x22, 0x11, 0x11]) {
                    return Err(format!("{} bits and sampling factors {factors:02X?}", body[0]));
                }
            }
            0xDA if body[0] == 3 => break,
            _ => return Err(format!("a segment FF{marker:02X}, of {length} bytes")),
        }
    }
    if seen.iter().filter(|marker| **marker == 0xC0).count() != 1 {
        return Err(format!("other than one frame: {seen:02X?}"));
    }
    // In the scan FF is followed by 00 or a restart's number alone, until the end of the picture.
    let is_marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7);
    let end = jpeg[at..].windows(2).position(is_marker).ok_or("no marker ends the scan")? + at;
    match &jpeg[end..] {
        [0xFF, 0xD9] => Ok(()),
        rest => Err(format!("the scan is followed by FF{:02X} and {} bytes", rest[1], rest.len() - 2)),
    }
}
