/** Models that were made elsewhere, of data that ask for a set of labels or for a value. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { scoresOf } from '../../../src/analysis/measures/target-scores';
import { statedNumbers } from '../../../src/analysis/stated-accuracy';
import { Lab } from '../../../src/engine/lab/lab';
import { readSafetensors } from '../../../src/engine/models/safetensors';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import type { LabParams } from '../../../src/shared/lab-channel/lab-api';
import { ModelMap } from '../../../src/shared/imported/model-map';
import type { ModelDescription } from '../../../src/shared/models/model-description';
import { importedPlan } from '../../../src/shared/planning/imported-plan';
import type { AnsweredRecord, SampleRecord } from '../../../src/shared/records/record';
import type { Target } from '../../../src/shared/data/target';
import { fetched } from '../../support/exported-model';
import { onnxFile, type OnnxModel } from '../../support/onnx-graph-file';
import { hasOnnxRuntime } from '../../support/onnx-runtime';
import { temporaryFolder } from '../../support/temporary-folder';
import { recordsOf } from '../../support/tiny-lab';
import { tinySpec } from '../../support/tiny-model';
import { tinyPlan, writeTinyDataset } from '../../support/tiny-study';

const sets: Target = { kind: 'labels' };
const values: Target = { kind: 'value', unit: 'lefts', range: [0, 2], tolerance: 0.6 };

async function opened(target: Target): Promise<{ readonly lab: string; readonly engine: EngineClient }> {
  const lab = new Lab(path.join(await temporaryFolder(), 'lab'));
  await lab.forWriting();
  await writeTinyDataset(lab.folder, 'tiny', 140, target);
  await lab.close();
  const engine = await startEngine({ lab: lab.folder, devices: ['wasm'], workers: 1, predictors: true });
  onTestFinished(() => engine.close());
  return { lab: lab.folder, engine };
}

/** As it leaves the lab, with the map beside it. */
async function exported(engine: EngineClient, model: string, form: 'onnx' | 'tfjs'): Promise<string> {
  const asked = await engine.request('models.export', { model, form, stem: 'tiny' });
  expect(asked.withoutMap).toBeNull();
  const folder = path.join(await temporaryFolder(), form);
  await mkdir(folder);
  for (const [name, bytes] of await fetched(engine, asked)) await writeFile(path.join(folder, name), bytes);
  return folder;
}

/** By the map beside it, with changes to it. */
async function imported(
  engine: EngineClient,
  source: { readonly kind: 'path'; readonly path: string },
  changes: Partial<ModelMap>,
): Promise<ModelDescription> {
  const { map, directory } = await engine.request('models.inspect', { source });
  if (map === null) throw new Error('No map lies beside the model.');
  return engine.request('models.import', { source, dataset: 'tiny', map: { ...map, ...changes }, directory });
}

/** Which half of the picture is brighter, as one number a sample: [n, 1] named `left`, large where it is the left one. */
const weights = Float32Array.from({ length: 64 }, (_, at) => (at % 8 < 4 ? 1 : -1));
const half: OnnxModel = {
  inputs: [{ name: 'image', type: 'float32', shape: ['n', 1, 8, 8] }],
  outputs: [],
  weights: [{ name: 'sides', shape: [64, 1], data: weights }],
  nodes: [
    { type: 'Flatten', inputs: ['image'], outputs: ['row'] },
    { type: 'MatMul', inputs: ['row', 'sides'], outputs: ['difference'] },
    { type: 'Sigmoid', inputs: ['difference'], outputs: ['left'] },
  ],
};
const both: OnnxModel = {
  ...half,
  outputs: [{ name: 'shares', type: 'float32', shape: ['n', 2] }],
  weights: [...(half.weights ?? []), { name: 'zero', shape: [1], data: Float32Array.of(0) }, { name: 'most', shape: [1], data: Float32Array.of(0.9) }], // prettier-ignore
  nodes: [
    ...half.nodes,
    { type: 'Mul', inputs: ['left', 'zero'], outputs: ['none'] },
    { type: 'Add', inputs: ['none', 'most'], outputs: ['says'] },
    { type: 'Concat', inputs: ['says', 'left'], outputs: ['shares'], attributes: { axis: 1 } },
  ],
};
const one: OnnxModel = {
  ...half,
  outputs: [{ name: 'number', type: 'float32', shape: ['n'] }],
  weights: [...(half.weights ?? []), { name: 'rows', shape: [1], type: 'int64', data: BigInt64Array.of(-1n) } as never], // prettier-ignore
  nodes: [...half.nodes, { type: 'Reshape', inputs: ['left', 'rows'], outputs: ['number'] }],
};

function mapOf(output: unknown, changes: object = {}): ModelMap {
  return ModelMap.parse({
    format: 'muroan.model-map',
    formatVersion: 1,
    title: 'Left',
    inputs: { image: { kind: 'numbers', input: 'image' } },
    output,
    ...changes,
  });
}

