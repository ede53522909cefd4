import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AttackChoice } from '../../../../src/shared/attacks/attack';
import { AttackChoice as Attack, Norm } from '../../../../src/shared/attacks/attack';
import { pixelAttackNames, pixelMembers } from '../../../../src/shared/attacks/pixel-attacks';
import { certifierOf } from '../../../../src/analysis/segmentation/certified-pixels';
import type { DatasetManifest } from '../../../../src/shared/data/dataset';
import type { AttackCell, EvaluatedCell } from '../../../../src/shared/plan/plan';
import { classesIn } from '../../../../src/shared/data/class-map';
import { CertificateChoice, VoteChoice } from '../../../../src/shared/certificates/certificate';
import { PixelRecord, PixelVotesRecord } from '../../../../src/shared/records/record';
import { votesIn } from '../../../../src/shared/certificates/vote-map';
import { ModelSpec } from '../../../../src/shared/models/model-spec';
import { initBackend } from '../../../../src/engine/backends/registry';
import type { Dataset, Sample } from '../../../../src/engine/data/dataset';
import { evaluate } from '../../../../src/engine/evaluation/evaluate';
import { pixelChangeOf } from '../../../../src/engine/evaluation/pixels/change';
import { countsOf } from '../../../../src/engine/evaluation/pixels/answers';
import { scoreRows } from '../../../../src/engine/evaluation/score';
import { buildModel } from '../../../../src/engine/models/build';
import type { FusedModel } from '../../../../src/engine/models/fused-model';
import { doubled } from '../../../../src/engine/models/pixels/decoder';
import { networkOf } from '../../../../src/engine/models/network';
import { readWeights } from '../../../../src/engine/models/weights';
import { randomFrom } from '../../../../src/engine/random';
import { train } from '../../../../src/engine/training/train';
import type { TrainingUpdate } from '../../../../src/engine/training/trained';

const SIDE = 8;
const PIXELS = SIDE * SIDE;
const pause = (): Promise<void> => Promise.resolve();

/** A bright square in one sensor, a dark one in the other: each shows one of the two classes that are no background. */
function squares(count = 60): Dataset {
  const rows = Array.from({ length: count }, (_, row): Sample => {
    const random = randomFrom('squares', row);
    const a = Float32Array.from({ length: PIXELS }, () => 0.4 + 0.1 * random.uniform());
    const b = Float32Array.from({ length: PIXELS }, () => 0.4 + 0.1 * random.uniform());
    const mask = new Uint8Array(PIXELS);
    for (const [shown, sensor, value] of [
      [1, a, 0.9],
      [2, b, 0.1],
    ] as const) {
      const [top, left] = [random.below(SIDE - 3), random.below(SIDE - 3)];
      for (let pixel = 0; pixel < PIXELS; pixel += 1) {
        const [row, column] = [Math.floor(pixel / SIDE), pixel % SIDE];
        if (row < top || row >= top + 4 || column < left || column >= left + 4) continue;
        sensor[pixel] = value;
        mask[pixel] = shown;
      }
    }
    return { id: `s${row}`, row, label: 0, group: `g${row}`, inputs: { a, b }, evidence: [], mask };
  });
  const spec = { kind: 'image', height: SIDE, width: SIDE, channels: 1, mean: [0.45], std: [0.2] };
  return {
    manifest: {
      name: 'squares',
      hash: '0'.repeat(64),
      classes: ['one', 'two'],
      pixelClasses: ['background', 'bright', 'dark'],
      modalities: { a: spec, b: spec },
    } as unknown as DatasetManifest,
    rowsOf: (split) =>
      rows.flatMap(({ row }) =>
        (row % 6 === 0) === (split === 'test') && (row % 6 === 1) === (split === 'validation') ? [row] : [],
      ),
    sample: (row) => rows[row],
    rowOf: (id) => Number(id.slice(1)),
    label: () => 0,
  };
}

