"""Freely licensed photos out of registry packages, made into what a phone writes: 12 megapixels, turned by EXIF.

Called with a folder: packages/ gets the packages, src/ the photos as shipped, 12mp/ what is measured, LIST.md where
each comes from. What cannot be fetched is skipped, by name and reason, on standard error.
"""

import hashlib
import io
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy
from PIL import Image

STORED = (4032, 3024)  # as the sensor lies in the phone; orientation 6 turns it upright
QUALITY = 92
LEAST_BYTES = 3_000_000  # a phone's file of this size has at least so much to decode


@dataclass
class Package:
    """A package, and how it is fetched."""

    name: str
    kind: str  # debian, wheel or sdist


@dataclass
class Photo:
    """One photo: a name of ours, where it is, by whom and under what, and how it is made into 12 megapixels."""

    name: str
    package: Package
    path: str  # how its path in the package ends
    licence: str
    way: str  # phone: as shipped, only the tag changed; sideways: the photo lies on its side; upright: it stands


FORENSICS = Package("forensics-samples-files", "debian")
LOMIRI_16 = Package("lomiri-wallpapers-16.04", "debian")
LOMIRI_20 = Package("lomiri-wallpapers-20.04", "debian")
SCIKIT = Package("scikit-image", "wheel")
FACES = Package("face_recognition", "sdist")
ERIBERTO = "CC-BY-SA-4.0, Joao Eriberto Mota Filho"
AITZOL = "CC-BY-4.0, Aitzol Berasategi"
WHITE_HOUSE = "package MIT; an official portrait of the White House, so public domain in the USA"

PHOTOS = [
    Photo("phone-dog", FORENSICS, "pic2/IMG_20200124_231153.jpg", ERIBERTO, "phone"),
    Photo("phone-dogs-on-grass", FORENSICS, "pic2/IMG_20200608_111614.jpg", ERIBERTO, "phone"),
    Photo("phone-table", FORENSICS, "pic2/IMG_20191224_234846.jpg", ERIBERTO, "phone"),
    Photo("phone-circuit", FORENSICS, "pic1/IMG_20200827_231612.jpg", ERIBERTO, "phone"),
    Photo("dragonfly", LOMIRI_16, "Dragonfly_by_Bolly.jpg", "CC-BY-SA-4.0, Bolly", "sideways"),
    Photo("dandelions", LOMIRI_16, "seeding_by_Clements_Engelhardt.jpg", "CC0-1.0, Clemens Engelhardt", "sideways"),
    Photo("sunset", LOMIRI_16, "sunset_by_Aitzol_Berasategi.jpg", AITZOL, "sideways"),
    Photo("mountains", LOMIRI_16, "picosdeeuropa_by_Aitzol_Berasategi.jpg", AITZOL, "sideways"),
    Photo("nuthatch", LOMIRI_20, "Kleiber_by_Lukas_Baubkus.jpg", "CC-BY-SA-3.0, Lukas Baubkus", "sideways"),
    Photo("portrait-astronaut", SCIKIT, "skimage/data/astronaut.png", "public domain, NASA", "upright"),
    Photo("portrait-president", FACES, "test_images/obama.jpg", WHITE_HOUSE, "upright"),
    Photo("portrait-president-afar", FACES, "test_images/obama3.jpg", WHITE_HOUSE, "upright"),
]


def fetched(package: Package, folder: Path) -> Path:
    """The package's file, fetched once."""
    place = folder / package.name
    place.mkdir(parents=True, exist_ok=True)
    if not list(place.iterdir()):
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command = {
            "debian": ["apt-get", "download", "--quiet", package.name],
            "wheel": [*pip, "--only-binary", ":all:", package.name],
            "sdist": [*pip, "--no-binary", ":all:", package.name],
        }[package.kind]
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise OSError((done.stderr.strip().splitlines() or ["it says nothing"])[-1])
    return max(place.iterdir(), key=lambda file: file.stat().st_size)


def taken_out(archive: Path, path: str) -> bytes:
    """The one file of the package whose path ends so."""
    if archive.suffix == ".deb":
        tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", archive], capture_output=True, check=True).stdout
        return out_of_tar(tarfile.open(fileobj=io.BytesIO(tar)), path)
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(next(name for name in wheel.namelist() if name.endswith(path)))
    return out_of_tar(tarfile.open(archive), path)


def out_of_tar(tar: tarfile.TarFile, path: str) -> bytes:
    with tar:
        return tar.extractfile(next(member for member in tar if member.name.endswith(path))).read()


