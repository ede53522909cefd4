import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256, storeDeflated } from './store.mjs';

const CLASSES = 10;
const PER_CLASS = 700;
const PIXELS = 28 * 28;

/**
 * Fashion-MNIST (Zalando): the first 700 garments of each of the 10 classes, 28 × 28 grey levels, class after class.
 * The package holds empty records (1000 and 7001 of class 0), and some images occur twice, even in two classes; both
 * are left out, so that no garment can be in two splits.
 *
 * @returns {Promise<Record<string, string>>} SHA-256 by part
 */
export async function buildGarments(packages, target) {
  const seen = new Set();
  const garments = [];
  for (let label = 0; label < CLASSES; label += 1) {
    const file = join(packages('fashion-mnist'), 'src', 'clothes', `${label}.json`);
    const taken = [];
    for (const levels of JSON.parse(await readFile(file, 'utf8')).data) {
      if (levels.length !== PIXELS || taken.length === PER_CLASS) continue;
      const image = Uint8Array.from(levels);
      const key = sha256(image);
      if (seen.has(key)) continue;
      seen.add(key);
      taken.push(image);
    }
    if (taken.length < PER_CLASS) throw new Error(`Class ${label} has ${taken.length} garments, not ${PER_CLASS}.`);
    garments.push(...taken);
  }
  const pixels = Buffer.concat(garments);
  await storeDeflated(target, 'garments.u8.deflate', pixels);
  return { garments: sha256(pixels) };
}
