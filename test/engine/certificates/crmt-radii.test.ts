import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { keeps, radiiIn, sampleBounds } from '../../../src/analysis/certificates/crmt/sample';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Dataset, Sample } from '../../../src/engine/data/dataset';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { buildModel } from '../../../src/engine/models/build';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { networkOf } from '../../../src/engine/models/network';
import { tensorsOf } from '../../../src/engine/models/parameters';
import { readWeights } from '../../../src/engine/models/weights';
import { pauseWith } from '../../../src/engine/pause';
import { randomFrom } from '../../../src/engine/random';
import { train } from '../../../src/engine/training/train';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import { CertificateChoice } from '../../../src/shared/certificates/certificate';
import type { DatasetManifest, Split } from '../../../src/shared/data/dataset';
import type { Integration } from '../../../src/shared/training/integration';
import type { ModalitySpecs } from '../../../src/shared/data/modality';
import type { LeadsRecord, PerturbationRecord } from '../../../src/shared/records/record';
import type { Recipe } from '../../../src/shared/recipe/recipe';
import { toySpec } from '../training/toy';

beforeAll(() => initBackend('wasm'));

const pause = () => Promise.resolve();
const certificate = CertificateChoice.parse({ name: 'crmt' });

async function leadsOf(model: FusedModel, dataset: Dataset, rows: readonly number[]): Promise<readonly LeadsRecord[]> {
  const cell = { kind: 'certificate', id: 'c', model: 'm', certificateIndex: 0, certificate, version: 1 } as const;
  return (await evaluate({ cell: { ...cell, seed: 0 }, model, dataset, rows, pause })) as readonly LeadsRecord[];
}

async function attacked(model: FusedModel, dataset: Dataset, rows: readonly number[], settings: object) {
  const attack = AttackChoice.parse({ name: 'pgd', norm: 'l2', steps: 8, restarts: 1, ...settings });
  const cell = { kind: 'attack', id: 'a', model: 'm', attackIndex: 0, budgetIndex: 0, attack, version: 1 } as const;
  return (await evaluate({
    cell: { ...cell, seed: 5 },
    model,
    dataset,
    rows,
    pause,
  })) as readonly PerturbationRecord[];
}

const CLASSES = ['red', 'green', 'blue'];
const SIDE = 6;

/** Which third of the picture is bright, and a word that mostly says the same: either tells something. */
function bands(count: number): Dataset {
  const splits: readonly Split[] = ['test', 'validation', 'train', 'train'];
  const rows = Array.from({ length: count }, (_, row) => row);
  const sample = (row: number): Sample => {
    const random = randomFrom('bands', row);
    const label = random.below(3);
    const says = random.uniform() < 0.8 ? label : random.below(3);
    const image = Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => {
      const bright = Math.floor(Math.floor(pixel / SIDE) / 2) === label;
      return (bright ? 0.45 : 0.25) + 0.3 * random.uniform();
    });
    return {
      id: `s${row}`,
      row,
      label,
      group: `g${row}`,
      inputs: { image, text: ['it', CLASSES[says]] },
      evidence: [],
    };
  };
  return {
    manifest: {
      name: 'bands',
      hash: '0'.repeat(64),
      classes: CLASSES,
      modalities: {
        image: { kind: 'image', height: SIDE, width: SIDE, channels: 1, mean: [0.45], std: [0.15] },
        text: { kind: 'text', maxWords: 3 },
      },
    } as unknown as DatasetManifest,
    rowsOf: (split) => rows.filter((row) => splits[row % splits.length] === split),
    sample,
    rowOf: (id) => Number(id.slice(1)),
    label: (row) => sample(row).label,
  };
}

