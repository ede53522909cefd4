import { readFile } from 'node:fs/promises';
import type { ArchivedFile } from '../../shared/runs/archived-file';
import { canonicalJson, hashOfBytes, shortId } from '../../shared/identity';
import { describeWeights, readWeightsDescription } from '../lab/weights';
import { keptFile, readBroughtWeights } from '../models/brought-weights';
import { asStrange } from './as-strange';
import { archivedNames, folderOf, placeOf } from './places';
import { odd, strange } from './refusals';

/**
 * Are the pretrained weights that have arrived what they say to be? Trainings of the archive's runs name them, they come with
 * their description, have its hash, and are written as the lab writes weights.
 *
 * @param folder laid out as a lab
 * @param named hashes that trainings name
 * @returns hashes of those that have arrived
 * @throws LabError `damaged`
 */
export async function checkArrivedWeights(
  folder: string,
  wanted: ReadonlyMap<string, ArchivedFile>,
  named: ReadonlySet<string>,
): Promise<readonly string[]> {
  const byShort = new Map([...named].map((hash) => [shortId(hash), hash]));
  const names = [...wanted.keys()].filter((name) => name.startsWith('pretrained/'));
  const hashes = new Set<string>();
  for (const name of names) {
    const hash = byShort.get(name.split('/')[1]);
    if (hash === undefined) throw strange(name, 'is named by no training of its runs.');
    hashes.add(hash);
  }
  for (const hash of hashes) {
    const [description, tensors] = [archivedNames.pretrained(hash), archivedNames.tensors(hash)];
    const missing = [description, tensors].find((name) => !wanted.has(name));
    if (missing !== undefined) throw odd(`lacks ${missing}.`);
    await asStrange(tensors, async () => {
      const bytes = await readFile(placeOf(folder, tensors));
      const brought = readBroughtWeights(bytes, {}, tensors);
      if (hashOfBytes(bytes) !== hash || hashOfBytes(keptFile(brought)) !== hash) {
        throw strange(tensors, 'is not what trainings of its runs name: its hash is another.');
      }
      const read = await asStrange(description, () => readWeightsDescription(folderOf(folder, description)));
      if (read === null) throw odd(`lacks ${description}.`);
      const { file, addedAt, converted, renamed } = read;
      // How they came into their lab is not seen in them.
      const known = describeWeights({ ...brought, converted, renamed }, { hash, file, addedAt });
      if (canonicalJson(known) === canonicalJson(read)) return;
      throw strange(description, `describes other weights than ${tensors}.`);
    });
  }
  return [...hashes];
}
