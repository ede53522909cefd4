/**
 * Rebuilds resources/data from the public packages the data comes from, and checks the result.
 *
 *   npm run resources              fetch what is not cached yet, rebuild, compare with the stored hashes
 *   npm run resources -- --update  the same, and store the new hashes
 *
 * The hashes are over decoded content (pixels, names), because compressed bytes may differ between zlib versions.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildEmoji } from './resources/emoji.mjs';
import { buildGarments } from './resources/garments.mjs';
import { buildSpokenDigits } from './resources/spoken-digits.mjs';
import { fetchPackages } from './resources/packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'resources', 'data');
const hashFile = fileURLToPath(new URL('./resources/hashes.json', import.meta.url));

const cache = join(root, '.cache', 'resources');
const packages = await fetchPackages(cache, {
  'fashion-mnist': '1.1.0',
  'emoji-datasource-google': '16.0.0',
  'emoji-datasource-twitter': '16.0.0',
  'emojibase-data': '17.0.0',
});
await mkdir(target, { recursive: true });
const built = {
  ...(await buildGarments(packages, target)),
  ...(await buildEmoji(packages, target)),
  ...(await buildSpokenDigits(cache, target)),
};

if (process.argv.includes('--update')) {
  await writeFile(hashFile, `${JSON.stringify(built, null, 2)}\n`);
  console.log('Stored the hashes of the new content.');
} else {
  const stored = JSON.parse(await readFile(hashFile, 'utf8'));
  const names = [...new Set([...Object.keys(stored), ...Object.keys(built)])];
  const wrong = names.filter((name) => stored[name] !== built[name]);
  if (wrong.length > 0) {
    console.error(`Content differs from the stored hashes: ${wrong.join(', ')}.`);
    console.error('If the change is meant, run again with --update and raise the version of the preparations.');
    process.exitCode = 1;
  } else {
    console.log(`All ${names.length} parts have the stored hashes.`);
  }
}