const dataset = squares();
const spec = ModelSpec.parse({
  dataset: 'squares',
  recipe: {
    encoders: { a: { name: 'cnn', channels: [4, 8] }, b: { name: 'cnn', channels: [4, 8] } },
    fusion: { name: 'concat' },
    head: { name: 'pixels', filters: 8 },
  },
  training: { epochs: 12, batchSize: 10, learningRate: 1e-2, dropout: 0, patience: 12 },
  seed: 3,
});
const attackCell = (attack: object, budgetIndex = 0): AttackCell => ({
  kind: 'attack',
  id: 'cell',
  model: 'm',
  attackIndex: 0,
  budgetIndex,
  attack: Attack.parse(attack) satisfies AttackChoice,
  version: 1,
  seed: 7,
});

let model: FusedModel;
let checkpoints: Uint8Array[];
let accuracy: number;
let weights: Uint8Array;
beforeAll(async () => {
  await initBackend('wasm');
  checkpoints = [];
  const onUpdate = (update: TrainingUpdate): void => {
    if (update.kind === 'checkpoint') checkpoints.push(update.bytes);
  };
  const trained = await train({ spec, dataset, checkpoint: null, onUpdate, pause });
  accuracy = trained.test.correct / trained.test.count;
  weights = trained.weights;
  const classes = dataset.manifest.pixelClasses ?? [];
  const network = networkOf(spec.recipe, dataset.manifest.modalities, classes.length, []);
  model = buildModel({
    id: 'm',
    recipe: spec.recipe,
    modalities: dataset.manifest.modalities,
    classes,
    vocabulary: [],
    parameters: readWeights(weights, network.parameters, 'weights'),
  });
});

const recordsOf = async (cell: EvaluatedCell): Promise<readonly PixelRecord[]> => {
  const before = tf.memory().numTensors;
  const records = await evaluate({ cell, model, dataset, rows: dataset.rowsOf('test'), pause });
  expect(tf.memory().numTensors).toBe(before);
  return records.map((record) => PixelRecord.parse(record));
};
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const meanLoss = (records: readonly PixelRecord[]): number =>
  sum(records.map(({ loss }) => loss[1] ?? 0)) / records.length;

describe('the votes on every pixel', () => {
  const cell = (draws: number, kept: number): EvaluatedCell => ({
    kind: 'certificate',
    ...{ id: 'cell', model: 'm', certificateIndex: 0, version: 1, seed: 7 },
    certificate: CertificateChoice.parse({ name: 'mmcert', kept: { a: kept, b: kept }, draws }),
  });
  const votesFor = async (own: EvaluatedCell, rowsAtOnce?: number): Promise<readonly PixelVotesRecord[]> => {
    const before = tf.memory().numTensors;
    const rows = dataset.rowsOf('test').slice(0, 4);
    const records = await evaluate({
      ...{ cell: own, model, dataset, rows, pause },
      ...(rowsAtOnce === undefined ? {} : { rowsAtOnce }),
    });
    expect(tf.memory().numTensors).toBe(before);
    return records.map((record) => PixelVotesRecord.parse(record));
  };

  it('are of all pixels by their true class, as the map has them, and the same whichever draws are computed together', async () => {
    const records = await votesFor(cell(20, 24));
    for (const { row, votes, map, pools, ensemble } of records) {
      const { mask = new Uint8Array() } = dataset.sample(row);
      const drawn = votesIn(map ?? '', PIXELS, 20);
      votes.forEach((own, label) => {
        expect(own.flatMap(([count, pixels]) => Array<number>(pixels).fill(count))).toEqual(
          [...drawn].filter((_, pixel) => mask[pixel] === label).sort((a, b) => b - a),
        );
      });
      expect(sum(votes.flat().map(([, pixels]) => pixels))).toBe(PIXELS);
      // What most draws say is right wherever more than half are.
      expect(sum(ensemble.truePositives)).toBeGreaterThanOrEqual([...drawn].filter((own) => own > 10).length);
      expect(sum(ensemble.truePositives) + sum(ensemble.falseNegatives)).toBe(PIXELS);
      expect(pools).toEqual([
        { modalities: ['a'], n: PIXELS, k: 24 },
        { modalities: ['b'], n: PIXELS, k: 24 },
      ]);
      expect(drawn.some((own) => own > 0 && own < 20)).toBe(true);
    }
    // Seven draws at a time mix the samples.
    expect(await votesFor(cell(20, 24), 7)).toEqual(records);
  });

  it('are asked for no further once none can certify a pixel any more, which is then of none', async () => {
    // What is said of a pixel is true of none.
    const shifted: Dataset = {
      ...dataset,
      sample: (row) => {
        const { mask = new Uint8Array(), ...sample } = dataset.sample(row);
        return { ...sample, mask: mask.map((label) => (label + 1) % 3) };
      },
    };
    const [row] = dataset.rowsOf('test');
    const [kept, lost] = await Promise.all(
      [dataset, shifted].map(async (own) => {
        const [record] = await evaluate({ cell: cell(40, PIXELS - 8), model, dataset: own, rows: [row], pause });
        return PixelVotesRecord.parse(record);
      }),
    );
    expect([kept.draws, kept.unasked]).toEqual([40, undefined]);
    expect(lost.draws).toBeLessThan(40);
    expect(lost.draws + (lost.unasked ?? 0)).toBe(40);
    const counted = lost.votes.flat().map(([votes, pixels]) => votes * pixels);
    expect(sum([...votesIn(lost.map ?? '', PIXELS, lost.draws)])).toBe(sum(counted));
    const choice = VoteChoice.parse({ name: 'mmcert', kept: { a: 1, b: 1 } });
    const certify = certifierOf({ choice });
    expect([kept, lost].map((record) => certify(record, [0, 0]) === null)).toEqual([false, true]);
    // By themselves its votes might be unanimous.
    expect(certify({ ...lost, votes: [[[lost.draws, PIXELS]]], draws: 40 }, [0, 0])).toBeNull();
  });

  it('are those of the model itself where all is drawn, unanimous', async () => {
    const clean = await recordsOf({ kind: 'clean', id: 'cell', model: 'm' });
    for (const { row, votes, ensemble } of await votesFor(cell(10, PIXELS))) {
      expect(ensemble).toEqual(clean.find((own) => own.row === row)?.untouched);
      expect(votes.flat().every(([own]) => own === 0 || own === 10)).toBe(true);
    }
  });

  it('take few bytes', async () => {
    const [record] = await votesFor(cell(100, 24));
    expect(JSON.stringify(record).length).toBeLessThan(1_500);
  });
});

