import { ClassName, type ImportReport } from '../../../../shared/data/dataset';
import { cancelled, LabError } from '../../../../shared/errors';
import { writeDataset, type DatasetHeader, type DatasetRow } from '../../write';
import { readContained } from '../../../files/contained-file';
import { rootOrFileOf } from '../folder-root';
import { type Importer, type ImportRequest } from '../importer';
import { MissingFile, quoted, RowProblem } from '../../../files/row-problem';
import { axesOf, bodiesRead, clipOf, type Axes } from './clips';
import { layoutIn, type SkeletonLayout } from './layout';
import { openClips, type ClipPart } from './parts';
import { clipName, splitOfClip } from './splits';

const LARGEST_LIST = 2 ** 20;
const MOST_CLASSES = 1000;
/** Classes without samples that are named. */
const NAMED = 3;

/**
 * Clips of skeletons as pre-processings of NTU RGB+D pass them on: `train_data.npy` and `val_data.npy` [N, C, T, V, M] with
 * `train_label.npy`, or one file `.npz` with `x_train` [N, T, M·V·C] and `y_train` [N] or [N, classes]; or `skeletons.npy` and
 * `labels.npy` without splits. Optional: `train_num_frame.npy`, frames that count; `train_names.txt` and `train_subjects.txt`, a line
 * a row; `classes.txt`; and `layout.json`, which says of which joints and bones skeletons are that are not NTU RGB+D's.
 */
export const skeletons: Importer = {
  title: 'clips of skeletons',
  fits: async (root) => {
    const layout = await layoutIn(root);
    const { parts, close } = await openClips(root);
    try {
      return parts.map(({ clips, place }) => axesOf(clips.shape, layout, place)).length > 0;
    } finally {
      await close();
    }
  },
  import: async (request) => {
    const root = await rootOrFileOf(request, 'Give the folder that holds the arrays.');
    const layout = await orInvalid(layoutIn(root));
    const { parts, close } = await orInvalid(openClips(root));
    try {
      const axes = await orInvalid(
        Promise.resolve().then(() => parts.map(({ clips, place }) => axesOf(clips.shape, layout, place))),
      );
      const bodies = bodiesRead(axes[0], layout);
      if (axes.some((one) => bodiesRead(one, layout) !== bodies)) {
        throw invalid('Not all files have as many bodies. Say in layout.json how many are read: "bodies": 1.');
      }
      const classes = await orInvalid(classesIn(root, parts));
      const skipped: ImportReport['skipped'] = [];
      const met = new Set<number>();
      const rows = noting(rowsOf(request, parts, axes, layout, classes.length, skipped), met);
      const header = headerOf(request, layout, bodies, classes, parts);
      const manifest = await writeDataset(request.folder, header, rows).catch((error: unknown) => {
        if (skipped.length === 0 || !(error instanceof LabError) || error.code !== 'invalid') throw error;
        throw invalid(`No row could be imported. ${skipped[0].file}, row ${skipped[0].row}: ${skipped[0].reason}`);
      });
      const remark = withoutSamples(classes, met);
      return {
        dataset: manifest.name,
        hash: manifest.hash,
        imported: manifest.count,
        skipped,
        ...(remark === null ? {} : { remarks: [remark] }),
      };
    } finally {
      await close();
    }
  },
};

/** Names by `classes.txt`, a line each; else by their numbers, counted from 1 as NTU RGB+D counts its actions. */
async function classesIn(root: string, parts: readonly ClipPart[]): Promise<readonly string[]> {
  const labels = new Set(parts.flatMap((part) => part.labels.filter((label) => Number.isInteger(label) && label >= 0)));
  const count = Math.max(-1, ...labels) + 1;
  if (labels.size < 2) throw new RowProblem('There are not two different labels, whole numbers from 0 on.');
  if (count > MOST_CLASSES) throw new RowProblem(`A label is ${count - 1}: more than ${MOST_CLASSES} classes.`);
  try {
    const bytes = await readContained(root, 'classes.txt', LARGEST_LIST);
    const lines = new TextDecoder().decode(bytes).split(/\r?\n/u);
    const names = lines.map((line) => line.trim()).filter((line) => line !== '');
    if (names.length < count) {
      throw new RowProblem(`"classes.txt" has ${names.length} names, and labels go up to ${count - 1}.`);
    }
    const bad = names.find((name, at) => !ClassName.safeParse(name).success || names.indexOf(name) !== at);
    if (bad !== undefined) throw new RowProblem(`"classes.txt" has ${quoted(bad)} twice, or it is no name.`);
    return names;
  } catch (error) {
    if (!(error instanceof MissingFile)) throw error;
    return Array.from({ length: count }, (_, label) => `action ${String(label + 1)}`);
  }
}

