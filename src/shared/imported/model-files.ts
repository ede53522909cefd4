/** How a model that was made elsewhere lies in a folder or an archive: told by names of files, here alone. */
export type ModelKind = 'onnx' | 'tfjs';

/** Endings of files that models are brought in: ONNX, of TensorFlow.js its model.json, or an archive of either. */
export const modelEndings = ['onnx', 'json', 'zip'] as const;

/** As TensorFlow.js calls it. */
const MODEL_JSON = 'model.json';
const MAP_ENDING = /(?:^|\.)map\.json$/iu;

export function isArchive(name: string): boolean {
  return /\.zip$/iu.test(name);
}

/** What a file is that somebody names as a model: of ONNX whatever else it is called. */
export function kindOfNamed(name: string): ModelKind {
  return /\.json$/iu.test(name) ? 'tfjs' : 'onnx';
}

/** What a file is that lies somewhere among others; null: no model. Systems hide files of their own behind a point. */
export function kindAmongOthers(name: string): ModelKind | null {
  if (name === MODEL_JSON) return 'tfjs';
  return /^[^.].*\.onnx$/iu.test(name) ? 'onnx' : null;
}

/** A file's name without what says that it is a model, or an archive of one. */
export function stemOf(name: string): string {
  return name.replace(/\.(?:onnx|json|zip)$/iu, '');
}

/** Whether a map is called after a model: `memes.map.json` after `memes.onnx`. */
export function isMapOf(model: string, map: string): boolean {
  return MAP_ENDING.test(map) && namesake(map) === stemOf(model).toLowerCase();
}

function namesake(map: string): string {
  return map.replace(MAP_ENDING, '').toLowerCase();
}

/** Files among `names` that may be the map of `model`: its own by name, or those that are called after no other model. */
export function mapNames(model: string, names: readonly string[]): readonly string[] {
  const maps = names.filter((name) => MAP_ENDING.test(name) && !name.startsWith('.'));
  const own = maps.filter((name) => isMapOf(model, name));
  if (own.length > 0) return own;
  const others = new Set(names.flatMap((name) => (kindAmongOthers(name) === null ? [] : [stemOf(name).toLowerCase()])));
  return maps.filter((name) => !others.has(namesake(name)));
}
