import { LabError } from '../../../shared/errors';
import type { FoundLayout, ImportFormat } from '../../../shared/data/import-formats';
import { hatefulMemes } from './hateful-memes';
import { type Importer } from './importer';
import { RowProblem } from '../../files/row-problem';
import { kittiRoad } from './kitti-road';
import { isLoneFile } from '../../files/lone-file';
import { pixelMaps } from './pixel-maps/pixel-maps';
import { sequences } from './sequences/sequences';
import { skeletons } from './skeletons/skeletons';
import { table } from './table';

const IMPORTERS = {
  'hateful-memes': hatefulMemes,
  table,
  'pixel-maps': pixelMaps,
  'kitti-road': kittiRoad,
  sequences,
  skeletons,
} as const satisfies Record<ImportFormat, Importer>;

/**
 * The order in which a folder is held against layouts: first those that their names tell, last those for which what files
 * begin with decides.
 */
const HELD_AGAINST = [
  'kitti-road',
  'pixel-maps',
  'skeletons',
  'sequences',
  'hateful-memes',
  'table',
] as const satisfies readonly ImportFormat[];

/** Layouts that may be one file, which can be given by itself. */
const IN_ONE_FILE: ReadonlySet<ImportFormat> = new Set(['skeletons', 'table']);

/**
 * The layout that a folder, or a file by itself, has; null: none of those that have an importer of their own.
 *
 * @param root real path of the folder
 */
export async function layoutOf(root: string): Promise<FoundLayout | null> {
  const formats = (await isLoneFile(root)) ? HELD_AGAINST.filter((format) => IN_ONE_FILE.has(format)) : HELD_AGAINST;
  for (const format of formats) {
    const { title, fits } = importerOf(format);
    if (await orFalse(fits(root))) return { format, title };
  }
  return null;
}

/** What cannot be read as a layout is not laid out so. */
async function orFalse(work: Promise<boolean>): Promise<boolean> {
  return work.catch((error: unknown) => {
    const isAnotherLayout =
      error instanceof RowProblem || error instanceof LabError || (error as NodeJS.ErrnoException).code !== undefined;
    if (isAnotherLayout) return false;
    throw error;
  });
}

/** The importer of a layout. */
export function importerOf(format: ImportFormat): Importer {
  return IMPORTERS[format];
}
