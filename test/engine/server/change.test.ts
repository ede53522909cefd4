/** A gradient attack on one sample, to be looked at. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDataset } from '../../../src/engine/data/open';
import type { Sample } from '../../../src/engine/data/dataset';
import { layout } from '../../../src/engine/lab/layout';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import type { AttackChange } from '../../../src/shared/attacks/change';
import { answerOf, crossEntropyOf, referenceModel, type Reference } from '../../support/reference-model';
import { tinyLab } from '../../support/tiny-lab';
import { sharedFolder } from '../../support/temporary-folder';
import { tinySpec } from '../../support/tiny-model';

const radius = 0.05;
const budgets = [{ image: radius }, { image: radius, text: 0.1 }];
const fgsm = AttackChoice.parse({ name: 'fgsm', budgets });
const pgd = AttackChoice.parse({ name: 'pgd', steps: 2, budgets });

let engine: EngineClient;
let model: string;
let samples: readonly Sample[];
let reference: Reference;
const isRight = ({ inputs, label }: Sample): boolean => answerOf(reference([inputs])[0]) === label;
let right: Sample;

beforeAll(async () => {
  const { folder, remove } = await sharedFolder();
  const lab = await tinyLab(path.join(folder, 'lab'));
  engine = await startEngine({ lab, devices: ['wasm'], workers: 1 });
  ({ id: model } = await engine.request('models.train', { spec: tinySpec }));
  reference = await referenceModel(lab, model);
  const dataset = await openDataset(layout.dataset(lab, 'tiny'));
  samples = dataset.rowsOf('test').map((row) => dataset.sample(row));
  right = samples.find(isRight)!;
  return async () => {
    await engine.close();
    await remove();
  };
});

interface Asked {
  readonly sample?: string;
  readonly attack?: AttackChoice;
  readonly budget?: number;
  readonly seed?: number;
}
const change = ({ sample = right.id, attack = fgsm, budget = 0, seed = 0 }: Asked = {}, of = model) =>
  engine.request('attack.change', { model: of, sample, attack, budget, seed });

function pixelsOf({ pictures: { image } }: AttackChange): Float32Array {
  const bytes = Buffer.from(image.change, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index));
}

it('FGSM moves every pixel by its radius, the way the loss rises, and the model answers what is told', async () => {
  const found = await change();
  expect(found).not.toBeNull();
  const { height, width, channels } = found!.pictures.image;
  expect([height, width, channels]).toEqual([8, 8, 1]);
  const moved = pixelsOf(found!);
  const original = right.inputs.image as Float32Array;
  expect(moved).toHaveLength(original.length);

  const directions = directionsAt(right);
  const known = directions.flatMap((direction, pixel) => (direction === 0 ? [] : [pixel]));
  expect(known.length).toBeGreaterThan(original.length / 2);
  for (const pixel of known) {
    const wanted = Math.min(1, Math.max(0, original[pixel] + radius * directions[pixel]));
    expect(moved[pixel], `pixel ${pixel}`).toBeCloseTo(wanted - original[pixel], 6);
  }

  const attacked = { ...right.inputs, image: original.map((value, pixel) => value + moved[pixel]) };
  const [logits] = reference([attacked]);
  logits.forEach((logit, index) => {
    expect(found!.attacked!.logits[index]).toBeCloseTo(logit, 4);
  });
  expect(found!.attacked!.predicted).toBe(answerOf(logits));
  expect(crossEntropyOf(logits, right.label)).toBeGreaterThan(
    crossEntropyOf(reference([right.inputs])[0], right.label),
  );
});

it('pictures show what a person can see; the embedding of words is attacked with them', async () => {
  const [alone, joint] = [await change(), await change({ budget: 1 })];
  expect(Object.keys(joint!.pictures)).toEqual(['image']);
  // One step along the gradient: the picture changes in the same way, the answer by more than the picture makes it.
  expect(pixelsOf(joint!)).toEqual(pixelsOf(alone!));
  expect(joint!.attacked!.logits).not.toEqual(alone!.attacked!.logits);
});

it('random starts follow the seed, and never leave the ball', async () => {
  const [first, again, other] = [
    await change({ attack: pgd }),
    await change({ attack: pgd }),
    await change({ attack: pgd, seed: 1 }),
  ];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  const original = right.inputs.image as Float32Array;
  pixelsOf(other!).forEach((moved, pixel) => {
    expect(Math.abs(moved)).toBeLessThanOrEqual(radius + 1e-6);
    expect(original[pixel] + moved).toBeGreaterThanOrEqual(-1e-6);
    expect(original[pixel] + moved).toBeLessThanOrEqual(1 + 1e-6);
  });
});

describe('point by point', () => {
  const steps = (attack: AttackChoice) =>
    engine.request('attack.steps', { model, sample: right.id, attack, budget: 0, seed: 0 });
  /** Never broken at once: the whole way is gone. */
  const gentle = AttackChoice.parse({ name: 'pgd', steps: 3, budgets: [{ image: 1e-4 }] });

  it('PGD: the start and every step, within the ball, to the result that the whole attack has', async () => {
    const way = await steps(gentle);
    const whole = await change({ attack: gentle });
    expect(way!.taken).toBe(4);
    expect(way!.points).toHaveLength(4);
    for (const { norms } of way!.points) expect(norms.image).toBeLessThanOrEqual(1e-4 + 1e-7);
    expect({ attacked: way!.result.prediction, answered: null, pictures: way!.result.pictures }).toEqual(whole);
    // What the framework's own projection rounds.
    way!.points.at(-1)!.prediction.logits.forEach((logit, index) => {
      expect(way!.result.prediction.logits[index]).toBeCloseTo(logit, 4);
    });
    expect(new Set(way!.points.map(({ pictures }) => pictures.image.change)).size).toBeGreaterThan(1);
  });

  it('of a long way so many points, the first and the last among them', async () => {
    const way = await steps({ ...gentle, steps: 200 } as AttackChoice);
    expect(way!.taken).toBe(201);
    expect(way!.points).toHaveLength(60);
    const last = (await change({ attack: { ...gentle, steps: 200 } as AttackChoice }))!;
    way!.points.at(-1)!.prediction.logits.forEach((logit, index) => {
      expect(last.attacked!.logits[index]).toBeCloseTo(logit, 4);
    });
  });

  it('FGSM: looks once, at the untouched sample, and jumps', async () => {
    const way = await steps(fgsm);
    expect(way!.points).toHaveLength(1);
    expect(way!.points[0].norms.image).toBe(0);
    expect(way!.points[0].prediction.predicted).toBe(way!.clean.predicted);
    expect(way!.result.norms.image).toBeCloseTo(radius, 6);
  });
});

