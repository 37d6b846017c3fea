//! Files that would be large, or that are only a piece of another one: made here, byte by byte.

/// Bytes of the longest segment.
const LONGEST: usize = 65_533;

/// The files made from others, which `file` reads.
pub(crate) fn all(file: impl Fn(&str) -> Vec<u8>) -> Vec<(&'static str, Vec<u8>)> {
    let (upright, progressive, ready) = (file("upright.jpg"), file("progressive.jpg"), file("ready.jpg"));
    let (png, lossy, alpha) = (file("rgb.png"), file("lossy.webp"), file("lossy-alpha.webp"));
    let (detailed, restarts) = (file("detailed.jpg"), file("restarts.jpg"));
    let three_scans = file("three-scans.jpg");
    let cut = |bytes: &[u8]| [&bytes[..bytes.len() / 10 * 9], &[0xFF, 0xD9]].concat();
    let half = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    let place = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1A\0\0\0\0\0\0\0\0\0\0";
    let huge: Vec<_> = (0..20).map(|_| segment(0xED, &[0; LONGEST])).collect();
    // The first segment of a file that is said to be in sRGB.
    let said = file("icc-srgb.jpg");
    let profile = said[2..][..2 + usize::from(u16::from_be_bytes([said[4], said[5]]))].to_vec();
    let frame = frame(&upright);
    vec![
        ("nothing", vec![]),
        ("one byte", vec![0xFF]),
        ("only FFD8FF", vec![0xFF, 0xD8, 0xFF]),
        ("start and end", vec![0xFF, 0xD8, 0xFF, 0xD9]),
        ("zeros after FFD8FF", [vec![0xFF, 0xD8, 0xFF, 0xE0], vec![0; 5000]].concat()),
        ("a text", b"the photo is in the other mail".to_vec()),
        ("an SVG", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".to_vec()),
        ("a PDF", b"%PDF-1.7\n".to_vec()),
        ("a HEIC", [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), vec![0; 99]].concat()),
        ("a JPEG XL", [vec![0xFF, 0x0A], vec![0; 99]].concat()),
        ("33 MiB", [upright.clone(), vec![0; 33 << 20]].concat()),
        ("jpeg without its end", upright[..upright.len() - 2].to_vec()),
        ("jpeg behind garbage", [b"garbage".to_vec(), upright.clone()].concat()),
        ("jpeg before garbage", [upright.clone(), b"garbage\xFF\xFF\xD8\xFF".repeat(99)].concat()),
        ("jpeg with a comment", behind_start(&upright, &segment(0xFE, b"taken at home"))),
        ("jpeg with 1.3 MB of segments", behind_start(&upright, &huge.concat())),
        ("jpeg with fill bytes", behind_start(&upright, &[0xFF; 50])),
        ("jpeg with fill bytes before each marker", filled(&upright)),
        ("restarts with fill bytes before each marker", filled(&restarts)),
        ("progressive with fill bytes before each marker", filled(&progressive)),
        ("jpeg with a phone's trailer for its end", [without_end(&upright), TRAILER].concat()),
        ("jpeg with a film for its end", [without_end(&upright), &film()].concat()),
        ("jpeg with a long film for its end", [without_end(&upright), &film().repeat(300)].concat()),
        ("progressive with a film for its end", [without_end(&progressive), &film()].concat()),
        ("progressive without its end", without_end(&progressive).to_vec()),
        ("three scans without an end", without_end(&three_scans).to_vec()),
        ("jpeg, all but two bytes of it", upright[..upright.len() - 4].to_vec()),
        (
            "jpeg, nine tenths of it and a phone's trailer",
            [&upright[..upright.len() / 10 * 9], TRAILER].concat(),
        ),
        ("jpeg, half of it and a film", [half(&upright), film()].concat()),
        ("progressive, all scans but the last", progressive[..last_scan(&progressive)].to_vec()),
        ("three scans, of which two are there", three_scans[..last_scan(&three_scans)].to_vec()),
        ("jpeg with a million empty tables", behind_start(&upright, &segment(0xC4, &[]).repeat(1_000_000))),
        (
            "jpeg with a million tables",
            behind_start(&upright, &segment(0xC4, &one_code(0, 0).repeat(3_600)).repeat(300)),
        ),
        (
            "jpeg with a million parts of a profile",
            behind_start(&upright, &segment(0xE2, b"ICC_PROFILE\0\x01\x01").repeat(1_000_000)),
        ),
        ("jpeg with a million comments", behind_start(&upright, &segment(0xFE, b"").repeat(1_000_000))),
        (
            "jpeg with a million restart intervals",
            behind_start(&upright, &segment(0xDD, &[0, 0]).repeat(1_000_000)),
        ),
        (
            "ready, with more codes than there is room for",
            behind_start(&ready, &segment(0xC4, &table(0x13, &[3]))),
        ),
        ("ready, with a code of ones alone", behind_start(&ready, &segment(0xC4, &table(0x13, &[1, 1, 2])))),
        (
            "ready, with a table of what no number has",
            behind_start(&ready, &segment(0xC4, &one_code(0x01, 16))),
        ),
        (
            "ready, with a table of what no picture has",
            behind_start(&ready, &segment(0xC4, &one_code(0x01, 12))),
        ),
        ("jpeg, half of it", half(&upright)),
        ("jpeg, half of it and an end", [half(&upright), vec![0xFF, 0xD9]].concat()),
        ("jpeg, nine tenths of it and an end", cut(&upright)),
        ("restarts, nine tenths of it and an end", cut(&restarts)),
        ("detailed, nine tenths of it and an end", cut(&detailed)),
        ("jpeg with a hole in it", [&upright[..2000], &upright[2300..]].concat()),
        ("progressive, half of it and an end", [half(&progressive), vec![0xFF, 0xD9]].concat()),
        ("jpeg saying 50,000 x 50,000", patched(&upright, frame + 5, &[0xC3, 0x50, 0xC3, 0x50])),
        ("jpeg saying 14,000 x 14,000", patched(&upright, frame + 5, &[0x36, 0xB0, 0x36, 0xB0])),
        ("jpeg saying 117 x 306", patched(&upright, frame + 5, &306_u16.to_be_bytes())),
        ("jpeg saying 234 x 153", patched(&upright, frame + 7, &234_u16.to_be_bytes())),
        ("jpeg of no height", patched(&upright, frame + 5, &[0, 0])),
        ("jpeg of no width", patched(&upright, frame + 7, &[0, 0])),
        ("jpeg of no components", patched(&upright, frame + 9, &[0])),
        (
            "progressive saying 14,000 x 14,000",
            patched(&progressive, self::frame(&progressive) + 5, &[0x36, 0xB0, 0x36, 0xB0]),
        ),
        ("progressive of 500 scans", repeated_scan(&progressive, 500)),
        ("progressive of 1,000 scans of nothing", empty_scans(1000)),
        ("ready, with a place", behind_start(&ready, &segment(0xE1, place))),
        ("ready, with a comment", behind_start(&ready, &segment(0xFE, b"taken at home"))),
        ("ready, with a profile", behind_start(&ready, &profile)),
        ("ready, before garbage", [ready.clone(), vec![7; 99]].concat()),
        ("ready, called extended", patched(&ready, self::frame(&ready), &[0xFF, 0xC1])),
        ("ready, without its end", ready[..ready.len() - 2].to_vec()),
        ("ready, with a phone's trailer for its end", [without_end(&ready), TRAILER].concat()),
        ("ready, half of it and an end", [half(&ready), vec![0xFF, 0xD9], vec![0; 9000]].concat()),
        ("png, half of it", half(&png)),
        ("png, all but its last chunk", png[..png.len() - 12].to_vec()),
        ("png, all but its last byte", png[..png.len() - 1].to_vec()),
        ("png, all but the last byte of its pixels", png[..png.len() - 13].to_vec()),
        ("png, half of it and an end", [half(&png), chunk(b"IEND", b"")].concat()),
        ("png saying 50,000 x 50,000", header(&png, 50_000, 50_000)),
        ("png saying 14,000 x 14,000", header(&png, 14_000, 14_000)),
        ("png of no width", header(&png, 0, 153)),
        (
            "png with a bomb of a profile",
            with_chunk(&png, &chunk(b"iCCP", &[b"p\0\0".to_vec(), zeros(100_000_000)].concat())),
        ),
        ("png with a bomb of pixels", bomb(&png)),
        ("webp, half of it", half(&lossy)),
        ("webp, its length lying", patched(&lossy, 4, &[0xFF, 0xFF, 0, 0])),
        ("webp saying 16,383 x 16,383", patched(&alpha, 24, &[0xFE, 0x3F, 0, 0xFE, 0x3F, 0])),
        (
            "webp with 16,383 x 16,383 in its canvas",
            patched(&alpha, start_code(&alpha) + 3, &[0xFF, 0x3F, 0xFF, 0x3F]),
        ),
        ("webp of 16,383 x 16,383 in 32 bytes", one_colour(16_383)),
    ]
}

