import { z } from 'zod';
import { LabError } from '../errors';

/** What a window may bring of one drop, at most. */
export const dropLimits = { files: 1_000_000, bytes: 2 ** 36, depth: 32 } as const;

/** What a person has dropped on a window in a browser, which has to bring it: no page knows paths. */
export const StatedDrop = z.strictObject({
  /** Of the folder or the file. */
  name: z.string().min(1).max(255),
  files: z.int().min(1).max(dropLimits.files),
  bytes: z.int().min(0).max(dropLimits.bytes),
});
export type StatedDrop = z.infer<typeof StatedDrop>;

/** Where the files of a drop are sent, one by one, by `PUT`. */
export const dropRoute = '/drop';

/** Address of one file of a drop; `path`: from the thing that was dropped on, with `/` between. */
export function dropAddress(drop: string, path: string): string {
  return `${dropRoute}/${drop}?path=${encodeURIComponent(path)}`;
}

/** Names that some system takes for a device, whatever stands behind their point. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;
/** What no name of a file holds on every system, and what ends none on some. */
const odd = /[\\/:*?"<>|\p{Cc}]|[. ]$/u;
/** Bytes of UTF-8. */
const longestName = 255;

/**
 * The parts of a path inside a drop.
 *
 * @throws LabError `invalid` for one that could lead elsewhere, or that not every system can keep
 */
export function droppedPath(path: string): readonly string[] {
  const parts = path.split('/');
  const refuse = (message: string, remedy: string): LabError =>
    new LabError('invalid', message, { where: path, remedy });
  if (parts.length > dropLimits.depth) {
    throw refuse(`lies ${String(parts.length)} folders deep.`, `At most ${String(dropLimits.depth)} are taken.`);
  }
  for (const part of parts) {
    const isOdd = part === '' || part === '.' || part === '..' || odd.test(part) || device.test(part);
    if (isOdd || bytesOf(part) > longestName) {
      throw refuse('has a name that not every system can keep.', 'Rename it, and drop it again.');
    }
  }
  return parts;
}

function bytesOf(text: string): number {
  return Array.from(text, (letter) => {
    const point = letter.codePointAt(0) ?? 0;
    if (point < 0x80) return 1;
    if (point < 0x800) return 2;
    return point < 0x10000 ? 3 : 4;
  }).reduce<number>((sum, bytes) => sum + bytes, 0);
}
