import type { ImportReport, Split } from '../../../../shared/data/dataset';
import { cancelled, LabError } from '../../../../shared/errors';
import { randomFrom } from '../../../random';
import type { ModalityShape } from '../../modality-writer';
import { writeDataset, type DatasetHeader, type DatasetRow } from '../../write';
import { rootOf } from '../folder-root';
import { type Importer, type ImportRequest } from '../importer';
import { quoted, RowProblem } from '../../../files/row-problem';
import { areSentiments, MOST } from '../sentiments';
import { invalidArrays } from './invalid-arrays';
import { closed, LABELS, openParts, type Part } from './parts';
import { shapesOf } from './shapes';
import { valueOf } from './steps';

/** Shares of the rows that test and validate, where no folder says so. */
const TEST_SHARE = 0.2;
const VALIDATION_SHARE = 0.1;

/**
 * Arrays of sequences with a value each, as CMU-MOSI and CMU-MOSEI are passed on: `NAME.npy` [N, T, F] for each input,
 * `labels.npy` [N] or [N, 1, 1] from −3 to 3, in folders `train`, `valid` and `test`, or in one folder (a fifth then tests and a
 * tenth validates, drawn by id). Optional: `NAME.lengths.npy` [N], how many steps of each row count from the first on; without it
 * steps of zeros before the first and behind the last other one are padding. `ids.txt` and `groups.txt`, a line a row: what rows
 * are called, and the unit that intervals cluster by, such as the video. In place of a folder of arrays there may be one file of
 * them, `train.npz` and so on; its lists are `train.ids.txt` and `train.groups.txt`.
 */
export const sequences: Importer = {
  title: 'arrays of CMU-MOSI or CMU-MOSEI',
  fits: async (root) => {
    const parts = await openParts(root);
    try {
      shapesOf(parts);
      return await areSentiments(parts[0].arrays.labels);
    } finally {
      await closed(parts);
    }
  },
  import: async (request) => {
    const root = await rootOf(request, 'Give the folder that holds the arrays.');
    const parts = await openParts(root);
    try {
      const shapes = shapesOf(parts);
      const skipped: ImportReport['skipped'] = [];
      const remarks = new Set<string>();
      const rows = rowsOf(request, parts, Object.keys(shapes), skipped, remarks);
      const manifest = await writeDataset(request.folder, headerOf(request, shapes, parts), rows).catch(
        (error: unknown) => {
          if (skipped.length === 0 || !(error instanceof LabError) || error.code !== 'invalid') throw error;
          throw invalidArrays(
            `No row could be imported. ${skipped[0].file}, row ${skipped[0].row}: ${skipped[0].reason}`,
          );
        },
      );
      return {
        dataset: manifest.name,
        hash: manifest.hash,
        imported: manifest.count,
        skipped,
        ...(remarks.size === 0 ? {} : { remarks: [...remarks] }),
      };
    } finally {
      await closed(parts);
    }
  },
};

function headerOf(
  { name, title }: ImportRequest,
  shapes: ReturnType<typeof shapesOf>,
  parts: readonly Part[],
): DatasetHeader {
  return {
    name,
    title,
    task: 'How positive is it, from −3 to 3?',
    preparation: { name: 'sequences', version: 1, seed: 0 },
    licences: ['Imported; see the terms its publisher set. Not shipped with the lab.'],
    classes: ['sentiment'],
    target: { kind: 'value', unit: '', range: [-MOST, MOST], tolerance: 0.5 },
    unit: parts.some(({ groups }) => groups !== null) ? 'group' : 'sample',
    modalities: Object.fromEntries(
      Object.entries(shapes).map(([id, { steps, features }]): [string, ModalityShape] => [
        id,
        {
          kind: 'sequence',
          steps,
          features: Array.from({ length: features }, (_, at) => `${id} ${String(at + 1)}`),
          varies: true,
        },
      ]),
    ),
    oracle: null,
  };
}

async function* rowsOf(
  { signal, onProgress }: ImportRequest,
  parts: readonly Part[],
  names: readonly string[],
  skipped: ImportReport['skipped'],
  remarks: Set<string>,
): AsyncGenerator<DatasetRow> {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const taken = new Set<string>();
  let done = 0;
  for (const part of parts) {
    for (let row = 0; row < part.count; row += 1) {
      if (signal?.aborted === true) throw cancelled();
      try {
        const made = await rowOf(part, row, names, remarks);
        if (taken.has(made.id)) throw new RowProblem(`The id ${quoted(made.id)} occurs twice.`);
        taken.add(made.id);
        yield made;
      } catch (error) {
        if (!(error instanceof RowProblem)) throw error;
        skipped.push({ file: part.placeOf(LABELS), row: row + 1, reason: error.message });
      }
      done += 1;
      onProgress?.(done, total);
    }
  }
}

async function rowOf(part: Part, row: number, names: readonly string[], remarks: Set<string>): Promise<DatasetRow> {
  const { split, folder, arrays, ids, groups } = part;
  const label = await arrays.labels.row(row);
  if (label.length !== 1) throw new RowProblem(`The row has ${label.length} labels, not one.`);
  if (!(Math.abs(label[0]) <= MOST)) throw new RowProblem(`The label is ${label[0]}, outside of −3 to 3.`);
  const id = ids?.[row] ?? (folder === '' ? String(row + 1) : `${folder}-${String(row + 1)}`);
  if (id === '') throw new RowProblem('The id is empty.');
  const inputs: Record<string, Float32Array> = {};
  for (const name of names) inputs[name] = await valueOf(part, name, row, remarks);
  return {
    id,
    label: 0,
    target: [Math.fround(label[0])],
    split: split ?? drawnSplit(id),
    group: groups?.[row] ?? id,
    inputs,
  };
}

function drawnSplit(id: string): Split {
  const drawn = randomFrom('sequences', 'split', id).uniform();
  return drawn < TEST_SHARE ? 'test' : drawn < TEST_SHARE + VALIDATION_SHARE ? 'validation' : 'train';
}
