/** That an attack cannot overstate itself: attacks that lie, and what the framework makes of them. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import type { Region } from '../../../src/shared/data/modality';
import {
  PixelRecord,
  type EditRecord,
  type PerturbationRecord,
  type RemovalRecord,
} from '../../../src/shared/records/record';
import type { PerturbationProblem, RemovalClaim, Values } from '../../../src/engine/attacks/attack';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { editing, perturb, searchRemovals } from '../../../src/engine/attacks/registry';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Dataset } from '../../../src/engine/data/dataset';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { mapValues } from '../../../src/shared/map-values';
import { inMemoryDataset, SIDE } from './in-memory';
import { brightWithKey, KEY_WORD, knownAnswerModel } from './known-answer-model';
import { wordModel } from './word-model';
import { linearImageModel, linearWeights } from './linear-model';
import { analysed, found } from '../trust/analysed';

vi.mock('../../../src/engine/attacks/registry', () => ({
  perturb: vi.fn(),
  searchRemovals: vi.fn(),
  editing: vi.fn(),
}));

beforeAll(() => initBackend('wasm'));
afterEach(() => {
  vi.resetAllMocks();
});

async function recordOf(model: FusedModel, dataset: Dataset, settings: object) {
  const before = tf.memory().numTensors;
  try {
    const [record] = await evaluate({
      cell: {
        kind: 'attack',
        id: 'cell',
        model: 'm',
        attackIndex: 0,
        budgetIndex: 0,
        attack: AttackChoice.parse(settings),
        version: 1,
        seed: 0,
      },
      model,
      dataset,
      rows: [0],
      pause: () => Promise.resolve(),
    });
    return record;
  } finally {
    expect(tf.memory().numTensors, 'live tensors').toBe(before);
  }
}

describe.each(['linf', 'l2'] as const)('a perturbation in %s', (norm) => {
  /** Scores 0.1 × the dual norm of the weights: the smallest perturbation that breaks it has norm 0.1. */
  const smallest = 0.1;
  const dual = norm === 'linf' ? linearWeights.reduce((sum, w) => sum + Math.abs(w), 0) : Math.hypot(...linearWeights);
  const squares = linearWeights.reduce((sum, w) => sum + w * w, 0);
  const grey = Float32Array.from(linearWeights, (w) => 0.5 + (smallest * dual * w) / squares);
  const dataset = inMemoryDataset([{ label: 1, inputs: { image: grey, text: [] } }], {
    modalities: linearImageModel().modalities,
  });
  /** The steepest way down, `length` long. */
  const away = (problem: PerturbationProblem, length: number): Values => {
    const unit = norm === 'linf' ? linearWeights.map(Math.sign) : linearWeights.map((w) => w / dual);
    const step = tf.tensor4d(
      unit.map((value) => -length * value),
      [1, SIDE, SIDE, 1],
    );
    return mapValues(problem.clean, ({ values }) => tf.add(values, step));
  };
  /** Evaluates an attack that claims these values; nothing is claimed at radius zero, which is the control. */
  const evaluated = async (radius: number, values: (problem: PerturbationProblem) => Values, broken: boolean) => {
    vi.mocked(perturb).mockImplementation((problem) =>
      Promise.resolve({
        values: tf.tidy(() => values(problem) as tf.TensorContainer) as unknown as Values,
        broken: [broken],
      }),
    );
    const settings = { name: 'pgd', norm, budgets: [{ image: radius }], randomNoises: 1 };
    return (await recordOf(linearImageModel(), dataset, settings)) as PerturbationRecord;
  };

  it('ten times outside the ball is brought back into it, and looked at there', async () => {
    const radius = 0.5 * smallest;
    const { claimed, outcome, controls } = await evaluated(radius, (problem) => away(problem, 10 * radius), true);
    expect(claimed).toBe(true);
    expect(outcome?.success).toBe(false);
    expect(outcome?.norms.image).toBeGreaterThan(0.99 * radius);
    expect(outcome?.norms.image).toBeLessThanOrEqual(radius * (1 + 1e-5));
    expect(controls?.zeroBudget, 'at radius zero it is brought back wholly').toBeLessThan(1e-5);
  });

  it('out of the range of pixels is clipped to it', async () => {
    const { outcome } = await evaluated(1000, (problem) => away(problem, 1000), true);
    const room = linearWeights.map((w, at) => (w > 0 ? grey[at] : 1 - grey[at]));
    const most = norm === 'linf' ? Math.max(...room) : Math.hypot(...room);
    expect(outcome?.norms.image).toBeLessThanOrEqual(most * (1 + 1e-5));
  });

  it('that changes nothing is no success, whatever is claimed of it', async () => {
    const { claimed, outcome } = await evaluated(1, (problem) => away(problem, 0), true);
    expect(claimed).toBe(true);
    expect(outcome).toMatchObject({ success: false, norms: { image: 0 }, attacked: { predicted: 1 } });
    expect(outcome?.loss[1]).toBeCloseTo(outcome!.loss[0], 6);
  });

  it('that breaks the label is a success, even if nothing is claimed of it', async () => {
    const { claimed, outcome } = await evaluated(1, (problem) => away(problem, 1.1 * smallest), false);
    expect(claimed).toBe(false);
    expect(outcome).toMatchObject({ success: true, attacked: { predicted: 0 } });
    expect(outcome?.norms.image).toBeCloseTo(1.1 * smallest, 5);
  });

  it.each([NaN, Infinity])('of %d is refused', async (value) => {
    const claim = evaluated(1, ({ clean }) => mapValues(clean, (own) => tf.fill(own.values.shape, value)), true);
    await expect(claim).rejects.toMatchObject({
      code: 'internal',
      where: 'sample sample-0',
      message: 'The attack returned values of image that are no finite numbers.',
    });
  });
});

