import { LabError } from '../../../shared/errors';
import { importFormats, layoutFacts, type FoundLayout, type ImportFormat } from '../../../shared/data/import-formats';
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

/** In the order in which a folder is held against them. */
const byRank = [...importFormats].sort((one, other) => layoutFacts[one].rank - layoutFacts[other].rank);

/**
 * The layout that a folder, or a file by itself, has; null: none of those that have an importer of their own.
 *
 * @param root real path of the folder
 */
export async function layoutOf(root: string): Promise<FoundLayout | null> {
  const formats = (await isLoneFile(root)) ? byRank.filter((format) => layoutFacts[format].isOneFile) : byRank;
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