describe.each([
  ['orthogonal, with its second step', { name: 'crmt', margin: 2, integration: 20 }],
  ['joint, rows free', { name: 'crmt', margin: 0, integration: 0, orthogonal: false }],
] as const)('a trained model with a small convolutional encoder, %s', (_, fusion) => {
  const dataset = bands(320);
  const rows = dataset.rowsOf('test');
  let model: FusedModel;
  let integration: Integration;
  let records: readonly LeadsRecord[];

  beforeAll(async () => {
    const spec = toySpec(
      {
        encoders: {
          image: { name: 'cnn', channels: [4], width: 8 },
          text: { name: 'mean-words', embedding: 6, width: 8 },
        },
        fusion,
        head: { name: 'linear' },
      },
      { epochs: 6, batchSize: 20, learningRate: 2e-2 },
    );
    const onUpdate = () => undefined;
    const trained = await train({ spec, dataset, checkpoint: null, onUpdate, pause: pauseWith(() => undefined) });
    integration = trained.integration!;
    const { modalities } = dataset.manifest;
    const { parameters } = networkOf(spec.recipe, modalities, 3, trained.vocabulary);
    model = buildModel({
      id: 'trained',
      recipe: spec.recipe,
      modalities,
      classes: CLASSES,
      vocabulary: trained.vocabulary,
      parameters: readWeights(trained.weights, parameters, 'weights'),
    });
    records = await leadsOf(model, dataset, rows);
  });

  it('is right on most samples, and its parts and biases add up to its logits', () => {
    expect(records.filter(({ clean, label }) => clean.predicted === label).length).toBeGreaterThan(60);
    for (const { parts, clean } of records) {
      clean.logits.forEach((logit, k) => {
        expect(parts.image[k] + parts.text[k] + integration.biases[k]).toBeCloseTo(logit, 4);
      });
    }
  });

  it('no PGD within a proven radius changes an answer, jointly or on one input; some well beyond do', async () => {
    const ids = ['image', 'text'];
    const proven = records.map((record) => radiiIn(sampleBounds(record, integration, ids).proven!));
    const sets = [
      {
        budget: (r: number) => ({ image: r, text: r }),
        share: 'joint',
        radius: (at: number) => proven[at].joint.radius,
      },
      { budget: (r: number) => ({ image: r }), radius: (at: number) => proven[at].alone[0].radius },
      { budget: (r: number) => ({ text: r }), radius: (at: number) => proven[at].alone[1].radius },
    ];
    let inside = 0;
    for (const { budget, share, radius } of sets) {
      const own = rows.map((__, at) => radius(at)).sort((a, b) => a - b);
      const positive = own.filter((r) => r > 0);
      expect(positive.length).toBeGreaterThan(40);
      let beyond = 0;
      for (const tried of [positive[Math.floor(positive.length / 2)], own.at(-1)! * 0.95, own.at(-1)! * 20]) {
        const results = await attacked(model, dataset, rows, { budgets: [budget(tried)], ...(share ? { share } : {}) });
        results.forEach(({ outcome }, at) => {
          if (outcome === null) return;
          if (radius(at) > tried) {
            inside += 1;
            expect(outcome.success, `row ${rows[at]} at ${tried} of ${radius(at)}`).toBe(false);
          } else if (outcome.success) beyond += 1;
          // The same, by what was really changed.
          const sizes = ids.map((id) => (outcome.norms[id] ?? 0) * (1 + 1e-4));
          if (keeps(sampleBounds(records[at], integration, ids).proven!, sizes)) expect(outcome.success).toBe(false);
        });
      }
      expect(beyond).toBeGreaterThan(5);
    }
    expect(inside).toBeGreaterThan(80);
  });

  it('estimates more than it proves', () => {
    for (const record of records) {
      const { proven, estimated } = sampleBounds(record, integration, ['image', 'text']);
      expect(radiiIn(proven!).joint.radius).toBeLessThanOrEqual(radiiIn(estimated).joint.radius * 1.001);
    }
  });
});