describe('the control at radius zero', () => {
  it('records how far the logits are from the untouched ones', async () => {
    const model = linearImageModel();
    let calls = 0;
    // Encoded once when the batch is opened; every later look is off by a little.
    const drifting: FusedModel = {
      ...model,
      decide: (z) => ((calls += 1) > 1 ? tf.add(model.decide(z), 0.25) : model.decide(z)),
    };
    const grey = Float32Array.from(linearWeights, (w) => 0.5 + 0.01 * w);
    const dataset = inMemoryDataset([{ label: 1, inputs: { image: grey, text: [] } }], {
      modalities: model.modalities,
    });
    vi.mocked(perturb).mockImplementation(({ clean }) =>
      Promise.resolve({ values: mapValues(clean, ({ values }) => tf.clone(values)), broken: [false] }),
    );
    const record = await recordOf(drifting, dataset, { name: 'fgsm', budgets: [{ image: 0.1 }] });
    expect((record as PerturbationRecord).controls?.zeroBudget).toBeCloseTo(0.25, 4);
  });
});

describe('a removal', () => {
  const dataset = inMemoryDataset([brightWithKey]);
  const word = (name: string): Region => ({
    kind: 'text',
    modality: 'text',
    word: (brightWithKey.inputs.text as readonly string[]).indexOf(name),
  });
  const evaluated = async (model: FusedModel, regions: RemovalClaim['regions']) => {
    vi.mocked(searchRemovals).mockResolvedValue({
      claims: [{ regions, candidates: 3, queries: { search: 1, combination: 1 }, asked: [] }],
      evaluated: [2],
      encoded: [{}],
    });
    const settings = { name: 'decoupling', modalities: ['image', 'text'], fills: { image: 'black', text: 'delete' } };
    return (await recordOf(model, dataset, settings)) as RemovalRecord;
  };

  it('that changes no label is none, whatever is claimed of it', async () => {
    const { claimed, found, controls } = await evaluated(knownAnswerModel({ rule: 'and' }), [word('find')]);
    expect(claimed).toBe(true);
    expect(found).toBeNull();
    expect(controls?.randomRemoval, 'there is no size to match').toEqual([]);
  });

  it('that changes the label is recorded as the framework sees it', async () => {
    const { claimed, found } = await evaluated(knownAnswerModel({ rule: 'and' }), [word(KEY_WORD), word('find')]);
    expect(claimed).toBe(true);
    expect(found).toMatchObject({ attacked: { predicted: 0 }, share: { removed: { image: 0, text: 2 } } });
  });

  it('is not sought again where the attack claims none', async () => {
    expect(await evaluated(knownAnswerModel({ rule: 'and' }), null)).toMatchObject({ claimed: false, found: null });
  });
});

describe('logits that are no finite numbers', () => {
  const dataset = inMemoryDataset([brightWithKey]);
  const settings = { name: 'decoupling', modalities: ['image', 'text'], fills: { image: 'black', text: 'delete' } };

  it.each([NaN, Infinity])('are refused, since %d would pass for the first class', async (value) => {
    const model = knownAnswerModel({ rule: 'and' });
    let calls = 0;
    /** Sound on the untouched sample and without any removal, broken after that. */
    const broken: FusedModel = {
      ...model,
      decide: (z) => ((calls += 1) > 2 ? tf.fill<tf.Rank.R2>([z.shape[0], 2], value) : model.decide(z)),
    };
    vi.mocked(searchRemovals).mockResolvedValue({
      claims: [
        {
          regions: [{ kind: 'text', modality: 'text', word: 0 }],
          candidates: 1,
          queries: { search: 1, combination: 1 },
          asked: [],
        },
      ],
      evaluated: [1],
      encoded: [{}],
    });
    await expect(recordOf(broken, dataset, settings)).rejects.toMatchObject({
      code: 'internal',
      where: 'sample sample-0',
      message: `The model gives the logits ${value}, ${value}, which decide nothing.`,
    });
  });
});

