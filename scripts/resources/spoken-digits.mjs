import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256, storeDeflated } from './store.mjs';

const MODULE = 'github.com/dchest/captcha@v1.1.0';
/** In the order in which they are stored; each says the digits from 0 to 9. */
const LANGUAGES = ['en', 'ja', 'ru', 'zh'];
const HEADER = 44;

/**
 * The spoken digits of the Go module captcha (Dmitry Chestnykh): one recording of each digit in each of four languages,
 * 8,000 unsigned 8-bit samples a second. Stored: the lengths of the 40 recordings as little-endian 16-bit numbers, language
 * after language, then the recordings.
 *
 * @param {string} cache folder for the module; Go fetches it, from the proxy it is configured for
 * @returns {Promise<Record<string, string>>} SHA-256 by part
 */
export async function buildSpokenDigits(cache, target) {
  const folder = await fetchModule(cache);
  const recordings = [];
  for (const language of LANGUAGES) {
    for (let digit = 0; digit < 10; digit += 1) {
      const wave = await readFile(join(folder, 'capgensounds', language, `${digit}.wav`));
      if (wave.readUInt32LE(24) !== 8000 || wave.readUInt16LE(34) !== 8) {
        throw new Error(`${language}/${digit}.wav has another sample rate or size than expected.`);
      }
      recordings.push(wave.subarray(HEADER));
    }
  }
  const lengths = Buffer.alloc(2 * recordings.length);
  recordings.forEach(({ length }, index) => lengths.writeUInt16LE(length, 2 * index));
  const bytes = Buffer.concat([lengths, ...recordings]);
  await storeDeflated(target, 'spoken-digits.u8.deflate', bytes);
  return { 'spoken-digits': sha256(bytes) };
}

async function fetchModule(cache) {
  const place = join(cache, 'go');
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'go.mod'), 'module resources\n\ngo 1.20\n');
  let told;
  try {
    const env = { ...process.env, GOPATH: join(place, 'path'), GOFLAGS: '-mod=mod -modcacherw' };
    told = execFileSync('go', ['mod', 'download', '-json', MODULE], { cwd: place, env, encoding: 'utf8' });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw new Error('The spoken digits come from a Go module: install Go (https://go.dev/dl) and run this again.', {
      cause: error,
    });
  }
  return JSON.parse(told).Dir;
}
