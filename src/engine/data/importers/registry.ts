import { hatefulMemes } from './hateful-memes';
import type { Importer } from './importer';
import { pixelMaps } from './pixel-maps';
import { table } from './table';

const IMPORTERS = { 'hateful-memes': hatefulMemes, table, 'pixel-maps': pixelMaps } as const satisfies Record<
  string,
  Importer
>;

/** The importer of a layout. */
export function importerOf(format: keyof typeof IMPORTERS): Importer {
  return IMPORTERS[format];
}