describe('a small model of two sensors', () => {
  it('learns, far beyond calling everything background, and counts pixels as its score', async () => {
    const labels = dataset.rowsOf('test').flatMap((row) => [...(dataset.sample(row).mask ?? [])]);
    expect(accuracy).toBeGreaterThan(labels.filter((label) => label === 0).length / labels.length + 0.15);
    const { confusion } = await scoreRows(model, dataset, dataset.rowsOf('test'), pause);
    expect(sum(confusion.flat())).toBe(labels.length);
    expect(sum(confusion.map((row, label) => row[label])) / labels.length).toBeCloseTo(accuracy, 6);
  });

  it('goes on from a checkpoint to the same weights, bit for bit', async () => {
    const resumed = await train({ spec, dataset, checkpoint: checkpoints[5], onUpdate: () => undefined, pause });
    expect(resumed.weights).toEqual(weights);
  });
});

describe('records', () => {
  it('keep the class that was answered for every pixel, as it was counted', async () => {
    const attack = attackCell({ name: 'fgsm', norm: 'linf', budgets: [{ a: 0.15 }] });
    for (const cell of [{ kind: 'clean', id: 'cell', model: 'm' } as const, attack]) {
      for (const { row, untouched, changed, answered } of await recordsOf(cell)) {
        const { mask = new Uint8Array() } = dataset.sample(row);
        expect(countsOf(classesIn(answered ?? '', PIXELS), mask, 3)).toEqual(changed ?? untouched);
      }
    }
  });

  it('count every pixel once as right or missed, and as right or wrongly taken', async () => {
    for (const { untouched, changed } of await recordsOf({ kind: 'clean', id: 'cell', model: 'm' })) {
      expect(sum(untouched.truePositives) + sum(untouched.falseNegatives)).toBe(PIXELS);
      expect(sum(untouched.falsePositives)).toBe(sum(untouched.falseNegatives));
      expect(changed).toBeNull();
    }
  });

  it('know an attack of no size to change nothing', async () => {
    const records = await recordsOf(attackCell({ name: 'pgd', norm: 'linf', steps: 2, budgets: [{ a: 1e-9 }] }));
    for (const { untouched, changed, attack } of records) {
      expect(changed).toEqual(untouched);
      expect(attack?.zeroBudget).toBeLessThan(1e-4);
    }
  });

  it('hold attacks to their budget, and find PGD stronger than FGSM, and that than noise', async () => {
    const budgets = [{ a: 0.15, b: 0.15 }];
    const [fgsm, pgd] = [
      await recordsOf(attackCell({ name: 'fgsm', norm: 'linf', budgets })),
      await recordsOf(attackCell({ name: 'pgd', norm: 'linf', steps: 10, budgets })),
    ];
    for (const { attack } of pgd) {
      expect(Object.keys(attack?.norms ?? {}).sort()).toEqual(['a', 'b']);
      for (const norm of Object.values(attack?.norms ?? {})) expect(norm).toBeLessThanOrEqual(0.15 + 1e-6);
    }
    expect(meanLoss(pgd)).toBeGreaterThan(meanLoss(fgsm));
    const right = (counts: readonly { readonly truePositives: readonly number[] }[]): number =>
      sum(counts.flatMap(({ truePositives }) => truePositives));
    expect(right(pgd.flatMap(({ changed }) => changed ?? []))).toBeLessThan(
      right(pgd.map(({ attack }) => attack?.randomNoise[0] ?? { truePositives: [0] })),
    );
  });

  const settings = {
    fgsm: {},
    pgd: { steps: 4 },
    mim: { steps: 4 },
    apgd: { steps: 6 },
    square: { queries: 40 },
    ensemble: { steps: 4, queries: 20, members: pixelMembers },
    transfer: { source: 'another', steps: 4 },
  };
  const radii: Readonly<Record<string, number>> = { linf: 0.15, l2: 0.8, l1: 4 };
  it.each(
    pixelAttackNames
      .filter((name) => name !== 'transfer')
      .flatMap((name) =>
        Norm.options
          .filter((norm) => Attack.safeParse({ name, ...settings[name], norm, budgets: [{ a: 1 }] }).success)
          .map((norm) => [name, norm] as const),
      ),
  )(
    'hold %s in %s to its budget, raise the loss by more than noise, and come to the same again',
    async (name, norm) => {
      const cell = attackCell({ name, ...settings[name], norm, budgets: [{ a: radii[norm] }] });
      const records = await recordsOf(cell);
      expect(await recordsOf(cell)).toEqual(records);
      for (const { attack, loss } of records) {
        expect(attack?.norms.a).toBeLessThanOrEqual(radii[norm] * (1 + 1e-4));
        expect(attack?.zeroBudget).toBeLessThan(1e-4);
        expect(attack?.again).toBeLessThan(1e-3);
        expect(attack?.slopes === undefined).toBe(name === 'square');
        expect(loss[1]).toBeGreaterThan(loss[0]);
      }
    },
  );

  it('tell of gradients that vanish, where a search by scores still finds something', async () => {
    const masked: FusedModel = {
      ...model,
      // As rounding does: the answer changes with the input, and no slope tells how.
      encode: (id, embedded) =>
        model.encode(id, { ...embedded, values: tf.mul(tf.round(tf.mul(embedded.values, 20)), 0.05) }),
    };
    const on = async (attack: object): Promise<readonly PixelRecord[]> =>
      (await evaluate({ cell: attackCell(attack), model: masked, dataset, rows: dataset.rowsOf('test'), pause })).map(
        (record) => PixelRecord.parse(record),
      );
    const budgets = [{ a: 0.15 }];
    const pgd = await on({ name: 'pgd', steps: 4, budgets, randomStart: false });
    for (const { attack } of pgd) expect(attack?.slopes).toMatchObject({ zero: 4, range: null });
    expect(meanLoss(await on({ name: 'square', queries: 40, budgets }))).toBeGreaterThan(meanLoss(pgd));
  });

  it('ask untouched samples again, and find a model that draws at random', async () => {
    const clean = { kind: 'clean', id: 'cell', model: 'm' } as const;
    for (const { again } of await recordsOf(clean)) expect(again?.change).toBeLessThan(1e-3);
    const drawing: FusedModel = { ...model, decide: (z) => tf.add(model.decide(z), tf.randomNormal([1, PIXELS * 3])) };
    const records = await evaluate({ cell: clean, model: drawing, dataset, rows: dataset.rowsOf('test'), pause });
    for (const record of records) expect(PixelRecord.parse(record).again?.change).toBeGreaterThan(0.1);
  });

  it('share one budget among sensors where they are matched', async () => {
    const cell = attackCell({ name: 'pgd', norm: 'l2', steps: 3, budgets: [{ a: 1, b: 1 }], share: 'matched' });
    for (const { attack } of await recordsOf(cell)) {
      expect(Math.hypot(...Object.values(attack?.norms ?? {}))).toBeLessThanOrEqual(1 + 1e-5);
    }
  });

  it('are carried over from another model, which alone is asked on the way', async () => {
    const cell = attackCell({ name: 'transfer', ...settings.transfer, budgets: [{ a: 0.15 }] });
    // As good as the model itself, of which it is a copy: so it carries over wholly.
    const source: FusedModel = { ...model, id: 'another' };
    const rows = dataset.rowsOf('test');
    const before = tf.memory().numTensors;
    const records = await evaluate({ cell, model, source, dataset, rows, pause });
    expect(tf.memory().numTensors).toBe(before);
    for (const record of records) {
      const { attack, loss } = PixelRecord.parse(record);
      expect(attack?.queries).toEqual({ forward: 0, gradient: 0, source: { forward: 5, gradient: 4 } });
      expect(attack?.norms.a).toBeLessThanOrEqual(0.15 * (1 + 1e-4));
      expect(loss[1]).toBeGreaterThan(loss[0]);
    }
    await expect(evaluate({ cell, model, dataset, rows, pause })).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('show sensors that fail by themselves: fog leaves less than there was', async () => {
    const records = await recordsOf({
      kind: 'degraded',
      id: 'cell',
      model: 'm',
      degradationIndex: 0,
      levelIndex: 0,
      degradation: { name: 'corruption', modalities: ['a'], kinds: ['fog'], severities: [5] },
      version: 1,
      seed: 0,
    });
    const right = (counts: 'untouched' | 'changed'): number =>
      sum(records.flatMap((record) => record[counts]?.truePositives ?? []));
    expect(right('changed')).toBeLessThan(right('untouched'));
  });

  it('show a sensor that is missing', async () => {
    const records = await recordsOf({
      kind: 'degraded',
      id: 'cell',
      model: 'm',
      degradationIndex: 0,
      levelIndex: 0,
      degradation: { name: 'missing', modalities: ['a'], by: 'mean' },
      version: 1,
      seed: 0,
    });
    const brightFound = sum(records.map(({ changed }) => changed?.truePositives[1] ?? 0));
    expect(brightFound).toBeLessThan(0.5 * sum(records.map(({ untouched }) => untouched.truePositives[1])));
  });

  it('refuse an attack that goes for one answer', async () => {
    const cell = attackCell({ name: 'decoupling', modalities: ['a'] });
    await expect(recordsOf(cell)).rejects.toMatchObject({ code: 'unsupported' });
  });
});

it('FGSM of a linear model goes along the sign of the weights, as in closed form', async () => {
  // Two classes, logits (0, 3x − 1.5) of each pixel: its loss falls with x where the truth is 1, and rises where it is 0.
  const linear: FusedModel = {
    ...model,
    modalities: { a: dataset.manifest.modalities.a },
    classes: ['dark', 'bright'],
    pixels: PIXELS,
    embed: (_id, values) => ({ values: tf.tensor(values.map((v) => [...(v as Float32Array)])), mask: null }),
    encode: (_id, { values }) => ({ form: 'vector', values: tf.reshape(values, [values.shape[0], PIXELS]) }),
    fuse: ({ a }) => a.values as tf.Tensor2D,
    decide: (z) => {
      const bright = tf.sub(tf.mul(z, 3), 1.5);
      return tf.reshape(tf.stack([tf.zerosLike(bright), bright], 2), [z.shape[0], -1]);
    },
    dispose: () => undefined,
  };
  const twoClasses: Dataset = {
    ...dataset,
    sample: (row) => ({
      ...dataset.sample(row),
      mask: Uint8Array.from(dataset.sample(row).mask ?? [], (label) => Math.min(label, 1)),
    }),
  };
  const radius = 0.05;
  const cell = attackCell({ name: 'fgsm', norm: 'linf', budgets: [{ a: radius }] });
  const [row] = dataset.rowsOf('test');
  const [record] = await evaluate({ cell, model: linear, dataset: twoClasses, rows: [row], pause });
  const { inputs, mask } = twoClasses.sample(row);
  const losses = Array.from(inputs.a as Float32Array, (x, pixel) => {
    const moved = Math.min(1, Math.max(0, x + (mask?.[pixel] === 1 ? -radius : radius)));
    const logit = 3 * moved - 1.5;
    return Math.log1p(Math.exp(mask?.[pixel] === 1 ? -logit : logit));
  });
  expect(PixelRecord.parse(record).loss[1]).toBeCloseTo(sum(losses) / PIXELS, 5);
});

it('counts pixels by hand', () => {
  expect(countsOf(Uint8Array.of(0, 0, 1, 1, 2), Uint8Array.of(0, 1, 1, 1, 0), 3)).toEqual({
    truePositives: [1, 2, 0],
    falsePositives: [1, 0, 1],
    falseNegatives: [1, 1, 0],
  });
});

it('doubles every cell in both directions', () => {
  const twice = tf.tidy(() => Array.from(doubled(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1])).dataSync()));
  expect(twice).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
});