async function given(
  engine: EngineClient,
  model: OnnxModel,
  map: ModelMap,
): Promise<{ readonly import: () => Promise<ModelDescription>; readonly asked: LabParams<'models.import'> }> {
  const file = path.join(await temporaryFolder(), 'model.onnx');
  await writeFile(file, onnxFile(model));
  const params = { source: { kind: 'path', path: file }, dataset: 'tiny', map, directory: null } as const;
  return { import: () => engine.request('models.import', params), asked: params };
}
/** Whether an attack succeeded, and which inputs decide by themselves. */
function outcomeOf(record: SampleRecord): object {
  const { sample } = record;
  switch (record.kind) {
    case 'removal':
      return { sample, whole: record.wholeModality };
    case 'perturbation':
      return { sample, success: record.outcome?.success ?? null };
    default:
      throw new Error(`No attack of the plan has records of the kind ${record.kind}.`);
  }
}

describe.skipIf(!hasOnnxRuntime()).each([
  ['a set of labels', sets, 'logits', 'macro-f1'],
  ['a value', values, 'values', 'mean-absolute-error'],
] as const)('a model of the lab that answers %s', (_title, target, gives, score) => {
  it('comes back as ONNX, as TensorFlow.js and as a black box, and is attacked as it was', async () => {
    const { lab, engine } = await opened(target);
    const spec = { ...tinySpec, training: { ...tinySpec.training, epochs: 12 } };
    const own = await engine.request('models.train', { spec });
    const onnx = await exported(engine, own.id, 'onnx');
    const source = { kind: 'path', path: path.join(onnx, 'tiny.onnx') } as const;
    const models = [
      await imported(engine, source, {}),
      await imported(engine, { kind: 'path', path: await exported(engine, own.id, 'tfjs') }, {}),
      await imported(engine, source, { gradients: 'never', embedding: null }),
    ];
    for (const model of models) {
      expect(model).toMatchObject({ target, test: own.test, imported: { map: { output: { gives } } } });
      expect(model.score).toMatchObject({ name: score });
    }
    expect(models.map(({ imported: made }) => made?.gives.includes('gradients'))).toEqual([true, true, false]);

    const plan = tinyPlan({
      data: { dataset: 'tiny' },
      subjects: [
        { name: 'own', recipe: spec.recipe, training: spec.training },
        ...models.map(({ spec: { recipe } }, at) => ({ name: `brought ${String(at)}`, recipe })),
      ],
      attacks: [
        { name: 'decoupling', modalities: ['image', 'text'], criterion: { name: 'score-drop' }, maxQueries: 20, randomRemovals: 1 },
        { name: 'square', queries: 20, randomNoises: 1, budgets: [{ image: 0.5 }] },
      ], // prettier-ignore
    });
    const { id: run } = await engine.request('studies.run', { plan });
    const records = await recordsOf(lab, run);
    const { cells } = (await engine.request('runs.show', { run })).description.expansion;
    const of = (kind: 'clean' | 'attack', { id }: ModelDescription): readonly SampleRecord[] =>
      // In the order of the plan.
      cells.flatMap((cell) =>
        cell.kind === kind && cell.model === id ? records.filter((record) => record.cell === cell.id) : [],
      );
    const ends = (model: ModelDescription): readonly unknown[] => of('attack', model).map(outcomeOf);
    expect(ends(own)).toContainEqual(expect.objectContaining({ success: true }));
    expect(ends(own)).toHaveLength(2 * own.test.count);
    for (const model of models) {
      expect(ends(model)).toEqual(ends(own));
      // What was measured at the import is what the study measures of the same samples.
      const clean = of('clean', model) as readonly AnsweredRecord[];
      expect(clean).toHaveLength(own.test.count);
      const [{ name: measured, estimate }] = scoresOf(clean, model, 'score').scores;
      expect(measured).toBe(score);
      expect(model.score?.value).toBeCloseTo(estimate.value ?? NaN, 6);
      expect(Math.abs((model.score?.low ?? NaN) - (estimate.low ?? NaN))).toBeLessThan(0.1);
      expect(Math.abs((model.score?.high ?? NaN) - (estimate.high ?? NaN))).toBeLessThan(0.1);
    }
  }, 120_000);
});