describe('an edit of words', () => {
  const model = (): FusedModel => wordModel({ red: 1, fox: 1, bad: -5 }, -0.5);
  const text = ['red', 'fox', 'red'];
  const dataset = inMemoryDataset([{ label: 1, inputs: { text } }], {
    modalities: { text: { kind: 'text', maxWords: 6 } },
  });
  const evaluated = async (now: readonly string[]): Promise<EditRecord> => {
    vi.mocked(editing).mockReturnValue({
      // Where it may make no edit it makes none, but claims all the same.
      search: ({ limit }) => Promise.resolve([{ texts: { text: limit === 0 ? text : now }, broken: true }]),
      atRandom: ({ texts }) => texts[0],
      count: (was, word) => Number(was !== word),
    });
    const own = model();
    try {
      const settings = { name: 'misspell', modalities: ['text'], maxEdits: 1, randomEdits: 1 };
      return (await recordOf(own, dataset, settings)) as EditRecord;
    } finally {
      own.dispose();
    }
  };

  it('beyond its budget is counted as it is, and is no success', async () => {
    const { claimed, outcome } = await evaluated(['bad', 'bad', 'red']);
    expect(claimed).toBe(true);
    expect(outcome).toMatchObject({ success: false, edits: 2, attacked: { predicted: 0 } });
  });

  it('that does not change the answer is no success, whatever it claims', async () => {
    const { claimed, outcome } = await evaluated(['red', 'red', 'red']);
    expect(claimed).toBe(true);
    expect(outcome).toMatchObject({ success: false, edits: 1, attacked: { predicted: 1 } });
  });

  it('cannot take words away or put in what is no word', async () => {
    await expect(evaluated(['red', 'fox'])).rejects.toThrow(/by more than edited words/u);
    await expect(evaluated(['red', 'bad bad', 'red'])).rejects.toThrow(/by more than edited words/u);
  });
});

it('an attack that claims what does not hold is flagged, and its claims count as failures', async () => {
  vi.mocked(perturb).mockImplementation(({ clean, samples }) =>
    Promise.resolve({ values: mapValues(clean, ({ values }) => tf.clone(values)), broken: samples.map(() => true) }),
  );
  const analysis = await analysed(
    { model: linearImageModel() },
    { attacks: [{ name: 'pgd', budgets: [{ image: 0.05 }] }] },
  );
  expect(found(analysis, 'model')).toContain('warning re-evaluation');
  const [measures] = analysis.subjects[0].models[0].perturbations;
  expect([measures.successRate.hits, measures.unconfirmed]).toEqual([0, measures.attacked]);
});

describe('on a model that answers for every pixel', () => {
  const radius = 0.1;
  /** Logits (0, 3x − 1.5) of each pixel of a picture. */
  const pixelModel = (): FusedModel => ({
    ...linearImageModel(),
    classes: ['dark', 'bright'],
    pixels: SIDE * SIDE,
    encode: (_, { values }) => ({ form: 'vector', values: tf.reshape(values, [values.shape[0], SIDE * SIDE]) }),
    fuse: ({ image }) => image.values as tf.Tensor2D,
    decide: (z) => {
      const bright = tf.sub(tf.mul(z, 3), 1.5);
      return tf.reshape(tf.stack([tf.zerosLike(bright), bright], 2), [z.shape[0], -1]);
    },
  });
  const picture = new Float32Array(SIDE * SIDE).fill(0.7);
  const plain = inMemoryDataset([{ label: 1, inputs: { image: picture } }], {
    modalities: { image: linearImageModel().modalities.image },
  });
  const dataset: Dataset = {
    ...plain,
    sample: (row) => ({ ...plain.sample(row), mask: new Uint8Array(SIDE * SIDE).fill(1) }),
  };
  const evaluated = async (claim: number): Promise<PixelRecord> => {
    vi.mocked(perturb).mockImplementation(({ clean }) =>
      Promise.resolve({ values: mapValues(clean, ({ values }) => tf.fill(values.shape, claim)), broken: [true] }),
    );
    const settings = { name: 'pgd', budgets: [{ image: radius }], randomNoises: 1 };
    return PixelRecord.parse(await recordOf(pixelModel(), dataset, settings));
  };

  it('what lies outside the ball is brought back into it, also at radius zero', async () => {
    const { attack, loss, changed, untouched } = await evaluated(0);
    expect(attack?.norms.image).toBeCloseTo(radius, 5);
    expect(attack?.zeroBudget).toBeLessThan(1e-6);
    expect(loss[1]).toBeGreaterThan(loss[0]);
    // A tenth darker is no darker than half: what the attack claims of itself counts for nothing.
    expect(changed).toEqual(untouched);
  });

  it.each([NaN, Infinity])('values of %d are refused', async (value) => {
    await expect(evaluated(value)).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('no finite numbers') as string,
    });
  });
});
