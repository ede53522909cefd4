import { crc32 } from 'node:zlib';

/** What a line of a record or event file holds, or what is wrong with it. */
export type DecodedLine =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: 'checksum' | 'json' };

const CHECKSUM_LENGTH = 8;
/** Where the JSON text begins. */
export const jsonStart = CHECKSUM_LENGTH + 1;

/**
 * One line: CRC-32 of the JSON text as eight hexadecimal digits, a blank, the JSON text, a line feed. The checksum is
 * over the exact bytes, so no two spellings of a value are confused.
 */
export function encodeLine(value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksum(json)} ${json}\n`;
}

/** @param line without its line feed */
export function decodeLine(line: Buffer): DecodedLine {
  if (!isIntact(line)) return { ok: false, problem: 'checksum' };
  try {
    return { ok: true, value: JSON.parse(line.toString('utf8', jsonStart)) as unknown };
  } catch {
    return { ok: false, problem: 'json' };
  }
}

/** Does the checksum fit? @param line without its line feed */
export function isIntact(line: Buffer): boolean {
  const stated = line.toString('latin1', 0, jsonStart);
  return stated === `${checksum(line.subarray(jsonStart))} `;
}

function checksum(content: string | Buffer): string {
  return crc32(content).toString(16).padStart(CHECKSUM_LENGTH, '0');
}