describe.skipIf(!hasOnnxRuntime())('a graph of one’s own', () => {
  it('that gives a probability of each label is bound to them in its order, and said so where it gives none', async () => {
    const { engine } = await opened(sets);
    // The data's first label is of the picture.
    const output = { name: 'shares', gives: 'probabilities', classes: ['agree', 'differ'] } as const;
    const made = await given(engine, both, mapOf(output, { statedScore: 0.99 }));
    const tried = await engine.request('models.try', made.asked);
    expect(tried).toHaveLength(5);
    for (const { label, predicted } of tried) expect(predicted % 2).toBe(label % 2);
    const model = await made.import();
    // Of the picture every answer is right; that a word is there is always said.
    expect(model.score?.value).toBeGreaterThan(0.75);
    expect(model.score?.value).toBeLessThan(0.95);
    expect(model.imported?.gives).toContain('gradients');
    expect(statedNumbers(model)).toMatchObject([{ title: 'Stated macro F1', agrees: false }]);
    const plan = importedPlan(model, 5);
    expect((await engine.request('studies.check', { plan })).cells.length).toBeGreaterThan(2);
    expect((await engine.request('studies.run', { plan })).state).toBe('finished');

    const logits = { ...both, nodes: [...both.nodes.slice(0, -1), { type: 'Concat', inputs: ['says', 'difference'], outputs: ['shares'], attributes: { axis: 1 } }] }; // prettier-ignore
    const wrong = await given(engine, logits, mapOf(output, { gradients: 'never' }));
    await expect(wrong.import()).rejects.toThrow(/gives a label -?\d+\S*, which is no probability/u);
  }, 60_000);

  it('that gives a number a sample answers in the unit of the data', async () => {
    const { engine } = await opened(values);
    const rescaled = { factor: 1, offset: 0.5 };
    const output = { name: 'number', gives: 'values', classes: ['lefts'], rescaled } as const;
    const made = await given(engine, one, mapOf(output, { statedScore: 0.5 }));
    const [{ value = NaN, logits, predicted }] = await engine.request('models.try', made.asked);
    expect([0, 1, 2]).toContain(value);
    expect(Math.abs(logits[0] - value)).toBeCloseTo(0.5, 4);
    expect(predicted).toBe(0);
    const model = await made.import();
    expect(model.test.correct).toBe(model.test.count);
    expect(model.score?.value).toBeCloseTo(0.5, 4);
    expect(statedNumbers(model)).toMatchObject([{ title: 'Stated mean absolute error' }]);
    const other = await given(engine, one, mapOf({ ...output, rescaled: { factor: -1, offset: 1.5 } }));
    expect((await other.import()).id).not.toBe(model.id);
  }, 60_000);

  it('is refused where it does not answer what the data ask, in their words', async () => {
    const { engine } = await opened(values);
    const refused = async (model: OnnxModel, output: object, changes: object = {}): Promise<string> => {
      const made = await given(engine, model, mapOf(output, changes));
      try {
        await made.import();
        return 'imported';
      } catch (error) {
        return `${(error as Error).message} ${(error as { where?: string }).where ?? ''}`;
      }
    };
    const output = { name: 'number', gives: 'logits', classes: ['lefts'] };
    expect(await refused(one, output)).toMatch(/is "logits", but "tiny" asks for a value/u);
    expect(await refused(both, { ...output, name: 'shares', gives: 'values' })).toMatch(
      /is float32 \[n, 2\], not float32 \[samples, 1\] or \[samples\]/u,
    );
    expect(await refused(one, { ...output, gives: 'values', classes: ['rights'] })).toMatch(/"lefts" is missing/u);
    expect(await refused(one, { ...output, gives: 'values', rescaled: { factor: 1e300, offset: 0 } })).toMatch(
      /decide nothing/u,
    );
  }, 60_000);
});

it('a program answers a value as any other model does', async () => {
  const { engine } = await opened(values);
  const served = createServer((question, response) => {
    const send = (content: object): void => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(content));
    };
    if (question.method === 'GET') {
      send({
        protocol: 'muroan.predictor',
        version: 1,
        inputs: [{ name: 'image', type: 'float32', shape: ['n', 1, 8, 8] }],
        outputs: [{ name: 'number', type: 'float32', shape: ['n'] }],
      });
      return;
    }
    const parts: Buffer[] = [];
    question.on('data', (part: Buffer) => parts.push(part));
    question.on('end', () => {
      const { data } = readSafetensors(Buffer.concat(parts), 'question').tensors.get('image')!;
      const rows = Array.from({ length: data.length / 64 }, (_, row) =>
        data.slice(row * 64, row * 64 + 64).reduce((sum, own, at) => sum + own * weights[at], 0),
      );
      send({ number: rows.map((difference) => (difference > 0 ? 1 : 0)) });
    });
  });
  await new Promise<void>((resolve) => served.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    served.close();
  });
  const source = {
    kind: 'http',
    address: `http://127.0.0.1:${String((served.address() as AddressInfo).port)}/`,
  } as const;
  const map = mapOf({ name: 'number', gives: 'values', classes: ['lefts'], rescaled: { factor: 1, offset: 0.5 } });
  const model = await engine.request('models.import', { source, dataset: 'tiny', map, directory: null });
  expect(model.score?.value).toBeCloseTo(0.5, 6);
  const run = await engine.request('studies.run', { plan: importedPlan(model, 5) });
  expect(run.state).toBe('finished');
}, 60_000);
