/** Which samples are attacked with which radius, and the file that the peers read them from. */
import { writeFile } from 'node:fs/promises';
import type { Dataset } from '../../../src/engine/data/dataset';
import { select } from '../../../src/engine/data/select';
import type { ImageValue } from '../../../src/engine/modalities/modality';
import { argMax } from '../../../src/engine/models/logits';
import { writeSafetensors, type StoredTensor } from '../../../src/engine/models/safetensors';
import type { Split } from '../../../src/shared/data/dataset';
import type { Crew } from '../crew/crew';
import { ownArm, type Setting } from './arms';
import type { OwnWork } from './own-worker';

/** Logits of rows by the lab's own model, in their order. */
export async function predicted(
  crew: Crew<OwnWork>,
  rows: readonly number[],
  batch: number,
): Promise<readonly Float32Array[]> {
  const { answers } = await crew.ask({ kind: 'predict', rows, batch });
  const found = new Map(answers.flatMap(({ rows, logits }) => rows.map((row, index) => [row, logits[index]])));
  return rows.map((row) => found.get(row)!);
}

/** The first `count` rows of a random order of a split that the model is right about. */
export async function cleanCorrect(
  crew: Crew<OwnWork>,
  dataset: Dataset,
  split: Split,
  count: number,
  batch: number,
): Promise<readonly number[]> {
  const rows = select(dataset, { split, seed: 0 }).slice(0, 2 * count);
  const logits = await predicted(crew, rows, batch);
  const correct = rows.filter((row, index) => argMax(logits[index]) === dataset.label(row));
  if (correct.length < count) throw new Error(`The model is right about ${correct.length} of ${rows.length} only.`);
  return correct.slice(0, count);
}

/** Robust accuracies that tell attacks apart: far from nothing and from all. */
const BOUNDS = { low: 0.2, high: 0.6, aim: 0.4 };
const LEVELS = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64];

/** The radius, in steps of 8-bit levels, whose robust accuracy on validation samples comes nearest to 40 %. */
export async function chosenRadius(
  crew: Crew<OwnWork>,
  setting: Omit<Setting, 'epsilon'>,
): Promise<{ readonly epsilon: number; readonly tried: Readonly<Record<string, number>> }> {
  const arm = ownArm('lab', 'wasm', crew, 'active set');
  const tried: Record<string, number> = {};
  let best = { epsilon: 0, robust: Infinity };
  for (const level of LEVELS) {
    const epsilon = level / 255;
    const { held } = await arm.run('pgd', { ...setting, epsilon }, 0);
    const robust = held.filter(Boolean).length / held.length;
    tried[`${level}/255`] = Number(robust.toFixed(3));
    if (Math.abs(robust - BOUNDS.aim) < Math.abs(best.robust - BOUNDS.aim)) best = { epsilon, robust };
    if (robust <= BOUNDS.aim) break;
  }
  if (best.robust < BOUNDS.low || best.robust > BOUNDS.high) {
    throw new Error(`No radius leaves 20 to 60 % of the samples: ${JSON.stringify(tried)}.`);
  }
  return { epsilon: best.epsilon, tried };
}

/** Pictures, labels and what models normalise with, as safetensors. */
export async function exportSamples(dataset: Dataset, rows: readonly number[], file: string): Promise<void> {
  const samples = rows.map((row) => dataset.sample(row));
  const tensors = new Map<string, StoredTensor>([
    ['labels', { shape: [rows.length], data: Float32Array.from(samples, ({ label }) => label) }],
  ]);
  for (const [id, spec] of Object.entries(dataset.manifest.modalities)) {
    if (spec.kind !== 'image') continue;
    const { height, width, channels } = spec;
    const size = height * width * channels;
    const data = new Float32Array(rows.length * size);
    samples.forEach(({ inputs }, index) => {
      data.set(inputs[id] as ImageValue, index * size);
    });
    tensors.set(id, { shape: [rows.length, height, width, channels], data });
    tensors.set(`${id}/mean`, { shape: [channels], data: Float32Array.from(spec.mean) });
    tensors.set(`${id}/std`, { shape: [channels], data: Float32Array.from(spec.std) });
  }
  await writeFile(file, writeSafetensors({ tensors, metadata: {} }));
}
