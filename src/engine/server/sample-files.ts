/** What attacks made of samples, as files: what the run has stored, and what its records tell whole. */
import { removes, type RemovalChoice } from '../../shared/attacks/attack';
import { wordVectorLength } from '../../shared/recipe/encoder-words';
import { LabError } from '../../shared/errors';
import type { DatasetManifest } from '../../shared/data/dataset';
import { isPlane } from '../../shared/data/modality';
import { readBy } from '../../shared/data/read-by';
import { isImported, modalityIds, trainedRecipe, type Recipe } from '../../shared/recipe/recipe';
import type { AttackCell } from '../../shared/plan/plan';
import type { SampleRecord } from '../../shared/records/record';
import type { SampleFile } from '../../shared/samples/sample-file';
import type { RunDescription } from '../../shared/runs/run';
import type { Dataset, Sample } from '../data/dataset';
import { withSound } from '../data/export-files/listening';
import { npz, type FloatArray } from '../data/export-files/npz';
import { arrayOf, bitsOf, valueFiles, type ValueFile } from '../data/export-files/value-files';
import { soundSetting } from '../data/sound-setting';
import { findInputs } from '../lab/input-file';
import { layout, runFiles } from '../lab/layout';
import type { ModalityValue } from '../modalities/modality';
import { removedFrom } from '../modalities/removed';
import { decodeValues } from '../files/stored-values';
import type { Pause } from '../pause';

/** Records of attacks that say what became of a sample, or whose run has kept it. */
export type AttackedRecord = Extract<SampleRecord, { readonly kind: 'removal' | 'perturbation' | 'edit' }>;

/** What an attack made of a sample: values by modality; of a text that was attacked in the model's embedding space, its words' vectors. */
interface Attacked {
  readonly values: Readonly<Record<string, ModalityValue>>;
  readonly embedded: Readonly<Record<string, FloatArray>>;
}

/**
 * Files of attacked samples, and of the samples themselves beside them.
 *
 * @param records of the run
 * @returns the files of each; none where the attack found nothing, or the run has kept nothing of it
 * @throws LabError `conflict` where the data set is another by now; `invalid` for a record of no attack of the run
 */
export async function sampleFiles(
  lab: string,
  run: RunDescription,
  dataset: Dataset,
  records: readonly AttackedRecord[],
  pause: Pause,
): Promise<readonly (readonly SampleFile[])[]> {
  const { cells, datasetHash } = run.expansion;
  if (dataset.manifest.hash !== datasetHash) {
    throw new LabError('conflict', 'is other data by now than the run was computed on.', {
      where: `data set ${dataset.manifest.name}`,
      remedy: 'Import the data of then under this name again.',
    });
  }
  const stored = await findInputs(
    runFiles.inputs(layout.run(lab, run.id)),
    records.filter(({ kind }) => kind === 'perturbation'),
  );
  const made: (readonly SampleFile[])[] = [];
  for (const record of records) {
    const cell = cells.find(({ id }) => id === record.cell);
    if (cell?.kind !== 'attack') {
      throw new LabError('invalid', `is of the cell ${record.cell}, which is no attack of this run.`, {
        where: 'records',
      });
    }
    const sample = dataset.sample(record.row);
    const kept = stored.get(`${record.cell} ${String(record.row)}`);
    const attacked = attackedBy(record, cell, sample, dataset, kept, (id) => wordWidth(run, cell, id));
    made.push(
      attacked === null ? [] : (await filesOf(sample, asRead(run, cell, dataset), attacked, pause)).map(packed),
    );
  }
  return made;
}

