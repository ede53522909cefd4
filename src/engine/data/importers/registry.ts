import { hatefulMemes } from './hateful-memes';
import type { Importer } from './importer';

const IMPORTERS = { 'hateful-memes': hatefulMemes } as const satisfies Record<string, Importer>;

/** The importer of a layout. */
export function importerOf(format: keyof typeof IMPORTERS): Importer {
  return IMPORTERS[format];
}