/// What a phone writes behind a picture, often in the place of its end.
const TRAILER: &[u8] = b"\0\0\x01\x0A\x0E\0\0\0Image_UTC_Data1500000000000SEFHk\0\0\0k\0\0\0SEFT";

/// A film in which one finds the start of every segment there is.
fn film() -> Vec<u8> {
    let found =
        (0xC0..=0xFE).filter(|marker| *marker != 0xD9).flat_map(|marker| [0xFF, marker, 0, 4, 7, 7, 9]);
    [b"\0\0\0\x18ftypmp42".to_vec(), found.collect(), vec![0xFF; 9]].concat()
}

fn without_end(jpeg: &[u8]) -> &[u8] {
    jpeg.strip_suffix(&[0xFF, 0xD9]).unwrap()
}

fn last_scan(jpeg: &[u8]) -> usize {
    jpeg.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap()
}

/// With three bytes of ones before each marker but the first.
fn filled(jpeg: &[u8]) -> Vec<u8> {
    let is_marker = |pair: &[u8]| pair[0] == 0xFF && pair[1] != 0 && pair[1] != 0xFF;
    let mut file = jpeg[..2].to_vec();
    let (mut at, mut in_scan) = (2, false);
    while at < jpeg.len() {
        let end = match &jpeg[at..] {
            pair @ [_, marker, ..] if is_marker(pair) => {
                file.extend([0xFF; 3]);
                in_scan |= *marker == 0xDA;
                let alone = matches!(marker, 0xD0..=0xD9);
                let length = || usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
                at + 2 + if alone { 0 } else { length() }
            }
            _ => at + 1,
        };
        file.extend(&jpeg[at..end]);
        at = end;
    }
    assert!(in_scan);
    file
}

