/**
 * Attacks on the ensemble that a certificate is of, within the radius that is certified: a certificate of one sample may be
 * wrong with probability α, so of 5,000 there may be 11 (99 % of Bin(5000, 0.001)). The ensemble is small enough for the
 * share of all its draws to be known, by which each attack is judged.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { largestRadiusOf } from '../../src/analysis/measures/certified';
import { predictSamples } from '../../src/engine/attacks/outputs';
import { initBackend } from '../../src/engine/backends/registry';
import type { Sample } from '../../src/engine/data/dataset';
import { evaluate } from '../../src/engine/evaluation/evaluate';
import type { FusedModel } from '../../src/engine/models/fused-model';
import { randomFrom } from '../../src/engine/random';
import { AttackChoice } from '../../src/shared/attacks/attack';
import { alike, MmcertChoice } from '../../src/shared/certificates/certificate';
import { isBox, type ImageSpec, type ModalitySpecs } from '../../src/shared/data/modality';
import type { CertificateRecord, RemovalRecord } from '../../src/shared/records/record';
import { inMemoryDataset } from '../engine/attacks/in-memory';
import { votedEnsemble } from '../support/voted-ensemble';

const SIDE = 4;
const PIXELS = SIDE * SIDE;
const kept = { left: 2, right: 1 } as const;
const ids = ['left', 'right'] as const;
type Id = (typeof ids)[number];
type Picture = Readonly<Record<Id, Float32Array>>;
/** Certificates that are attacked at the least, and what 99 % of all studies of as many stay within. */
const PAIRS = 5000;
const BOUND = 11;
const SAMPLES = 2600;

const picture: ImageSpec = { kind: 'image', height: SIDE, width: SIDE, channels: 1, mean: [0], std: [1] };
const specs: ModalitySpecs = { left: picture, right: picture };
const certificate = MmcertChoice.parse({ name: 'mmcert', kept, draws: 100, alpha: 0.001 });
/** What an attacker asks: other draws than those that certify. */
const asked = MmcertChoice.parse({ ...certificate, draws: 20 });
const pause = (): Promise<void> => Promise.resolve();

beforeAll(() => initBackend('wasm'));

/**
 * Says `lit` where any pixel that it sees is lit. An attacker who lights r pixels wins every draw that any of them is in,
 * which is all that a certificate allows for: none is harder to keep.
 */
function anyLit(): FusedModel {
  return {
    id: 'any-lit',
    modalities: specs,
    classes: ['dark', 'lit'],
    gives: new Set(['labels', 'scores', 'embedding', 'gradients'] as const),
    perturbs: { left: 'input', right: 'input' },
    embed: (_, values) => ({
      values: tf.tensor4d(joined(values as readonly Float32Array[]), [values.length, SIDE, SIDE, 1]),
      mask: null,
    }),
    encode: (_, { values }) => ({ form: 'vector', values: tf.reshape(values, [-1, PIXELS]) }),
    fuse: ({ left, right }) => tf.concat<tf.Tensor2D>([left.values as tf.Tensor2D, right.values as tf.Tensor2D], 1),
    decide: (z) => {
      const lit = tf.sum<tf.Tensor2D>(z, 1, true);
      return tf.concat<tf.Tensor2D>([tf.zerosLike(lit), tf.sub(lit, 0.5)], 1);
    },
    dispose: () => undefined,
  };
}

function joined(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.length * PIXELS);
  rows.forEach((row, index) => {
    all.set(row, index * PIXELS);
  });
  return all;
}

const litIn = (pixels: Float32Array): number => pixels.reduce((sum, pixel) => sum + Number(pixel > 0), 0);

/** Share of all draws in which nothing lit is seen. */
function darkShare({ left, right }: Picture): number {
  const [a, b] = [PIXELS - litIn(left), PIXELS - litIn(right)];
  return ((a * (a - 1)) / (PIXELS * (PIXELS - 1))) * (b / PIXELS);
}

const answerOf = (inputs: Picture): number => Number(darkShare(inputs) < 0.5);

/** What is nearly all dark is certified as dark, what is half lit as lit. */
function pictures(): readonly Picture[] {
  return Array.from({ length: SAMPLES }, (_, row) => {
    const random = randomFrom('ensemble sample', row);
    const shares = row % 2 === 0 ? ([0.04, 0.04] as const) : ([0.5, 0.6] as const);
    const of = (share: number): Float32Array =>
      Float32Array.from({ length: PIXELS }, () => (random.uniform() < share ? 1 : 0));
    return { left: of(shares[0]), right: of(shares[1]) };
  });
}