describe('linear encoders', () => {
  const size = 16;
  const specs: ModalitySpecs = Object.fromEntries(
    ['a', 'b'].map((id) => [
      id,
      {
        kind: 'tabular',
        columns: Array.from({ length: size }, (_, at) => ({ name: `c${at}`, low: 0, high: 1 })),
        mean: Array.from({ length: size }, () => 0),
        std: Array.from({ length: size }, () => 1),
      },
    ]),
  );
  const encoder = { name: 'mlp', hidden: size, width: size } as const;
  const recipe: Recipe = {
    encoders: { a: encoder, b: encoder },
    fusion: { name: 'crmt', margin: 0, integration: 0, orthogonal: true },
    head: { name: 'linear' },
  };
  /** Rows at right angles, from Householder's reflection at a random vector. */
  const rotation = (key: string): Float32Array => {
    const random = randomFrom('rotation', key);
    const v = Array.from({ length: size }, () => random.normal());
    const length = v.reduce((sum, value) => sum + value * value, 0);
    return Float32Array.from(
      { length: size * size },
      (_, at) => (at % (size + 1) === 0 ? 1 : 0) - (2 * v[Math.floor(at / size)] * v[at % size]) / length,
    );
  };
  /** Two classes, towards one of which every attack goes; weights of both signs. */
  const weights: Readonly<Record<string, readonly number[]>> = { a: [0.9, -0.6], b: [0.4, 0.8] };
  let model: FusedModel;
  let integration: Integration;

  beforeAll(() => {
    const network = networkOf(recipe, specs, 2, []);
    const kernel = (key: string): Float32Array => {
      const random = randomFrom('rows', key);
      return Float32Array.from({ length: 2 * size }, () => random.normal());
    };
    const parameters = tensorsOf(network.parameters, (name) => {
      const [, id] = name.split('/');
      // Far above zero, so that no ReLU cuts anything off. Rows have mean zero, so that these biases add nothing.
      if (/hidden\/bias|dense\/bias/u.test(name)) return new Float32Array(size).fill(name.includes('hidden') ? 6 : 30);
      if (name.startsWith('encoders/')) return rotation(name);
      if (name.endsWith('/kernel')) return kernel(name);
      if (name.endsWith('/weight')) return Float32Array.from(weights[id]);
      return Float32Array.from([0.02, -0.03]);
    });
    model = buildModel({ id: 'linear', recipe, modalities: specs, classes: ['no', 'yes'], vocabulary: [], parameters });
    integration = {
      weights: { a: weights.a.map(Math.fround), b: weights.b.map(Math.fround) },
      biases: [0.02, -0.03].map(Math.fround),
      slopes: { a: [1, 1], b: [1, 1] },
      samples: 1,
      bounds: { a: 1, b: 1 },
      secondStep: null,
    };
  });

  /** Labelled as the model says: of all samples the label leads. */
  async function answered(count: number): Promise<{ dataset: Dataset; records: readonly LeadsRecord[] }> {
    const inputs = Array.from({ length: count }, (_, row) => {
      const random = randomFrom('linear', row);
      const values = (): Float32Array => Float32Array.from({ length: size }, () => 0.4 + 0.2 * random.uniform());
      return { a: values(), b: values() };
    });
    const of = (labels: readonly number[]): Dataset => ({
      manifest: { modalities: specs, classes: ['no', 'yes'] } as unknown as DatasetManifest,
      rowsOf: () => inputs.map((_, row) => row),
      sample: (row) => ({
        id: `s${row}`,
        row,
        label: labels[row],
        group: `g${row}`,
        inputs: inputs[row],
        evidence: [],
      }),
      rowOf: (id) => Number(id.slice(1)),
      label: (row) => labels[row],
    });
    const rows = inputs.map((_, row) => row);
    const first = await leadsOf(model, of(inputs.map(() => 0)), rows);
    const dataset = of(first.map(({ clean }) => clean.predicted));
    return { dataset, records: await leadsOf(model, dataset, rows) };
  }

  it('have a proven radius that is the distance to the boundary, but for 6 %: PGD fails just within and succeeds just beyond', async () => {
    const { dataset, records } = await answered(3);
    const ids = ['a', 'b'];
    for (const [row, record] of records.entries()) {
      const { proven, estimated } = sampleBounds(record, integration, ids);
      const { joint, alone } = radiiIn(proven!);
      // Scores at right angles and encoders that turn: the slope of the lead over j is ‖(a_y, a_j)‖ of each input.
      const distances = estimated.leads.map(({ rival, shares, bias }) => {
        const slopes = ids.map((id) => Math.hypot(weights[id][record.label], weights[id][rival]));
        const lead = shares[0] + shares[1] + bias;
        return { joint: lead / Math.hypot(...slopes), alone: slopes.map((slope) => lead / slope) };
      });
      const exact = Math.min(...distances.map((own) => own.joint));
      expect(joint.radius).toBeLessThanOrEqual(exact);
      expect(joint.radius).toBeGreaterThan(0.94 * exact);
      for (const [radius, budget] of [
        [joint.radius, (r: number) => ({ a: r, b: r })],
        [alone[0].radius, (r: number) => ({ a: r })],
        [alone[1].radius, (r: number) => ({ b: r })],
      ] as const) {
        for (const [factor, success] of [
          [0.999, false],
          [1.08, true],
        ] as const) {
          const settings = { steps: 8, relativeStep: 0.5, share: 'joint', budgets: [budget(radius * factor)] };
          const [{ outcome }] = await attacked(model, dataset, [row], settings);
          expect(outcome!.success, `row ${row}: ${factor} of ${radius}`).toBe(success);
        }
      }
    }
  });

  it('leaves no tensor behind', async () => {
    await answered(2);
    const before = tf.memory().numTensors;
    await answered(2);
    expect(tf.memory().numTensors).toBe(before);
  });
});