/// A Huffman table: its place, how many codes it has of each length, and as many symbols.
fn table(place: u8, counts: &[u8]) -> Vec<u8> {
    let mut of_length = [0; 16];
    of_length[..counts.len()].copy_from_slice(counts);
    let symbols = counts.iter().sum::<u8>();
    [&[place], &of_length[..], &(1..=symbols).collect::<Vec<_>>()].concat()
}

fn one_code(place: u8, symbol: u8) -> Vec<u8> {
    let table = table(place, &[1]);
    [&table[..17], &[symbol]].concat()
}

/// Where a lossy picture's start code is; its sides follow.
fn start_code(webp: &[u8]) -> usize {
    webp.windows(3).position(|three| three == [0x9D, 0x01, 0x2A]).unwrap()
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], &length[..], body].concat()
}

fn behind_start(jpeg: &[u8], inserted: &[u8]) -> Vec<u8> {
    [&jpeg[..2], inserted, &jpeg[2..]].concat()
}

fn patched(file: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    [&file[..at], bytes, &file[at + bytes.len()..]].concat()
}

/// Where the frame's header begins; height is at 5, width at 7, the number of components at 9.
fn frame(jpeg: &[u8]) -> usize {
    jpeg.windows(2).position(|pair| matches!(pair, [0xFF, 0xC0 | 0xC2])).unwrap()
}

/// The last scan again and again: each refines what the one before has refined.
fn repeated_scan(progressive: &[u8], times: usize) -> Vec<u8> {
    let (picture, end) = progressive.split_at(progressive.len() - 2);
    let last = last_scan(picture);
    [picture, &picture[last..].repeat(times), end].concat()
}