it('a sample that is answered wrongly is not attacked', async () => {
  const wrong = samples.find((sample) => !isRight(sample))!;
  expect(await change({ sample: wrong.id })).toBeNull();
});

it('refuses what is not there, and what changes no values', async () => {
  await expect(change({}, 'ffff')).rejects.toMatchObject({ code: 'not-found', where: 'model' });
  await expect(change({ sample: 'nobody' })).rejects.toMatchObject({ code: 'not-found', where: 'tiny' });
  await expect(change({ budget: 2 })).rejects.toMatchObject({
    code: 'invalid',
    where: 'budget',
    message: 'is 2; the attack has 2 budgets.',
    remedy: 'Give an index from 0 to 1.',
  });
  const sound = AttackChoice.parse({ name: 'fgsm', budgets: [{ sound: 1 }] });
  await expect(change({ attack: sound })).rejects.toMatchObject({ code: 'invalid' });
  const removal = AttackChoice.parse({ name: 'decoupling', modalities: ['image'] });
  await expect(change({ attack: removal })).rejects.toMatchObject({
    code: 'unsupported',
    where: 'attack.name',
    remedy: 'Give a gradient attack.',
  });
});

/**
 * Signs of ∂ cross-entropy / ∂ pixel by differences to both sides; 0 where the sides or the steps disagree, as at the
 * kinks of ReLU and max-pooling, and where rounding could decide.
 */
function directionsAt({ inputs, label }: Sample): readonly number[] {
  const image = inputs.image as Float32Array;
  const lossesAt = (by: number): readonly number[] =>
    reference([...image.keys()].map((pixel) => ({ ...inputs, image: withShift(image, pixel, by) }))).map((logits) =>
      crossEntropyOf(logits, label),
    );
  const here = crossEntropyOf(reference([inputs])[0], label);
  const slopes = [5e-3, -5e-3, 2e-3, -2e-3].map((step) => lossesAt(step).map((loss) => (loss - here) / step));
  return [...image.keys()].map((pixel) => {
    const signs = new Set(slopes.map((each) => (Math.abs(each[pixel]) < 1e-3 ? 0 : Math.sign(each[pixel]))));
    const [sign] = signs;
    return signs.size === 1 ? sign : 0;
  });
}

function withShift(image: Float32Array, pixel: number, by: number): Float32Array {
  const shifted = image.slice();
  shifted[pixel] += by;
  return shifted;
}