def turned(jpeg: bytes) -> bytes:
    """The same JPEG, entropy-coded data and all, with no metadata but an orientation of 6."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    kept, at = [b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif], 2
    while jpeg[at + 1] != 0xDA:
        end = at + 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        if not 0xE0 <= jpeg[at + 1] <= 0xEF:
            kept.append(jpeg[at:end])
        at = end
    return b"".join([*kept, jpeg[at:]])


def made(image: Image.Image, upright: bool) -> tuple[bytes, str]:
    """A 12-megapixel file of an image: cropped to 4:3, scaled, with as little noise as gives it a phone's entropy."""
    ratio = STORED[1] / STORED[0] if upright else STORED[0] / STORED[1]
    wide, high = min(image.width, round(image.height * ratio)), min(image.height, round(image.width / ratio))
    left, top = (image.width - wide) // 2, (image.height - high) // (3 if upright else 2)
    size = STORED[::-1] if upright else STORED
    image = image.crop((left, top, left + wide, top + high)).resize(size, Image.Resampling.LANCZOS)
    image = image.transpose(Image.Transpose.ROTATE_90) if upright else image
    # An enlarged photo has no detail of its own, so it always gets a sensor's noise.
    for noise in range(0 if size[0] <= wide * 1.1 else 2, 12):
        file = saved(noisy(image, noise))
        if len(file) >= LEAST_BYTES:
            break
    return file, f"{wide}x{high} scaled {size[0] / wide:.2f} times, noise {noise}"


def noisy(image: Image.Image, deviation: int) -> Image.Image:
    noise = numpy.random.default_rng(12).normal(0, deviation or 1e-9, (STORED[1], STORED[0], 1))
    colour = numpy.random.default_rng(13).normal(0, (deviation or 1e-9) / 2, (STORED[1], STORED[0], 3))
    return Image.fromarray((numpy.asarray(image) + noise + colour).clip(0, 255).round().astype("uint8"))


def saved(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, subsampling="4:2:0")
    return turned(file.getvalue())


def generated() -> dict[str, bytes]:
    """Pictures no camera takes, from fixed seeds: the ends of what there is to encode."""
    high, wide = STORED[1], STORED[0]
    y, x = numpy.mgrid[0:high, 0:wide].astype("float32")
    smooth = numpy.stack([x / wide * 255, y / high * 255, (x + y) / (wide + high) * 255], axis=2)
    rings = 127 + 127 * numpy.sin((x - wide / 2) ** 2 / 9000 + (y - high / 2) ** 2 / 9000)
    random = numpy.random.default_rng(7).integers(0, 256, (high // 12, wide // 12, 3), dtype="uint8")
    texture = Image.fromarray(random).resize(STORED, Image.Resampling.BICUBIC)
    return {
        "generated-smooth": saved(noisy(Image.fromarray(smooth.astype("uint8")), 2)),
        "generated-rings": saved(Image.fromarray(numpy.repeat(rings[:, :, None], 3, axis=2).astype("uint8"))),
        "generated-texture": saved(texture),
    }


def prepare(folder: Path) -> None:
    """Does nothing where this very script has already made everything."""
    made_by = folder / "made-by"
    script = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    if made_by.exists() and made_by.read_text() == script:
        return
    skipped = []
    shutil.rmtree(folder / "12mp", ignore_errors=True)
    for name in ["packages", "src", "12mp"]:
        (folder / name).mkdir(parents=True, exist_ok=True)
    lines = ["| photo | package | file | licence | made | bytes |", "|---|---|---|---|---|---|"]
    for photo in PHOTOS:
        try:
            archive = fetched(photo.package, folder / "packages")
            shipped = taken_out(archive, photo.path)
        except (OSError, StopIteration, KeyError, tarfile.TarError, zipfile.BadZipFile, subprocess.SubprocessError) as error:
            skipped.append(f"SKIPPED the photo {photo.name}: {photo.package.name} cannot be had: {error}")
            print(skipped[-1], file=sys.stderr)
            continue
        (folder / "src" / f"{photo.name}{Path(photo.path).suffix}").write_bytes(shipped)
        if photo.way == "phone":
            file, how = turned(shipped), "the phone's own file, only its metadata replaced"
        else:
            file, how = made(Image.open(io.BytesIO(shipped)).convert("RGB"), photo.way == "upright")
        (folder / "12mp" / f"{photo.name}.jpg").write_bytes(file)
        print(f"prepared {photo.name}: {len(file):,} bytes", file=sys.stderr)
        cells = [photo.name, archive.name, Path(photo.path).name, photo.licence, how, f"{len(file):,}"]
        lines.append(f"| {' | '.join(cells)} |")
    for name, file in generated().items():
        (folder / "12mp" / f"{name}.jpg").write_bytes(file)
        lines.append(f"| {name} | none | none | none | drawn from a fixed seed | {len(file):,} |")
    (folder / "LIST.md").write_text("\n".join([*lines, *(f"\n{line}" for line in skipped)]) + "\n")
    if not skipped:
        made_by.write_text(script)


if __name__ == "__main__":
    prepare(Path(sys.argv[1]).resolve())
