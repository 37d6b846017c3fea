// sharp as a competent team writes it: two contenders of `cargo xtask bench portrait`, with mozjpeg's encoder and without.
//
// Called with the contender's name and the folder where sharp is installed. A line on standard input is a photo's path, a
// tab, and the path where the portrait goes; the answer is a line of JSON.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";

const MOST_BYTES = 20_000;
const ENOUGH_BYTES = 19_200; // a search may end here, as heyan's does
const AIM_BYTES = 19_600;
const LONGEST_SIDE = 480;

const [contender, folder] = process.argv.slice(2);
const sharp = createRequire(join(folder, "package.json"))("sharp");
sharp.concurrency(1);
sharp.cache(false);

/** The photo, upright and small, decoded once. */
async function shrunk(photo) {
  const { data, info } = await sharp(photo)
    .rotate()
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: "inside", kernel: "lanczos3" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}

function encoded({ data, raw }, quality) {
  const options = { quality, chromaSubsampling: "4:2:0", optimiseCoding: true };
  // It makes the file progressive whatever else is asked for, which a vendor's decoder may not know.
  if (contender === "sharp-mozjpeg") options.mozjpeg = true;
  return sharp(data, { raw }).jpeg(options).toBuffer();
}

/** A quality that nearly fills the budget: by the secant method over the logarithms of size and of the tables' scale. */
async function best(image) {
  const tried = [];
  let [fine, coarse, found, quality] = [101, 0, null, 75];
  while (coarse < quality && quality < fine) {
    const file = await encoded(image, quality);
    tried.push([Math.log(scale(quality)), Math.log(file.length)]);
    if (file.length <= MOST_BYTES) {
      [found, coarse] = [file, quality];
      if (file.length >= ENOUGH_BYTES) break;
    } else {
      fine = quality;
    }
    const [[near, size], last] = [tried.at(-1), tried.at(-2)];
    const slope = last ? Math.min(Math.max((size - last[1]) / (near - last[0]), -1.6), -0.3) : -0.65;
    const aim = Math.exp(near + (Math.log(AIM_BYTES) - size) / slope);
    const wanted = Math.round(aim > 100 ? 5000 / aim : 100 - aim / 2);
    quality = Math.min(Math.max(wanted, coarse + 1), fine - 1);
  }
  return found;
}

/** By how many percent libjpeg multiplies its tables. */
function scale(quality) {
  return quality < 50 ? 5000 / quality : Math.max(200 - 2 * quality, 1);
}

if (contender === "version") {
  const { sharp: itself, vips, mozjpeg } = sharp.versions;
  const threads = `concurrency ${sharp.concurrency()}`;
  console.log(JSON.stringify({ version: `sharp ${itself} with libvips ${vips}, mozjpeg ${mozjpeg}, ${threads}` }));
} else {
  for await (const line of createInterface({ input: process.stdin })) {
    const [path, portrait] = line.split("\t");
    const photo = readFileSync(path);
    const [started, before] = [performance.now(), process.cpuUsage()];
    const file = await best(await shrunk(photo));
    const wall = performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    const processor = (user + system) / 1000;
    if (file) writeFileSync(portrait, file);
    console.log(JSON.stringify(file ? { wall, processor } : { error: "no quality fits" }));
  }
}
