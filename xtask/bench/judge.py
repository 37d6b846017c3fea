"""What each portrait is worth and whether it keeps what is promised: the judge of `cargo xtask bench portrait`.

A line on standard input is a photo's path, a tab, and a portrait's path; the answer is a line of JSON. The reference is
the photo decoded in full, turned upright and scaled by Lanczos to the portrait's own size. Called with the program that
gives ssimulacra2, where there is one.
"""

import io
import json
import os
import struct
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import numpy
from PIL import Image, ImageOps
from skimage.metrics import structural_similarity

MOST_BYTES = 20_000
LONGEST_SIDE = 480
# Annex K of ITU-T T.81, as Pillow gives tables: what quality 50 means.
LUMINANCE = sum([
    [16, 11, 10, 16, 24, 40, 51, 61], [12, 12, 14, 19, 26, 58, 60, 55], [14, 13, 16, 24, 40, 57, 69, 56],
    [14, 17, 22, 29, 51, 87, 80, 62], [18, 22, 37, 56, 68, 109, 103, 77], [24, 35, 55, 64, 81, 104, 113, 92],
    [49, 64, 78, 87, 103, 121, 120, 101], [72, 92, 95, 98, 112, 100, 103, 99],
], [])  # fmt: skip


@lru_cache(maxsize=1)
def upright(photo: str) -> Image.Image:
    return ImageOps.exif_transpose(Image.open(photo)).convert("RGB")


def segments(jpeg: bytes):
    """Every marker with its content, those behind the first scan's data too."""
    at = 2
    while at + 1 < len(jpeg):
        if jpeg[at] != 0xFF or jpeg[at + 1] in (0x00, 0xFF, *range(0xD0, 0xD8)):
            at += 1
        elif jpeg[at + 1] == 0xD9:
            return
        else:
            length = struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
            yield jpeg[at + 1], jpeg[at + 4 : at + 2 + length]
            at += 2 + length


def quality(image: Image.Image) -> float:
    """The quality whose tables are about as fine as this file's: by libjpeg's formula, from the luminance table."""
    table = image.quantization[0]
    scale = 100 * sum(table) / sum(LUMINANCE)
    return 5000 / scale if scale > 100 else (200 - scale) / 2


def wrongs(jpeg: bytes, image: Image.Image, reference: Image.Image) -> list[str]:
    """What is not as promised."""
    found = list(segments(jpeg))
    frames = [(marker, content) for marker, content in found if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)]
    scans = [content[0] for marker, content in found if marker == 0xDA]
    sampling = [content[7 + 3 * at] for _, content in frames for at in range(content[5])]
    metadata = [f"{marker:02X}" for marker, content in found
                if marker == 0xFE or 0xE0 <= marker <= 0xEF and not (marker == 0xE0 and content[:5] == b"JFIF\0")]  # fmt: skip
    shrink = max(image.size) / max(reference.size)
    whole = [max(1, round(side * shrink)) for side in reference.size]
    wrong = {
        f"{len(jpeg)} bytes": len(jpeg) > MOST_BYTES,
        f"frames {[f'{marker:02X}' for marker, _ in frames]}": [marker for marker, _ in frames] != [0xC0],
        f"scans of {scans} components": scans != [3],
        f"sampling {[f'{factors:02X}' for factors in sampling]}": sampling != [0x22, 0x11, 0x11],
        f"metadata {metadata}": bool(metadata),
        f"{image.width}x{image.height} of {reference.width}x{reference.height}": max(image.size) > LONGEST_SIDE
        or any(abs(a - b) > 1 for a, b in zip(image.size, whole)),
        f"{len(jpeg) / MOST_BYTES:.1%} of the budget at quality {quality(image):.0f}": len(jpeg) < 0.96 * MOST_BYTES
        and quality(image) < 95,
    }
    return [what for what, is_wrong in wrong.items() if is_wrong]


def ssimulacra2(reference: Image.Image, portrait: Image.Image, folder: str) -> float | None:
    if len(sys.argv) < 2:
        return None
    paths = [os.path.join(folder, name) for name in ("reference.png", "portrait.png")]
    for image, path in zip((reference, portrait), paths):
        image.save(path, compress_level=1)
    said = subprocess.run([sys.argv[1], "image", *paths], capture_output=True, text=True, check=True).stdout
    return float(said.split()[-1])


def judged(photo: str, portrait: str, folder: str) -> dict:
    jpeg = Path(portrait).read_bytes()
    image = Image.open(io.BytesIO(jpeg))
    whole = upright(photo)
    wrong = wrongs(jpeg, image, whole)
    reference = whole.resize(image.size, Image.Resampling.LANCZOS)
    pixels, right = numpy.asarray(image.convert("RGB")), numpy.asarray(reference)
    off = [numpy.abs(pixels.astype(int) - turned.astype(int)).mean() for turned in (right, right[::-1, ::-1])]
    if off[0] >= off[1]:
        wrong.append("upside down")
    return {
        "bytes": len(jpeg),
        "longest": max(image.size),
        "ssimulacra2": ssimulacra2(reference, image.convert("RGB"), folder),
        "ssim": float(structural_similarity(right, pixels, channel_axis=2)),
        "wrong": wrong,
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for line in sys.stdin:
            photo, portrait = line.rstrip("\n").split("\t")
            print(json.dumps(judged(photo, portrait, folder)), flush=True)


if __name__ == "__main__":
    main()
