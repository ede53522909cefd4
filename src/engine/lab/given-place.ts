/** A model as somebody gives it: a file, a folder that it lies in, or a zip archive of one. */
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../../shared/errors';
import { isArchive, kindAmongOthers, kindOfNamed, type ModelKind } from '../../shared/imported/model-files';
import { fileBytes, type ByteSource } from '../files/byte-source';
import { openContained } from '../files/contained-file';
import { quoted, RowProblem } from '../files/row-problem';
import { openZip, type Zip } from '../files/zip';

/** Models of a place that are named where it has more than one. */
const MOST_NAMED = 4;
/**
 * How many times its packed size a file may have unpacked, where it has more bytes than matter. Numbers of weights hardly shrink
 * and texts do by some times; what shrinks more is the same again and again.
 */
const MOST_TIMES = 200;
const SMALL_BYTES = 1 << 20;

/** Where one model lies, and what lies beside it. Nothing is unpacked to disk, and no path leaves the place. */
export interface GivenPlace {
  readonly kind: ModelKind;
  /** Name of the model's file. */
  readonly model: string;
  /** For errors about the model. */
  readonly where: string;
  /** The folder or archive that the model and the files beside it are read from. */
  readonly directory: string;
  /** Of files beside the model. */
  names(): Promise<readonly string[]>;
  /** @throws LabError `invalid` for a model of more bytes than `most` */
  readModel(most: number): Promise<Uint8Array>;
  /** @throws LabError `invalid` for what is not beside the model, leaves the place, or has more bytes than `most` */
  read(name: string, most: number): Promise<Uint8Array>;
}

/**
 * Has `work` look into what a path leads to; it is open no longer than that.
 *
 * @throws LabError `not-found` for nothing, `invalid` for a place of no model, or of several
 */
export async function inGiven<Value>(given: string, work: (place: GivenPlace) => Promise<Value>): Promise<Value> {
  const real = await orMissing(given, realpath(given));
  if ((await stat(real)).isDirectory()) return work(await folderPlace(given, real));
  if (isArchive(given)) return inArchive(given, real, work);
  // A link leads to the file itself; what belongs to the model lies beside the link or, of TensorFlow.js, beside the file.
  const kind = kindOfNamed(given);
  const directory = kind === 'tfjs' ? path.dirname(real) : await realpath(path.dirname(given));
  const model = path.basename(kind === 'tfjs' ? real : given);
  return work({
    ...{ kind, model, where: given, directory, names: () => filesIn(directory) },
    readModel: (most) => orRefused(given, contained(path.dirname(real), path.basename(real), most)),
    read: (name, most) => orRefused(given, contained(directory, name, most)),
  });
}

async function folderPlace(given: string, real: string): Promise<GivenPlace> {
  const { name: model, kind } = onlyModel(given, await orMissing(given, filesIn(real)));
  const where = path.join(given, model);
  const read: GivenPlace['read'] = (name, most) => orRefused(where, contained(real, name, most));
  const readModel: GivenPlace['readModel'] = (most) => read(model, most);
  return { kind, model, where, directory: given, names: () => filesIn(real), readModel, read };
}

async function inArchive<Value>(
  given: string,
  real: string,
  work: (place: GivenPlace) => Promise<Value>,
): Promise<Value> {
  const words = { kind: 'zip archive', remedy: 'Pack the folder again, as plain zip.' };
  const zip = await orRefused(given, openZip(path.dirname(real), path.basename(real), words));
  try {
    const { name: found, kind } = onlyModel(given, zip.names);
    const model = path.posix.basename(found);
    const folder = found.slice(0, found.length - model.length);
    const entry = (name: string, most: number): Promise<Uint8Array> => {
      refuseSwelling(given, zip, name, most);
      return orRefused(
        given,
        zip.entry(name).then((source) => whole(source, most, name)),
      );
    };
    const beside = zip.names.flatMap((name) => (name.startsWith(folder) ? [name.slice(folder.length)] : []));
    return await work({
      ...{ kind, model, where: given, directory: given },
      names: () => Promise.resolve(beside.filter((name) => name !== '' && !name.includes('/'))),
      readModel: (most) => entry(found, most),
      read: (name, most) => entry(`${folder}${path.posix.normalize(name)}`, most),
    });
  } finally {
    await zip.close();
  }
}

/** Before memory is taken for it. What is larger than may be is told as such. */
function refuseSwelling(given: string, zip: Pick<Zip, 'sizesOf'>, name: string, most: number): void {
  const { packed, size } = zip.sizesOf(name) ?? { packed: 0, size: 0 };
  if (size > most || size <= Math.max(SMALL_BYTES, MOST_TIMES * packed)) return;
  throw new LabError(
    'invalid',
    `has in ${quoted(name)} ${size} bytes packed into ${packed}; up to ${MOST_TIMES} times as many are unpacked.`,
    { where: given, remedy: 'Unpack it, and give the folder.' },
  );
}

/** @param names of files, from the place's root */
function onlyModel(given: string, names: readonly string[]): { readonly name: string; readonly kind: ModelKind } {
  const models = names.flatMap((name) => {
    const kind = kindAmongOthers(path.posix.basename(name));
    return kind === null ? [] : [{ name, kind }];
  });
  if (models.length === 1) return models[0];
  if (models.length === 0) {
    throw new LabError('invalid', 'has no model in it: neither an ONNX file nor a model.json.', {
      where: given,
      remedy:
        'Give the folder or archive that the model itself lies in. Data are given as a folder or one file, not as an archive.',
    });
  }
  const named = models.slice(0, MOST_NAMED).map(({ name }) => quoted(name));
  const more = models.length > named.length ? ` and ${models.length - named.length} more` : '';
  throw new LabError('invalid', `has ${models.length} models in it: ${named.join(', ')}${more}.`, {
    where: given,
    remedy: isArchive(given) ? 'Pack one model by itself.' : 'Give the path of one of them.',
  });
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function contained(root: string, name: string, most: number): Promise<Uint8Array> {
  const handle = await openContained(root, name);
  const { size } = await handle.stat();
  return whole(fileBytes(handle, name, { start: 0, size, owns: true }), most, name);
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

async function orMissing<Value>(where: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LabError('not-found', code === 'EACCES' ? 'may not be read.' : 'is not there.', {
      where,
      remedy: 'Check the path.',
    });
  }
}

async function orRefused<Value>(where: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    const isOfPlace = error instanceof RowProblem || (error instanceof LabError && error.where === 'folder');
    if (!isOfPlace) throw error;
    throw new LabError('invalid', error.message, { where, remedy: 'Convert or save the model again.' });
  }
}
