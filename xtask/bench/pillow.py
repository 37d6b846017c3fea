"""Pillow as a competent team writes it, and libjpeg-turbo's decoder alone: contenders of `cargo xtask bench portrait`.

Called with a contender's name. A line on standard input is a photo's path, a tab, and the path where the portrait goes;
the answer is a line of JSON.
"""

import io
import json
import math
import sys
import time

from PIL import Image, ImageOps, features

MOST_BYTES = 20_000
ENOUGH_BYTES = 19_200  # a search may end here, as heyan's does
AIM_BYTES = 19_600
LONGEST_SIDE = 480


def encoded(image: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, subsampling="4:2:0", optimize=True)
    return file.getvalue()


def best(image: Image.Image) -> bytes | None:
    """A quality that nearly fills the budget: by the secant method over the logarithms of size and of the tables' scale."""
    tried, fine, coarse, found = [], 101, 0, None
    quality = 75
    while coarse < quality < fine:
        file = encoded(image, quality)
        tried.append((math.log(scale(quality)), math.log(len(file))))
        if len(file) <= MOST_BYTES:
            found, coarse = file, quality
            if len(file) >= ENOUGH_BYTES:
                break
        else:
            fine = quality
        (near, size), slope = tried[-1], -0.65
        if len(tried) > 1:
            slope = min(max((size - tried[-2][1]) / (near - tried[-2][0]), -1.6), -0.3)
        aim = math.exp(near + (math.log(AIM_BYTES) - size) / slope)
        quality = min(max(round(5000 / aim if aim > 100 else 100 - aim / 2), coarse + 1), fine - 1)
    return found


def scale(quality: int) -> float:
    """By how many percent libjpeg multiplies its tables."""
    return 5000 / quality if quality < 50 else max(200 - 2 * quality, 1)


def pillow(photo: bytes) -> bytes:
    image = Image.open(io.BytesIO(photo))
    ratio = LONGEST_SIDE / max(image.size)
    size = tuple(max(1, round(side * ratio)) for side in image.size)
    # The smallest of the decoder's scales that is still twice the target, as thumbnail() takes with a gap of 2.
    image.draft("RGB", (size[0] * 2, size[1] * 2))
    image = image.resize(size, Image.Resampling.LANCZOS)
    return best(ImageOps.exif_transpose(image))


def turbo(photo: bytes, scale: int) -> bytes:
    image = Image.open(io.BytesIO(photo))
    image.draft("RGB", (image.width // scale, image.height // scale))
    image.load()
    return b""


CONTENDERS = {
    "pillow": pillow,
    "turbo-4": lambda photo: turbo(photo, 4),
    "turbo-8": lambda photo: turbo(photo, 8),
}


def main() -> None:
    if sys.argv[1] == "version":
        turbo = features.version("libjpeg_turbo") or "a libjpeg that is not libjpeg-turbo"
        print(json.dumps({"version": f"Pillow {Image.__version__} with libjpeg-turbo {turbo}"}))
        return
    contender = CONTENDERS[sys.argv[1]]
    for line in sys.stdin:
        photo, portrait = line.rstrip("\n").split("\t")
        with open(photo, "rb") as file:
            photo = file.read()
        wall, processor = time.perf_counter(), time.process_time()
        file = contender(photo)
        took = {"wall": (time.perf_counter() - wall) * 1000, "processor": (time.process_time() - processor) * 1000}
        if file:
            with open(portrait, "wb") as output:
                output.write(file)
        if file is None:
            print(json.dumps({"error": "no quality fits"}), flush=True)
        else:
            print(json.dumps(took), flush=True)


if __name__ == "__main__":
    main()