describe('one sample attacked again, to be looked at', () => {
  const pgd = { name: 'pgd', norm: 'linf', steps: 5, budgets: [{ a: 0.05 }, { a: 0.1 }] };
  const again = async (budget: number, row: number) => {
    const before = tf.memory().numTensors;
    const attack = Attack.parse(pgd);
    const change = await pixelChangeOf({ attack, budget, model, dataset, row, seed: 7, pause });
    expect(tf.memory().numTensors).toBe(before);
    return change;
  };

  it('is attacked as it was in its batch, within the same budget, and answered as it was', async () => {
    const [row] = dataset.rowsOf('test');
    for (const [budget, radius] of [0.05, 0.1].entries()) {
      const [record] = await recordsOf(attackCell(pgd, budget));
      const { answered, attacked, pictures } = await again(budget, row);
      expect(attacked).toBeNull();
      expect(classesIn(answered!, PIXELS)).toEqual(classesIn(record.answered!, PIXELS));
      expect(Object.keys(pictures)).toEqual(['a']);
      const change = new Float32Array(Uint8Array.from(Buffer.from(pictures.a.change, 'base64')).buffer);
      const largest = change.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeGreaterThan(radius / 2);
      expect(largest).toBeLessThan(radius + 1e-6);
      expect(record.attack!.norms.a).toBeCloseTo(largest, 4);
    }
  });

  it('is refused of an attack on the answer for the sample', async () => {
    const attack = Attack.parse({ name: 'mfa', budgets: [{ a: 0.05 }] });
    await expect(pixelChangeOf({ attack, budget: 0, model, dataset, row: 0, seed: 7, pause })).rejects.toMatchObject({
      code: 'unsupported',
    });
  });
});

it('hardening by PGD attacks all pixels of a sample, and leaves more under the attack that it saw', async () => {
  const training = { ...spec.training, adversarial: { ...spec.training.adversarial, imageRadius: 0.1, steps: 3 } };
  const hardened = await train({
    spec: { ...spec, training },
    dataset,
    checkpoint: null,
    onUpdate: () => undefined,
    pause,
  });
  const { modalities, pixelClasses: classes = [] } = dataset.manifest;
  const network = networkOf(spec.recipe, modalities, classes.length, []);
  const twin = buildModel({
    id: 'hardened',
    recipe: spec.recipe,
    modalities,
    classes,
    vocabulary: [],
    parameters: readWeights(hardened.weights, network.parameters, 'weights'),
  });
  const cell = attackCell({ name: 'pgd', norm: 'linf', steps: 6, budgets: [{ a: 0.1, b: 0.1 }] });
  const under = async (of: FusedModel): Promise<number> => {
    const records = await evaluate({ cell, model: of, dataset, rows: dataset.rowsOf('test'), pause });
    return meanLoss(records.map((record) => PixelRecord.parse(record)));
  };
  expect(await under(twin)).toBeLessThan(0.8 * (await under(model)));
});