/** A certified sample, and how many pixels of each input its certificate allows for at once. */
interface Certified {
  readonly sample: Sample;
  readonly inputs: Picture;
  readonly label: number;
  readonly radius: number;
}

async function certifiedOf(model: FusedModel, all: readonly Picture[]): Promise<readonly Certified[]> {
  const dataset = inMemoryDataset(
    all.map((inputs) => ({ label: answerOf(inputs), inputs })),
    { modalities: specs },
  );
  const records = (await evaluate({
    cell: { kind: 'certificate', id: 'c', model: 'm', certificateIndex: 0, certificate, version: 1, seed: 0 },
    model,
    dataset,
    rows: all.map((_, row) => row),
    pause,
    rowsAtOnce: 4000,
  })) as readonly CertificateRecord[];
  return records.flatMap((record, row) => {
    const radius = largestRadiusOf(record, certificate, alike(ids));
    if (radius === null || radius === 0) return [];
    const label = record.votes[1] > record.votes[0] ? 1 : 0;
    return [{ sample: dataset.sample(row), inputs: all[row], label, radius }];
  });
}

/** The pictures that are left of an attack on each, within so many pixels of each input. */
type Attack = (
  ensemble: FusedModel,
  certified: readonly Certified[],
  radiusOf: (one: Certified) => number,
) => Promise<readonly Picture[]>;

/** Scores of the ensemble for the label of each. */
async function scoresOf(
  ensemble: FusedModel,
  questions: readonly { readonly one: Certified; readonly inputs: Picture }[],
): Promise<readonly number[]> {
  const scores: number[] = [];
  for (let start = 0; start < questions.length; start += 200) {
    const section = questions.slice(start, start + 200);
    const { logits } = await predictSamples(
      ensemble,
      section.map(({ one, inputs }) => ({ ...one.sample, inputs })),
      'logits',
    );
    scores.push(...logits.map((own, index) => own[section[index].one.label]));
  }
  return scores;
}

/** Of some places, each lit or dark as it was not. */
function flipped(inputs: Picture, id: Id, place: number): Picture {
  return { ...inputs, [id]: inputs[id].map((pixel, at) => (at === place ? 1 - pixel : pixel)) };
}

const changedIn = (now: Picture, before: Picture, id: Id): number =>
  now[id].filter((pixel, at) => pixel !== before[id][at]).length;

/** As many pixels as are allowed, at random, three times; the worst for the label by the votes. */
const random: Attack = async (ensemble, certified, radiusOf) => {
  const tries = 3;
  const questions = certified.flatMap((one, index) =>
    Array.from({ length: tries }, (_, draw) => {
      const own = randomFrom('random attack', index, draw);
      const inputs = ids.reduce((changed, id) => {
        const places = new Set<number>();
        while (places.size < Math.min(PIXELS, radiusOf(one))) places.add(own.below(PIXELS));
        return [...places].reduce((now, place) => flipped(now, id, place), changed);
      }, one.inputs);
      return { one, inputs };
    }),
  );
  const scores = await scoresOf(ensemble, questions);
  return certified.map((_, index) => {
    const own = scores.slice(index * tries, (index + 1) * tries);
    return questions[index * tries + own.indexOf(Math.min(...own))].inputs;
  });
};

/** Of some pixels at random that which costs the label most votes, one after the other, as many of each input as are allowed. */
const greedy: Attack = async (ensemble, certified, radiusOf) => {
  let now = certified.map(({ inputs }) => inputs);
  const touched = certified.map((): Record<Id, Set<number>> => ({ left: new Set(), right: new Set() }));
  const most = certified.reduce((sum, one) => Math.max(sum, radiusOf(one)), 0);
  for (let step = 0; step < most; step += 1) {
    for (const id of ids) {
      const questions = certified.flatMap((one, index) => {
        if (step >= Math.min(PIXELS, radiusOf(one))) return [];
        const own = randomFrom('greedy attack', index, step, id);
        const open = Array.from({ length: PIXELS }, (_, place) => place).filter(
          (place) => !touched[index][id].has(place),
        );
        const places = new Set(Array.from({ length: 5 }, () => open[own.below(open.length)]));
        return [...places].map((place) => ({ one, index, place, inputs: flipped(now[index], id, place) }));
      });
      const scores = await scoresOf(ensemble, questions);
      const best = new Map<number, number>();
      questions.forEach(({ index }, at) => {
        const found = best.get(index);
        if (found === undefined || scores[at] < scores[found]) best.set(index, at);
      });
      for (const [index, at] of best) touched[index][id].add(questions[at].place);
      now = now.map((inputs, index) => {
        const at = best.get(index);
        return at === undefined ? inputs : questions[at].inputs;
      });
    }
  }
  return now;
};