function headerOf(
  { name, title }: ImportRequest,
  { joints, parents, coordinates, steps }: SkeletonLayout,
  bodies: number,
  classes: readonly string[],
  parts: readonly ClipPart[],
): DatasetHeader {
  const each = Array.from({ length: bodies }, (_, body) => body);
  const isGrouped = parts.some(
    ({ names, subjects }) => subjects !== null || names?.some((one) => clipName(one) !== null),
  );
  return {
    name,
    title,
    task: 'What is done?',
    preparation: { name: 'skeletons', version: 1, seed: 0 },
    licences: ['Imported; see the terms its publisher set. Not shipped with the lab.'],
    classes: [...classes],
    unit: isGrouped ? 'subject' : 'sample',
    modalities: {
      skeleton: {
        kind: 'skeleton',
        joints: each.flatMap((body) =>
          joints.map((joint) => (body === 0 ? joint : `${joint} of body ${String(body + 1)}`)),
        ),
        ...(parents === null
          ? {}
          : { parents: each.flatMap((body) => parents.map((parent) => body * joints.length + parent)) }),
        steps,
        coordinates: [...coordinates],
      },
    },
    oracle: null,
  };
}

async function* rowsOf(
  { signal, onProgress }: ImportRequest,
  parts: readonly ClipPart[],
  axes: readonly Axes[],
  layout: SkeletonLayout,
  classes: number,
  skipped: ImportReport['skipped'],
): AsyncGenerator<DatasetRow> {
  const total = parts.reduce((sum, { labels }) => sum + labels.length, 0);
  const isValidationTold = parts.some(({ split }) => split === 'validation');
  const taken = new Set<string>();
  let done = 0;
  for (const [place, part] of parts.entries()) {
    for (let row = 0; row < part.labels.length; row += 1) {
      if (signal?.aborted === true) throw cancelled();
      try {
        const made = await rowOf(part, row);
        if (taken.has(made.id)) throw new RowProblem(`The id ${quoted(made.id)} occurs twice.`);
        taken.add(made.id);
        yield made;
      } catch (error) {
        if (!(error instanceof RowProblem)) throw error;
        skipped.push({ file: part.place, row: row + 1, reason: error.message });
      }
      done += 1;
      onProgress?.(done, total);
    }

    async function rowOf(from: ClipPart, row: number): Promise<DatasetRow> {
      const { prefix, clips, labels, frames, names, subjects, split } = from;
      const label = labels[row];
      if (!Number.isInteger(label) || label < 0 || label >= classes) {
        throw new RowProblem('The label is no whole number from 0 on, or not one 1 among zeros.');
      }
      const id = names?.[row] ?? (prefix === '' ? String(row + 1) : `${prefix}-${String(row + 1)}`);
      if (id === '') throw new RowProblem('The name is empty.');
      const subject = clipName(id)?.subject;
      const group = subjects?.[row] ?? (subject === undefined ? id : `P${String(subject).padStart(3, '0')}`);
      if (group === '') throw new RowProblem('The subject is empty.');
      return {
        id,
        label,
        split: splitOfClip(split, isValidationTold, layout.split, group, id),
        group,
        inputs: { skeleton: clipOf(await clips.row(row), axes[place], layout, frames?.[row] ?? null) },
      };
    }
  }
}

/** @param met labels of the rows that passed */
async function* noting(rows: AsyncIterable<DatasetRow>, met: Set<number>): AsyncGenerator<DatasetRow> {
  for await (const row of rows) {
    met.add(row.label);
    yield row;
  }
}

/** Labels with a gap give classes that no model can learn: numbers are often left out by mistake. */
function withoutSamples(classes: readonly string[], met: ReadonlySet<number>): string | null {
  const empty = classes.filter((_, label) => !met.has(label));
  if (empty.length === 0) return null;
  const named = empty.slice(0, NAMED).map(quoted).join(', ');
  const others = empty.length > NAMED ? ` and ${String(empty.length - NAMED)} more` : '';
  return `Of ${String(classes.length)} classes ${String(empty.length)} have no sample: ${named}${others}. Labels are numbered from 0 on.`;
}

async function orInvalid<Value>(work: Promise<Value>): Promise<Value> {
  return work.catch((error: unknown) => {
    throw error instanceof RowProblem ? invalid(error.message) : error;
  });
}

function invalid(problem: string): LabError {
  return new LabError('invalid', problem, {
    where: 'folder',
    remedy: 'Put the clips and their labels there as arrays of NumPy; `muroan data import --help` tells the rest.',
  });
}
