import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

/** @param {Uint8Array | string} content */
export function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * Writes one part of the shipped data, deflated, and says how large it became.
 *
 * @param {string} folder
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export async function storeDeflated(folder, name, bytes) {
  const deflated = deflateSync(bytes, { level: 9, memLevel: 9 });
  await writeFile(join(folder, name), deflated);
  console.log(`${name}: ${bytes.length} bytes, ${deflated.length} deflated`);
}

/** Writes a list of things as JSON with one entry a line, so that a change shows as a readable difference. */
export async function storeList(folder, name, entries) {
  const text = `[\n${entries.map((entry) => `  ${JSON.stringify(entry)}`).join(',\n')}\n]\n`;
  await writeFile(join(folder, name), text);
  console.log(`${name}: ${Buffer.byteLength(text)} bytes`);
}