function attackedBy(
  record: AttackedRecord,
  { attack, seed }: AttackCell,
  sample: Sample,
  { manifest }: Dataset,
  stored: Readonly<Record<string, string>> | undefined,
  widthOf: (modality: string) => number | null,
): Attacked | null {
  switch (record.kind) {
    case 'removal': {
      if (record.found === null || !removes(attack)) return null;
      const { regions } = record.found;
      const choice: RemovalChoice = attack;
      const touched = [...new Set(regions.map(({ modality }) => modality))];
      const without = (modality: string): ModalityValue =>
        removedFrom(
          { spec: manifest.modalities[modality], modality, value: sample.inputs[modality], sample: sample.id, seed },
          regions,
          choice.fills,
        );
      return { values: Object.fromEntries(touched.map((id) => [id, without(id)])), embedded: {} };
    }
    case 'edit': {
      if (record.outcome === null) return null;
      const texts: Record<string, readonly string[]> = {};
      for (const { modality, word, now } of record.outcome.words) {
        const words = texts[modality] ?? sample.inputs[modality];
        texts[modality] = words.map((was, at) => (at === word ? now : was));
      }
      return { values: texts, embedded: {} };
    }
    case 'perturbation': {
      if (stored === undefined) return null;
      const values: Record<string, ModalityValue> = {};
      const embedded: Record<string, FloatArray> = {};
      for (const [id, text] of Object.entries(stored)) {
        const data = decodeValues(text);
        const own = sample.inputs[id];
        if (data === null) return null;
        // Beside longer samples in a batch the rest was padding.
        if (own instanceof Float32Array) values[id] = data.subarray(0, own.length);
        else embedded[id] = vectorsOf(data, own.length, widthOf(id));
      }
      return { values, embedded };
    }
    default:
      return record satisfies never;
  }
}

/** Numbers of a word's vector; null of a model whose encoders the lab does not know. */
function wordWidth(run: RunDescription, cell: AttackCell, modality: string): number | null {
  const recipe = recipeOf(run, cell);
  if (recipe === null || isImported(recipe)) return null;
  const { encoders } = trainedRecipe(recipe);
  if (!Object.hasOwn(encoders, modality)) return null;
  return wordVectorLength(encoders[modality]);
}

/** A vector for each word; beside longer texts in a batch the rest was padding. */
function vectorsOf(data: Float32Array, words: number, width: number | null): FloatArray {
  if (width === null || data.length < words * width) return { shape: [data.length], data };
  return { shape: [words, width], data: data.subarray(0, words * width) };
}

/** The data as the model of a cell reads them: what else a sample has was not attacked, and tells nothing of it. */
function asRead(run: RunDescription, cell: AttackCell, { manifest }: Dataset): DatasetManifest {
  const recipe = recipeOf(run, cell);
  return recipe === null ? manifest : { ...manifest, modalities: readBy(manifest.modalities, modalityIds(recipe)) };
}

/** Of the model that a cell attacks. */
function recipeOf({ expansion }: RunDescription, { model }: AttackCell): Recipe | null {
  const cell = expansion.cells.find((one) => one.kind === 'model' && one.model === model);
  return cell?.kind === 'model' ? cell.spec.recipe : null;
}

async function filesOf(
  sample: Sample,
  manifest: DatasetManifest,
  { values, embedded }: Attacked,
  pause: Pause,
): Promise<readonly ValueFile[]> {
  const files: ValueFile[] = [];
  const arrays: Record<string, FloatArray> = {};
  for (const [id, spec] of Object.entries(manifest.modalities)) {
    const clean = sample.inputs[id];
    const bits = bitsOf(manifest, id);
    const sound = spec.kind === 'audio' ? soundSetting(manifest, id) : null;
    const attacked = Object.hasOwn(values, id) ? values[id] : null;
    for (const [role, value] of [
      ['attacked', attacked],
      ['clean', clean],
    ] as const) {
      if (value === null) continue;
      const own = valueFiles(id, spec, value, { role, bits });
      if (sound === null || !(value instanceof Float32Array)) files.push(...own);
      else for (const file of own) files.push(...(await withSound(file, value, sound, pause)));
    }
    if (isPlane(spec) && clean instanceof Float32Array) {
      if (attacked instanceof Float32Array) arrays[id] = arrayOf(spec, attacked);
      arrays[`${id}.clean`] = arrayOf(spec, clean);
    }
    if (Object.hasOwn(embedded, id)) arrays[`${id}.embedded`] = embedded[id];
  }
  const latent = Object.keys(embedded);
  if (Object.keys(arrays).length > 0) {
    files.push({
      name: 'values.npz',
      modality: null,
      role: 'both',
      bytes: npz(arrays),
      largestRounding: 0,
      spectralConvergence: null,
      note:
        latent.length === 0
          ? null
          : `${latent.join(', ')}: attacked in the model's embedding space, word after word; no words stand there`,
    });
  }
  return files;
}

function packed({ bytes, ...file }: ValueFile): SampleFile {
  return { ...file, base64: Buffer.from(bytes).toString('base64') };
}
