import { RowProblem } from '../../files/row-problem';

const SCAN = 0xda;
const END = 0xd9;
const TABLES_OF_CODES = 0xc4;
const TABLES_OF_STEPS = 0xdb;
const RESTARTS = 0xdd;

/**
 * Scans of a JPEG, counted no further than one beyond `most`. In coded data a byte 0xff that begins no segment is followed by a
 * zero or by a restart; segments are passed over by their length, which has to be what they hold: a decoder that goes by what
 * they hold must meet the same ones (ITU-T T.81, annex B).
 *
 * @throws RowProblem for a segment of another length
 */
export function scansIn(bytes: Uint8Array, most: number): number {
  let scans = 0;
  for (let at = 2; at + 1 < bytes.length && scans <= most;) {
    const marker = bytes[at + 1];
    const isCoded = bytes[at] !== 0xff || marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
    if (isCoded) {
      const next = bytes.indexOf(0xff, at + 1);
      at = next === -1 ? bytes.length : next;
      continue;
    }
    if (marker === END) break;
    const end = at + 2 + ((bytes.at(at + 2) ?? 0) * 256 + (bytes.at(at + 3) ?? 0));
    if (end < at + 4 || end > bytes.length || !isWhole(bytes, marker, at + 4, end)) {
      throw new RowProblem('The JPEG file has a segment whose length is wrong.');
    }
    if (marker === SCAN) scans += 1;
    at = end;
  }
  return scans;
}

/** Whether what a segment holds, from `start`, ends where it does. */
function isWhole(bytes: Uint8Array, marker: number, start: number, end: number): boolean {
  let at = start;
  switch (marker) {
    case SCAN:
      return end === start + 4 + 2 * bytes[start];
    case RESTARTS:
      return end === start + 2;
    case TABLES_OF_CODES:
      while (at < end) at += 17 + bytes.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
      return at === end;
    case TABLES_OF_STEPS:
      while (at < end) at += bytes[at] < 16 ? 65 : 129;
      return at === end;
    default: {
      const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc;
      return !isFrame || end === start + 6 + 3 * bytes[start + 5];
    }
  }
}