/// 4,000 x 4,000 in grey, in which a scan of few bytes passes over each of 250,000 blocks.
fn empty_scans(scans: usize) -> Vec<u8> {
    let one_code = |class: u8, symbol: u8| segment(0xC4, &one_code(class, symbol));
    let mut file = vec![0xFF, 0xD8];
    file.extend(segment(0xDB, &[&[0], &[1; 64][..]].concat()));
    file.extend(segment(0xC2, &[8, 0x0F, 0xA0, 0x0F, 0xA0, 1, 1, 0x11, 0]));
    file.extend(one_code(0x00, 0));
    file.extend(segment(0xDA, &[1, 1, 0, 0, 0, 0]));
    file.extend(vec![0; 250_000 / 8]);
    // One symbol of a bit, and 14 bits more: the next 16,384 blocks have nothing. 16 of them are 30 bytes.
    file.extend(one_code(0x10, 0xE0));
    for _ in 0..scans {
        file.extend(segment(0xDA, &[1, 1, 0, 1, 63, 0]));
        file.extend([0; 30]);
    }
    file.extend([0xFF, 0xD9]);
    file
}

pub(crate) fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let checked = [&name[..], body].concat();
    let crc = checked.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    });
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], &checked, &(!crc).to_be_bytes()].concat()
}

/// Bytes as zlib has them, but not compressed (RFC 1950, RFC 1951).
pub(crate) fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut file = vec![0x78, 0x01];
    let blocks = bytes.chunks(65_535);
    let last = blocks.len() - 1;
    for (place, block) in blocks.enumerate() {
        let length = u16::try_from(block.len()).unwrap();
        file.push(u8::from(place == last));
        file.extend(length.to_le_bytes());
        file.extend((!length).to_le_bytes());
        file.extend(block);
    }
    let adler = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    file.extend((adler.1 << 16 | adler.0).to_be_bytes());
    file
}

/// With another size in its header, and the right checksum.
fn header(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let body = [&width.to_be_bytes()[..], &height.to_be_bytes(), &png[24..29]].concat();
    [&png[..8], &chunk(b"IHDR", &body), &png[33..]].concat()
}

fn with_chunk(png: &[u8], inserted: &[u8]) -> Vec<u8> {
    [&png[..33], inserted, &png[33..]].concat()
}

/// A picture of 117 x 153 pixels, and a thousand times as much behind them.
fn bomb(png: &[u8]) -> Vec<u8> {
    [&png[..33], &chunk(b"IDAT", &zeros(54_000_000)), &chunk(b"IEND", b"")].concat()
}

/// As many zeros, compressed as zlib has it: one zero, then runs of 258 like it.
fn zeros(count: u32) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.push(1, 1);
    bits.push(2, 0b01);
    bits.push(8, 0b0000_1100);
    // Codes are sent from their highest bit on: 285 is 11000101, its distance of one is 00000.
    let runs = (count - 1) / 258;
    (0..runs).for_each(|_| bits.push(13, 0b1010_0011));
    let rest = (count - 1) % 258;
    (0..rest).for_each(|_| bits.push(8, 0b0000_1100));
    bits.push(7, 0);
    let adler = ((count % 65_521) << 16) | 1;
    [&[0x78, 0x01], &bits.bytes()[..], &adler.to_be_bytes()].concat()
}

/// A lossless WebP of one colour: five codes of one symbol, so that a pixel takes no bit at all.
fn one_colour(side: u32) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.push(8, 0x2F);
    bits.push(14, side - 1);
    bits.push(14, side - 1);
    bits.push(4 + 3, 0);
    (0..5).for_each(|_| bits.push(4, 1));
    let mut data = bits.bytes();
    data.resize(12, 0);
    let length = |length: usize| u32::try_from(length).unwrap().to_le_bytes();
    [b"RIFF", &length(data.len() + 12)[..], b"WEBPVP8L", &length(data.len()), &data].concat()
}

/// Bits, the lowest first.
#[derive(Default)]
pub(crate) struct Bits {
    whole: Vec<u8>,
    pending: u64,
    count: u32,
}

impl Bits {
    pub(crate) fn push(&mut self, count: u32, bits: u32) {
        self.pending |= u64::from(bits) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.whole.push(self.pending.to_le_bytes()[0]);
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    pub(crate) fn bytes(mut self) -> Vec<u8> {
        self.push(7, 0);
        self.whole
    }
}
