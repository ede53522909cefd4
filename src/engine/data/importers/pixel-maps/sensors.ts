import { readdir } from 'node:fs/promises';
import { readContained } from '../../../files/contained-file';
import { decodePicture } from '../decode-picture';
import { MissingFile, quoted, RowProblem } from '../../../files/row-problem';
import type { Picture } from '../picture';
import { invalidFolder, LARGEST_FILE, MASKS } from './layout';
import type { Named } from './lists';

const ENDINGS = ['.png', '.jpg', '.jpeg'];
const MOST_SENSORS = 8;
/** Columns that every data set has. */
const RESERVED = ['id', 'label', 'split', 'group', 'evidence', 'mask'];

/** Folders of pictures, one of each sensor. @throws LabError `invalid` without them, or for one that no input can be called after */
export async function sensorsIn(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith('.') ? [entry.name] : []));
  const sensors = folders.filter((name) => name !== MASKS).sort();
  if (!folders.includes(MASKS)) throw invalidFolder(root, `has no folder "${MASKS}".`);
  if (sensors.length === 0) throw invalidFolder(root, 'has no folder with pictures of a sensor.');
  if (sensors.length > MOST_SENSORS) {
    throw invalidFolder(
      root,
      `has ${String(sensors.length)} folders beside "${MASKS}"; at most ${String(MOST_SENSORS)}.`,
    );
  }
  const bad = sensors.find((name) => !/^[a-z][a-z0-9-]{0,31}$/u.test(name) || RESERVED.includes(name));
  if (bad !== undefined) {
    throw invalidFolder(
      root,
      `has the folder ${quoted(bad)}, whose name cannot be that of an input. Name it with lower-case letters, digits and hyphens, and not ${RESERVED.join(', ')}.`,
    );
  }
  return sensors;
}

/** Sensors whose first picture that can be read is grey. */
export async function greyOf(
  root: string,
  sensors: readonly string[],
  named: readonly Named[],
): Promise<ReadonlyMap<string, boolean>> {
  const grey = new Map<string, boolean>();
  for (const sensor of sensors) {
    for (const { name } of named) {
      const picture = await pictureOf(root, sensor, name).catch((error: unknown) => {
        if (error instanceof RowProblem) return null;
        throw error;
      });
      if (picture === null) continue;
      grey.set(sensor, isGrey(picture));
      break;
    }
  }
  return grey;
}

function isGrey({ rgb }: Picture): boolean {
  for (let at = 0; at < rgb.length; at += 3) if (rgb[at] !== rgb[at + 1] || rgb[at] !== rgb[at + 2]) return false;
  return true;
}

/** @throws MissingFile; RowProblem for one that cannot be read */
export async function pictureOf(root: string, sensor: string, name: string): Promise<Picture> {
  for (const ending of ENDINGS) {
    try {
      return decodePicture(await readContained(root, `${sensor}/${name}${ending}`, LARGEST_FILE));
    } catch (error) {
      if (!(error instanceof MissingFile)) throw error;
    }
  }
  throw new MissingFile(`The picture ${quoted(`${sensor}/${name}`)} (png, jpg or jpeg) is missing. Copy it there.`);
}