/** The lab's own: what it removes is dark. Where it takes more than is allowed, it has found nothing. */
const decoupling: Attack = async (ensemble, certified, radiusOf) => {
  // All combinations of the parts that are kept where it may take as much as it likes.
  const maxQueries = certified.every((one) => radiusOf(one) === PIXELS) ? 260 : 40;
  const dataset = inMemoryDataset(
    certified.map(({ inputs, label }) => ({ label, inputs })),
    { modalities: specs },
  );
  const attack = AttackChoice.parse({
    ...{ name: 'decoupling', modalities: [...ids], stop: { rule: 'relative', fraction: 0.25 } },
    ...{ criterion: { name: 'score-drop', tau: 0, keep: 8 }, randomRemovals: 1, randomSearches: 1, maxQueries },
  });
  const place = { model: 'm', attackIndex: 0, budgetIndex: 0, version: 1, seed: 0 };
  const records = (await evaluate({
    cell: { kind: 'attack', id: 'cell', ...place, attack },
    model: ensemble,
    dataset,
    rows: certified.map((_, row) => row),
    pause,
  })) as readonly RemovalRecord[];
  return records.map(({ found }, index) => {
    const one = certified[index];
    if (found === null) return one.inputs;
    const left = found.regions.reduce((inputs, region) => {
      if (!isBox(region)) throw new Error('A picture lost no rectangle.');
      const id = region.modality as Id;
      const [top, left, height, width] = region.box;
      const isIn = (at: number): boolean => {
        const [row, column] = [Math.floor(at / SIDE) - top, (at % SIDE) - left];
        return row >= 0 && row < height && column >= 0 && column < width;
      };
      return { ...inputs, [id]: inputs[id].map((pixel, at) => (isIn(at) ? 0 : pixel)) };
    }, one.inputs);
    return ids.every((id) => changedIn(left, one.inputs, id) <= radiusOf(one)) ? left : one.inputs;
  });
};

it('no attack within the certified radius takes the ensemble’s answer more often than α allows; beyond it they do', async () => {
  const model = anyLit();
  const ensemble = votedEnsemble(model, asked, 1);
  const certified = await certifiedOf(model, pictures());
  expect(new Set(certified.map(({ label }) => label)).size).toBe(2);
  // What decoupling removes is dark: of what is dark it has nothing to take.
  const lit = certified.filter(({ label }) => label === 1);
  const attacks = [
    { name: 'random', attack: random, on: certified },
    { name: 'greedy', attack: greedy, on: certified },
    { name: 'decoupling', attack: decoupling, on: lit },
  ];
  let pairs = 0;
  let reversed = 0;
  const found: Record<string, number> = {};
  for (const { name, attack, on } of attacks) {
    const within = await attack(ensemble, on, ({ radius }) => radius);
    within.forEach((inputs, index) => {
      const { label, radius, inputs: before } = on[index];
      for (const id of ids) {
        expect(changedIn(inputs, before, id)).toBeLessThanOrEqual(radius);
      }
      pairs += 1;
      reversed += Number(answerOf(inputs) !== label);
    });
    // The same attack, allowed as much as it likes or some pixels more than is certified.
    const few = on.filter((_, index) => index % 10 === 0);
    const beyond = await attack(ensemble, few, ({ radius }) => (name === 'decoupling' ? PIXELS : radius + 5));
    found[name] = beyond.filter((inputs, index) => answerOf(inputs) !== few[index].label).length / few.length;
  }
  console.log(
    `${String(certified.length)} certified of ${String(SAMPLES)}, ${String(pairs)} attacks, ${String(reversed)} reversed`,
    found,
  );
  expect(pairs).toBeGreaterThanOrEqual(PAIRS);
  expect(reversed).toBeLessThanOrEqual((BOUND * pairs) / PAIRS);
  // Attacks that find nothing anywhere would show nothing.
  expect(found.greedy).toBeGreaterThan(0.3);
  expect(found.random).toBeGreaterThan(0.1);
  // It removes whole parts and lights none, so of these pictures it takes few.
  expect(found.decoupling).toBeGreaterThan(0);
});
