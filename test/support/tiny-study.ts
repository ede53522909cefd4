import path from 'node:path';
import { StudyPlan, type StudyPlanInput } from '../../src/shared/plan/plan';
import type { Target } from '../../src/shared/data/target';
import type { DatasetManifest } from '../../src/shared/data/dataset';
import { randomFrom } from '../../src/engine/random';
import { writeDataset, type DatasetRow } from '../../src/engine/data/write';

const SIDE = 8;
const COLOURS = ['red', 'green', 'blue'];
const NOUNS = ['dot', 'patch', 'spot', 'blob'];

/** A small data set made by the test: the class is 1 when the bright corner's side and the first word agree. */
export async function writeTinyDataset(
  lab: string,
  name = 'tiny',
  rows = 140,
  target?: Target,
): Promise<DatasetManifest> {
  return writeDataset(
    path.join(lab, 'data', name),
    {
      name,
      title: 'Tiny',
      task: 'Do the bright half and the word agree?',
      preparation: { name: 'test', version: 1, seed: 1 },
      licences: [],
      classes: target?.kind === 'value' ? ['lefts'] : ['differ', 'agree'],
      ...(target === undefined ? {} : { target }),
      unit: 'sample',
      oracle: null,
      modalities: { image: { kind: 'image', height: SIDE, width: SIDE, channels: 1 }, text: { kind: 'text' } },
    },
    tinyRows(rows, target),
  );
}

/** Asked for a set, whether each of half and word is left; for a value, how many of them are. */
function* tinyRows(count: number, target: Target | undefined): Generator<DatasetRow> {
  for (let row = 0; row < count; row += 1) {
    const random = randomFrom('tiny', row);
    const left = random.below(2);
    const says = random.below(2);
    const pixels = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => {
      const bright = pixel % SIDE < SIDE / 2 === (left === 1);
      return (bright ? 150 : 20) + random.below(80);
    });
    yield {
      id: `sample-${row}`,
      label: target === undefined && left === says ? 1 : 0,
      ...(target === undefined ? {} : { target: target.kind === 'value' ? [left + says] : [left, says] }),
      split: row % 7 < 4 ? 'train' : row % 7 === 4 ? 'validation' : 'test',
      group: `group-${row % 20}`,
      inputs: {
        image: pixels,
        text: [says === 1 ? 'left' : 'right', COLOURS[random.below(3)], NOUNS[random.below(4)]],
      },
    };
  }
}

const encoders: StudyPlanInput['subjects'][number]['recipe']['encoders'] = {
  image: { name: 'cnn', channels: [4], width: 8 },
  text: { name: 'mean-words', embedding: 8, width: 8 },
};

/** Two fusions over two modalities, one removal and one gradient attack with two budgets, on 20 samples. */
export function tinyPlan(changes: Partial<StudyPlanInput> = {}): StudyPlan {
  const training = { epochs: 2, batchSize: 16, learningRate: 0.01 };
  return StudyPlan.parse({
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Tiny study',
    data: { dataset: 'tiny', selection: { count: 20 } },
    subjects: [
      { name: 'concat', recipe: { encoders, fusion: { name: 'concat' }, head: { name: 'linear' } }, training },
      {
        name: 'product',
        recipe: { encoders, fusion: { name: 'product', width: 8 }, head: { name: 'linear' } },
        training,
      },
    ],
    attacks: [
      { name: 'decoupling', modalities: ['image', 'text'], maxQueries: 20, randomRemovals: 1 },
      { name: 'pgd', steps: 2, randomNoises: 1, budgets: [{ image: 0.05 }, { image: 0.1, text: 0.1 }] },
    ],
    microBatch: 8,
    ...changes,
  } satisfies StudyPlanInput);
}
