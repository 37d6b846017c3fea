//! Lossless WebP: what its prefix codes take is counted, not guessed at from the length of the file.

use heyan_portrait::{Budget, Photo, PortraitError, fit};

use crate::made::Bits;
use crate::photos::jpeg;
use crate::picture::Picture;

/// A code in which so many symbols have codes of this length, be there more symbols or not (RFC 9649, 3.7.2.1.2).
fn even_code(bits: &mut Bits, length: u32, symbols: u32) {
    // The places of the lengths 0 to 10 among the codes for lengths.
    let place = [2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13][length as usize];
    bits.push(1, 0);
    bits.push(4, place + 1 - 4);
    (0..=place).for_each(|at| bits.push(3, u32::from(at == place)));
    // How many symbols are told of: 10 bits and 2 more. Each takes no bit, for there is one length alone.
    bits.push(1, 1);
    bits.push(3, 4);
    bits.push(10, symbols - 2);
}

fn single_code(bits: &mut Bits, symbol: u32) {
    bits.push(3, 0b101);
    bits.push(8, symbol);
}

/// A symbol of 8 bits by an even code; codes are sent from their highest bit on.
fn push_symbol(bits: &mut Bits, symbol: u8) {
    bits.push(8, u32::from(symbol.reverse_bits()));
}

fn started(width: u32, height: u32) -> Bits {
    let mut bits = Bits::default();
    bits.push(8, 0x2F);
    bits.push(14, width - 1);
    bits.push(14, height - 1);
    // No opacity, version 0.
    bits.push(4, 0);
    bits
}

fn file(bits: Bits) -> Vec<u8> {
    let mut data = bits.bytes();
    data.resize(data.len().next_multiple_of(2), 0);
    let length = |length: usize| u32::try_from(length).unwrap().to_le_bytes();
    [b"RIFF", &length(data.len() + 12)[..], b"WEBPVP8L", &length(data.len()), &data].concat()
}

/// Three bytes a pixel, as large as a lossless picture can be.
fn drawn(width: u32, height: u32, draw: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    let mut bits = started(width, height);
    // No transforms, no cache of colours, one group of codes.
    bits.push(3, 0);
    (0..3).for_each(|_| even_code(&mut bits, 8, 256));
    single_code(&mut bits, 255);
    single_code(&mut bits, 0);
    for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
        let [red, green, blue] = draw(x, y);
        [green, red, blue].into_iter().for_each(|symbol| push_symbol(&mut bits, symbol));
    }
    file(bits)
}

/// A picture of few bytes with a group of codes for each square of 4 x 4 pixels, up to 65,536 groups; each with a table of
/// 1,024 places.
fn groups(side: u32, count: u32) -> Vec<u8> {
    let mut bits = started(side, side);
    // No transforms; a cache of 1,024 colours; many groups, for squares of 4 pixels a side.
    bits.push(1, 0);
    bits.push(1, 1);
    bits.push(4, 10);
    bits.push(1, 1);
    bits.push(3, 0);
    // The picture of groups: no cache. Red and green are the number of the group.
    bits.push(1, 0);
    (0..2).for_each(|_| even_code(&mut bits, 8, 256));
    (0..3).for_each(|_| single_code(&mut bits, 0));
    for square in 0..(side / 4) * (side / 4) {
        let [high, low] = u16::try_from(square % count).unwrap().to_be_bytes();
        push_symbol(&mut bits, low);
        push_symbol(&mut bits, high);
    }
    for _ in 0..count {
        even_code(&mut bits, 10, 1024);
        (0..4).for_each(|_| single_code(&mut bits, 0));
    }
    // Each pixel is the first symbol: ten bits of zero.
    (0..side * side).for_each(|_| bits.push(10, 0));
    file(bits)
}

#[test]
fn a_photo_of_960_x_960_is_read_however_many_bytes_it_has() {
    let draw = |x: u32, y: u32| [(x / 4) as u8, (y / 4) as u8, ((x + y) / 8) as u8];
    let photo = drawn(960, 960, draw);
    assert!(photo.len() > 2_700_000, "a quarter of a megabyte was too much once");
    let shown = Picture::of_jpeg(fit(&photo, &Budget::default()).unwrap().expose());
    let same = Picture::of_jpeg(fit(&jpeg(960, 960, 98, draw), &Budget::default()).unwrap().expose());
    assert!(shown.difference(&same) < 3.0);
}

#[test]
fn codes_are_counted_one_by_one() {
    // 3,000 tables are 12 MiB and are read; of 15,000 they are 60 MiB, of 65,536 they are 256 MiB.
    fit(&groups(256, 3_000), &Budget::default()).unwrap();
    for (side, count) in [(512, 15_000), (1_024, 65_536)] {
        let many = groups(side, count);
        assert!(many.len() < 3_000_000);
        let Err(PortraitError::TooMuchMemory { mebibytes, .. }) = Photo::open(&many) else {
            panic!("{count}")
        };
        assert!(mebibytes > 64, "{mebibytes}");
    }
}

#[test]
fn data_that_end_before_the_pixels_are_damaged() {
    let whole = groups(256, 3_000);
    for part in [40, 2_000, 20_000] {
        let length = u32::try_from(part - 8).unwrap().to_le_bytes();
        let cut = [&whole[..4], &length, &whole[8..part]].concat();
        assert!(matches!(fit(&cut, &Budget::default()), Err(PortraitError::Damaged(_))), "{part}");
    }
}

/// The decoder reads the first chunk of a name. A thousand others would take seconds to be looked at, each for nothing.
#[test]
fn a_second_picture_is_not_looked_at() {
    let mut file = drawn(16, 16, |x, y| [(x * 16) as u8, (y * 16) as u8, 0]);
    let header: Vec<u8> = file[20..26].to_vec();
    for _ in 0..1000 {
        file.extend([b"VP8L", &6_u32.to_le_bytes()[..], &header].concat());
    }
    let length = u32::try_from(file.len() - 8).unwrap().to_le_bytes();
    file[4..8].copy_from_slice(&length);
    fit(&file, &Budget::default()).unwrap();
}
