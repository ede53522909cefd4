import path from 'node:path';
import { LabError, toWire, type WireError } from '../../shared/errors';
import type { GivenSource } from '../../shared/imported/imported-model';
import { isMapOf, mapNames } from '../../shared/imported/model-files';
import { modelMapFormat, type ModelMap } from '../../shared/imported/model-map';
import { parseFile } from '../../shared/json/json-file';
import { parseStrictJson } from '../../shared/json/json-names';
import { inGiven, type GivenPlace } from './given-place';

/** Of a map: thousands of classes have some hundred kilobytes. */
const MOST_MAP_BYTES = 4_000_000;

/** What lies beside a model that says how samples reach it. */
export interface MapBeside {
  readonly map: ModelMap | null;
  /** The folder or archive that files are read from which a map names; null of a program. */
  readonly directory: string | null;
  /** Why what lies there is no map; it keeps nobody from giving another one. */
  readonly mapError: WireError | null;
}

/** @throws LabError as `inGiven` */
export async function mapBeside(source: GivenSource): Promise<MapBeside> {
  if (source.kind === 'http') return { map: null, directory: null, mapError: null };
  return inGiven(source.path, async (place) => {
    const { directory } = place;
    try {
      return { map: await mapIn(place), directory, mapError: null };
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      return { map: null, directory, mapError: toWire(error) };
    }
  });
}

async function mapIn(place: GivenPlace): Promise<ModelMap | null> {
  const found: { readonly name: string; readonly value: unknown }[] = [];
  for (const name of mapNames(place.model, await place.names())) {
    const text = new TextDecoder().decode(await place.read(name, MOST_MAP_BYTES));
    const value = parseStrictJson(text, path.join(place.directory, name));
    // Data sets are brought in by maps as well; what is called after the model is meant for it, whatever it says.
    const isMeant = isMapOf(place.model, name) || formatOf(value) === modelMapFormat.schema.shape.format.value;
    if (isMeant) found.push({ name, value });
  }
  if (found.length === 0) return null;
  if (found.length > 1) {
    throw new LabError('invalid', `has ${found.length} maps in it: ${found.map(({ name }) => name).join(', ')}.`, {
      where: place.directory,
      remedy: 'Leave the one there that belongs to the model, or name it.',
    });
  }
  const [{ name, value }] = found;
  return parseFile(value, modelMapFormat, path.join(place.directory, name));
}

function formatOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'format' in value ? value.format : null;
}
