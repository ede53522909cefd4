/** A model of TensorFlow.js as somebody gives it: its `model.json`, and the weights that lie beside that. */
import path from 'node:path';
import { checkTfjs } from '../formats/tfjs/check';
import { refuseNotFinite } from '../formats/tfjs/finite-weights';
import { damaged, MOST_JSON_BYTES, readModelJson, type ReadModelJson } from '../formats/tfjs/model-json';
import type { KeptTfjs } from '../formats/tfjs/container';
import type { GivenPlace } from './given-place';

/**
 * @returns the model and its weights, none of which was run
 * @throws LabError `invalid` for what is no whole model of TensorFlow.js, `unsupported` for one that holds code, branches or
 * other numbers
 */
export async function readGivenTfjs(place: GivenPlace): Promise<KeptTfjs> {
  const { where } = place;
  const text = new TextDecoder().decode(await place.readModel(MOST_JSON_BYTES));
  const read = readModelJson(text, where);
  checkTfjs(read, where);
  const weights = await weightsOf(read, place, where);
  refuseNotFinite(read, weights, where);
  const { form, topology, signature, specs } = read;
  return { form, topology, signature, specs, weights };
}

/** All shards one after the other; each group has exactly the bytes that its weights say. */
async function weightsOf({ groups }: ReadModelJson, place: GivenPlace, where: string): Promise<Uint8Array> {
  const weights = new Uint8Array(groups.reduce((sum, { bytes }) => sum + bytes, 0));
  let at = 0;
  for (const { paths, bytes } of groups) {
    const end = at + bytes;
    for (const shard of paths) {
      refuseLeaving(shard, where);
      const own = await place.read(shard, end - at);
      weights.set(own, at);
      at += own.length;
    }
    if (at !== end) {
      throw damaged(where, `tells of ${bytes} bytes in ${listed(paths)}, which hold ${bytes - (end - at)}.`);
    }
  }
  return weights;
}

function listed(paths: readonly string[]): string {
  const [first = 'no file'] = paths;
  return paths.length < 2 ? JSON.stringify(first) : `${JSON.stringify(first)} and ${paths.length - 1} more`;
}

/** Looked at before the path is joined with the folder's, which would hide some of it. */
function refuseLeaving(shard: string, where: string): void {
  if (!path.posix.isAbsolute(shard) && !path.win32.isAbsolute(shard) && !/[\\\0:]/u.test(shard)) {
    if (!shard.split('/').includes('..')) return;
  }
  throw damaged(where, `names the file of weights ${JSON.stringify(shard.slice(0, 80))}, which leaves its folder.`);
}
