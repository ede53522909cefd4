/** A model of TensorFlow.js as somebody gives it: a folder, the `model.json` in it, or a zip archive of such a folder. */
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../../shared/errors';
import { fileBytes, type ByteSource } from '../data/importers/byte-source';
import { openContained } from '../data/importers/contained-file';
import { quoted, RowProblem } from '../data/importers/importer';
import { openZip } from '../data/importers/zip';
import { checkTfjs } from '../predictors/tfjs/check';
import { refuseNotFinite } from '../predictors/tfjs/finite-weights';
import { damaged, MOST_JSON_BYTES, readModelJson, type ReadModelJson } from '../predictors/tfjs/model-json';
import type { KeptTfjs } from '../predictors/tfjs/container';

const MODEL_FILE = 'model.json';

/** What lies in a folder or an archive, by paths that begin there. */
interface Given {
  /** @throws RowProblem for what is not there, leaves the place, or has more bytes than `most` */
  read(name: string, most: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * @returns the model and its weights, none of which was run
 * @throws LabError `not-found` for nothing, `invalid` for what is no whole model of TensorFlow.js, `unsupported` for one that
 * holds code, branches or other numbers
 */
export async function readGivenTfjs(given: string): Promise<KeptTfjs> {
  const { open, model, where } = await placeOf(given);
  const place = await orRefused(where, open());
  try {
    const text = new TextDecoder().decode(await orRefused(where, place.read(model, MOST_JSON_BYTES)));
    const read = readModelJson(text, where);
    checkTfjs(read, where);
    const weights = await weightsOf(read, place, path.posix.dirname(model), where);
    refuseNotFinite(read, weights, where);
    const { form, topology, signature, specs } = read;
    return { form, topology, signature, specs, weights };
  } finally {
    await place.close();
  }
}

interface Place {
  readonly open: () => Promise<Given>;
  /** Path of its `model.json`. */
  readonly model: string;
  /** For the error. */
  readonly where: string;
}

async function placeOf(given: string): Promise<Place> {
  const real = await realpath(given).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new LabError('not-found', code === 'EACCES' ? 'may not be read.' : 'is not there.', {
      where: given,
      remedy: 'Check the path.',
    });
  });
  const facts = await stat(real);
  if (facts.isDirectory()) {
    return { open: () => Promise.resolve(folder(real)), model: MODEL_FILE, where: path.join(given, MODEL_FILE) };
  }
  const [root, name] = [path.dirname(real), path.basename(real)];
  if (!/\.zip$/iu.test(name)) return { open: () => Promise.resolve(folder(root)), model: name, where: given };
  const { place, model } = await orRefused(given, archive(root, name));
  return { open: () => Promise.resolve(place), model, where: given };
}

function folder(root: string): Given {
  return {
    read: async (name, most) => {
      const handle = await openContained(root, name);
      const { size } = await handle.stat();
      return whole(fileBytes(handle, name, { start: 0, size, owns: true }), most, name);
    },
    close: () => Promise.resolve(),
  };
}

async function archive(root: string, name: string): Promise<{ readonly place: Given; readonly model: string }> {
  const zip = await openZip(root, name, { kind: 'zip archive', remedy: 'Pack the folder again, as plain zip.' });
  const models = zip.names.filter((one) => one.split('/').at(-1) === MODEL_FILE);
  if (models.length !== 1) {
    await zip.close();
    throw new RowProblem(
      models.length === 0 ? `has no ${MODEL_FILE} in it.` : `has ${models.length} files ${MODEL_FILE} in it.`,
    );
  }
  const place: Given = {
    read: async (wanted, most) => whole(await zip.entry(wanted), most, wanted),
    close: () => zip.close(),
  };
  return { place, model: models[0] };
}

async function whole(source: ByteSource, most: number, name: string): Promise<Uint8Array> {
  try {
    // What an archive says of a size is held to while it is unpacked, so that none can grow beyond this.
    if (source.size > most) {
      throw new RowProblem(`has in ${quoted(name)} ${source.size} bytes, of which ${most} at most belong there.`);
    }
    const bytes = Buffer.alloc(source.size);
    await source.fill(bytes, 0);
    return bytes;
  } finally {
    await source.close();
  }
}

/** All shards one after the other; each group has exactly the bytes that its weights say. */
async function weightsOf({ groups }: ReadModelJson, place: Given, beside: string, where: string): Promise<Uint8Array> {
  const weights = new Uint8Array(groups.reduce((sum, { bytes }) => sum + bytes, 0));
  let at = 0;
  for (const { paths, bytes } of groups) {
    const end = at + bytes;
    for (const shard of paths) {
      refuseLeaving(shard, where);
      const own = await orRefused(where, place.read(path.posix.join(beside, shard), end - at));
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

async function orRefused<Value>(where: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof LabError && error.where === 'folder') throw damaged(where, error.message);
    if (error instanceof RowProblem) throw damaged(where, error.message);
    throw error;
  }
}
