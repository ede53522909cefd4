import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { convertIndexedToRgb, decode } from 'fast-png';
import { quantise } from './palette.mjs';
import { sha256, storeDeflated, storeList } from './store.mjs';

/** Side of the packages' pictures and of ours, in pixels. */
const SOURCE_SIDE = 64;
const SIDE = 32;
const COLOURS = 256;
/** Unicode's group of skin tones and hair: not pictures of their own. */
const LEFT_OUT = 'Component';
const VENDORS = [
  { part: 'noto', package: 'emoji-datasource-google', vendor: 'google' },
  { part: 'twemoji', package: 'emoji-datasource-twitter', vendor: 'twitter' },
];

/**
 * Every emoji without skin tone that both vendors draw: code points, CLDR short name, Unicode group; and per vendor
 * the pictures at 32 × 32 on white, as 256 colours (RGB) followed by one colour index per pixel.
 *
 * @returns {Promise<Record<string, string>>} SHA-256 by part
 */
export async function buildEmoji(packages, target) {
  const records = JSON.parse(await readFile(join(packages(VENDORS[0].package), 'emoji.json'), 'utf8'))
    .filter((record) => record.has_img_google && record.has_img_twitter && record.category !== LEFT_OUT)
    .sort((a, b) => a.sort_order - b.sort_order);
  const names = await namesByCode(packages('emojibase-data'));
  const list = records.map((record) => {
    const name = names.get(plainCode(record.unified));
    if (name === undefined) throw new Error(`There is no name for ${record.unified}.`);
    return { code: record.unified, name, group: record.category };
  });
  await storeList(target, 'emoji.json', list);
  const hashes = { emoji: sha256(JSON.stringify(list)) };

  for (const { part, package: source, vendor } of VENDORS) {
    const pictures = [];
    for (const { image } of records) {
      const file = join(packages(source), 'img', vendor, String(SOURCE_SIDE), image);
      pictures.push(halvedOnWhite(decodeRgba(await readFile(file), file)));
    }
    const { palette, indices } = quantise(Buffer.concat(pictures), COLOURS);
    const bytes = Buffer.concat([palette, indices]);
    await storeDeflated(target, `emoji-${part}.u8.deflate`, bytes);
    hashes[`emoji-${part}`] = sha256(bytes);
  }
  return hashes;
}

/** Code points without the variation selector, which vendors and CLDR set differently. */
function plainCode(code) {
  return code.replaceAll('-FE0F', '');
}

/** emojibase's English labels are CLDR's short names. */
async function namesByCode(folder) {
  const entries = JSON.parse(await readFile(join(folder, 'en', 'compact.json'), 'utf8'));
  return new Map(entries.map(({ hexcode, label }) => [plainCode(hexcode), label]));
}

function decodeRgba(file, name) {
  const png = decode(file);
  if (png.width !== SOURCE_SIDE || png.height !== SOURCE_SIDE || png.depth > 8) {
    throw new Error(`${name} is not an 8-bit picture of ${SOURCE_SIDE} × ${SOURCE_SIDE}.`);
  }
  if (png.palette === undefined) {
    if (png.channels === 4) return png.data;
    if (png.channels === 2) return expand(png.data, 2, ([grey, alpha]) => [grey, grey, grey, alpha]);
    throw new Error(`${name} has ${png.channels} channels.`);
  }
  const colours = convertIndexedToRgb(png);
  const channels = colours.length / (SOURCE_SIDE * SOURCE_SIDE);
  return channels === 4 ? colours : expand(colours, 3, (rgb) => [...rgb, 255]);
}

function expand(data, channels, toRgba) {
  const pixels = new Uint8Array((data.length / channels) * 4);
  for (let pixel = 0; pixel * channels < data.length; pixel += 1) {
    pixels.set(toRgba(data.subarray(pixel * channels, (pixel + 1) * channels)), pixel * 4);
  }
  return pixels;
}

/** Composited on white, each 2 × 2 square averaged: RGB. */
function halvedOnWhite(rgba) {
  const out = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        for (const [dy, dx] of [
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
        ]) {
          const pixel = (2 * y + dy) * SOURCE_SIDE + 2 * x + dx;
          const alpha = rgba[4 * pixel + 3];
          sum += rgba[4 * pixel + channel] * alpha + 255 * (255 - alpha);
        }
        out[(y * SIDE + x) * 3 + channel] = Math.round(sum / (4 * 255));
      }
    }
  }
  return out;
}
