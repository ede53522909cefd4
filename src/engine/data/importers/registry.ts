import type { ImportFormat } from '../../../shared/import-formats';
import { hatefulMemes } from './hateful-memes';
import type { Importer } from './importer';
import { kittiRoad } from './kitti-road';
import { pixelMaps } from './pixel-maps';
import { sequences } from './sequences';
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

/** The importer of a layout. */
export function importerOf(format: ImportFormat): Importer {
  return IMPORTERS[format];
}
