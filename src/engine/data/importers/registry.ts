import { hatefulMemes } from './hateful-memes';
import type { Importer } from './importer';
import { table } from './table';

const IMPORTERS = { 'hateful-memes': hatefulMemes, table } as const satisfies Record<string, Importer>;

/** The importer of a layout. */
export function importerOf(format: keyof typeof IMPORTERS): Importer {
  return IMPORTERS[format];
}
