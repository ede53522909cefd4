import { hatefulMemes } from './hateful-memes';
import type { Importer } from './importer';

const IMPORTERS = { 'hateful-memes': hatefulMemes } as const satisfies Record<string, Importer>;

export type ImportFormat = keyof typeof IMPORTERS;

/** The importer of a layout. */
export function importerOf(format: ImportFormat): Importer {
  return IMPORTERS[format];
}
