/** Models made elsewhere that do not answer, answer nonsense, or cannot be computed here. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import type { GivenSource } from '../../../src/shared/imported/imported-model';
import { ModelMap } from '../../../src/shared/imported/model-map';
import { onnxFile, type OnnxModel, type OnnxNode, type OnnxWeights } from '../../support/onnx-graph-file';
import { hasOnnxRuntime } from '../../support/onnx-runtime';
import { stretch } from '../../support/stretch';
import { temporaryFolder } from '../../support/temporary-folder';
import { tinyLab } from '../../support/tiny-lab';

interface Opened {
  readonly engine: EngineClient;
  /** Texts of warnings, as they come. */
  readonly warnings: readonly string[];
}

async function opened(): Promise<Opened> {
  const warnings: string[] = [];
  const engine = await startEngine({
    lab: await tinyLab(),
    devices: ['wasm'],
    workers: 1,
    predictors: true,
    onNotification: (told) => {
      if (told.name === 'log' && told.content.level === 'warning') warnings.push(told.content.text);
    },
  });
  onTestFinished(() => engine.close());
  return { engine, warnings };
}

function mapOf(changes: Partial<ModelMap> = {}): ModelMap {
  return ModelMap.parse({
    format: 'muroan.model-map',
    formatVersion: 1,
    title: 'Brought in',
    inputs: { image: { kind: 'numbers', input: 'x', layout: 'NHWC' } },
    output: { name: 'y', classes: ['differ', 'agree'] },
    ...changes,
  });
}

const weights = (name: string, shape: readonly number[], value: (at: number) => number): OnnxWeights => ({
  name,
  shape,
  data: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, at) => value(at)),
});
const node = (type: string, inputs: readonly string[], output: string, more: Partial<OnnxNode> = {}): OnnxNode => ({
  type,
  inputs,
  outputs: [output],
  ...more,
});

/** A picture laid flat, what is done to it, and two classes. */
function graph(nodes: readonly OnnxNode[], width: number, more: readonly OnnxWeights[] = []): OnnxModel {
  return {
    inputs: [{ name: 'x', type: 'float32', shape: ['n', 8, 8, 1] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
    weights: [weights('last', [width, 2], (at) => Math.sin(at + 1) / width), ...more],
    nodes: [node('Flatten', ['x'], 'flat'), ...nodes, node('MatMul', ['z', 'last'], 'y')],
  };
}

async function fileOf(model: OnnxModel): Promise<GivenSource> {
  const folder = path.join(await temporaryFolder(), 'model');
  mkdirSync(folder);
  const file = path.join(folder, 'model.onnx');
  writeFileSync(file, onnxFile(model));
  return { kind: 'path', path: file };
}

const given = (source: GivenSource, map = mapOf()) => ({ source, dataset: 'tiny', map, directory: null });

/** From the abort to the refusal, in ms. */
async function cancelled(
  engine: EngineClient,
  params: ReturnType<typeof given>,
  blocked: () => Promise<unknown>,
): Promise<number> {
  const controller = new AbortController();
  const importing = engine.request('models.import', params, { signal: controller.signal });
  const refused = expect(importing).rejects.toMatchObject({ code: 'cancelled' });
  await blocked();
  const start = performance.now();
  controller.abort();
  await refused;
  return performance.now() - start;
}

const SECOND = 1000 * stretch;

describe.skipIf(!hasOnnxRuntime())('an ONNX model', () => {
  it('that computes for long is let go within a second, and the next one is asked', async () => {
    const { engine } = await opened();
    const WIDE = 1024;
    const slow = graph(
      [
        node('MatMul', ['flat', 'wide'], 't0'),
        ...Array.from({ length: 6000 }, (_, at) =>
          node('MatMul', [`t${at}`, 'square'], at === 5999 ? 'z' : `t${at + 1}`),
        ),
      ],
      WIDE,
      [weights('wide', [64, WIDE], () => 0.01), weights('square', [WIDE, WIDE], (at) => Number(at % (WIDE + 1) === 0))],
    );
    const before = await engine.request('models.list', {});
    const wait = await cancelled(engine, given(await fileOf(slow), mapOf({ gradients: 'never' })), () => seconds(4));
    expect(wait).toBeLessThan(SECOND);
    expect(await engine.request('models.list', {})).toEqual(before);
    const quick = await fileOf(graph([node('Relu', ['flat'], 'z')], 64));
    expect(await engine.request('models.try', given(quick))).toHaveLength(5);
  });

  it('whose answers are no numbers is refused, whether its weights are none or what it does to them', async () => {
    const { engine } = await opened();
    for (const model of [
      graph([node('Add', ['flat', 'none'], 'z')], 64, [weights('none', [64], () => NaN)]),
      graph([node('Neg', ['flat'], 'n'), node('Log', ['n'], 'z')], 64),
      graph([node('Mul', ['flat', 'much'], 'z')], 64, [weights('much', [64], () => Infinity)]),
    ]) {
      await expect(engine.request('models.import', given(await fileOf(model)))).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringMatching(
          /gives a sample the number (?:NaN|-?Infinity), which decides nothing/u,
        ) as string,
      });
    }
    expect(await engine.request('models.list', {})).toEqual([]);
  });

  it('of an operator that is not known stays a black box, and says so', async () => {
    const { engine, warnings } = await opened();
    const source = await fileOf(graph([node('Hardmax', ['flat'], 'z', { attributes: { axis: 1 } })], 64));
    const { differentiable, nodes } = await engine.request('models.inspect', { source });
    expect(differentiable).toEqual({
      possible: false,
      reason: 'has the operator Hardmax (node "z"), which is not known to the lab',
    });
    expect(nodes).toEqual([]);
    const { id, imported } = await engine.request('models.import', given(source));
    expect(imported).toMatchObject({ gives: ['labels', 'scores'], verified: null });
    expect(warnings).toEqual([]);
    const attack = { name: 'pgd' as const, budgets: [{ image: 0.1 }] };
    await expect(
      engine.request('attack.change', { model: id, sample: 'sample-5', attack, budget: 0, seed: 0 }),
    ).rejects.toMatchObject({
      code: 'unsupported',
      message: 'is "pgd", which needs gradients, which an imported model does not give ("Brought in").',
    });
    await expect(engine.request('models.import', given(source, mapOf({ embedding: 'z' })))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('Hardmax') as string,
    });
  });

  it('that the lab computes otherwise than the runtime stays a black box, with the difference', async () => {
    const { engine, warnings } = await opened();
    const DOUBLE = 11;
    const cast = (to: number) => ({ attributes: { to } });
    // What float64 keeps of a small number beside a large one float32 does not.
    const source = await fileOf(
      graph(
        [
          node('Cast', ['flat'], 'x64', cast(DOUBLE)),
          node('Cast', ['large'], 'large64', cast(DOUBLE)),
          node('Add', ['x64', 'large64'], 'sum'),
          node('Sub', ['sum', 'large64'], 'rest'),
          node('Cast', ['rest'], 'z', cast(1)),
        ],
        64,
        [weights('large', [1], () => 1e8)],
      ),
    );
    const { imported } = await engine.request('models.import', given(source));
    expect(imported).toMatchObject({ gives: ['labels', 'scores'], verified: null });
    expect(warnings).toEqual([
      expect.stringMatching(
        /stays a black box: computed by the lab, its logits differ by up to [\d.e-]+ .*; [\d.e-]+ are allowed/u,
      ),
    ]);
  });

  const centred = (shape: readonly (number | string)[], gradient: 'known' | 'unknown'): OnnxModel => {
    const model = graph(
      [
        node('ReduceMean', ['flat'], 'mean', { attributes: { axes: [0], keepdims: 1 } }),
        node('Sub', ['flat', 'mean'], gradient === 'known' ? 'z' : 'rest'),
        ...(gradient === 'known' ? [] : [node('Hardmax', ['rest'], 'z', { attributes: { axis: 1 } })]),
      ],
      64,
    );
    return { ...model, opset: 13, inputs: [{ ...model.inputs[0], shape: [...shape] }] };
  };
  it.each([
    ['computed here', 'known', ['n', 8, 8, 1], {}],
    ['computed here, whose runtime is asked one by one', 'known', ['n', 8, 8, 1], { batch: 1 }],
    ['as a black box', 'unknown', ['n', 8, 8, 1], {}],
    ['that takes a fixed number of samples', 'known', [4, 8, 8, 1], { batch: 4 }],
    ['that takes a fixed number of samples, as a black box', 'known', [4, 8, 8, 1], { batch: 4, gradients: 'never' }],
  ] as const)(
    'whose answer to a sample depends on the others is refused: %s',
    async (_how, gradient, shape, changes) => {
      const { engine } = await opened();
      const source = await fileOf(centred(shape, gradient));
      await expect(engine.request('models.import', given(source, mapOf(changes)))).rejects.toMatchObject({
        code: 'invalid',
        where: expect.stringMatching(/^sample sample-\d+$/u) as string,
        message: expect.stringMatching(
          /^gives a sample other answers when it is asked alone and with other samples:/u,
        ) as string,
      });
      expect(await engine.request('models.list', {})).toEqual([]);
    },
  );

  it('whose answer depends on the others can be asked one by one', async () => {
    const { engine } = await opened();
    const source = await fileOf(centred(['n', 8, 8, 1], 'known'));
    const oneByOne = given(source, mapOf({ batch: 1, gradients: 'never' }));
    expect((await engine.request('models.import', oneByOne)).imported?.gives).toEqual(['labels', 'scores']);
  });

  it('that draws its answers is refused', async () => {
    const { engine } = await opened();
    const drawing = graph(
      [
        node('RandomNormalLike', ['flat'], 'drawn', { reals: { mean: 0, scale: 1 } }),
        node('Add', ['flat', 'drawn'], 'z'),
      ],
      64,
    );
    await expect(engine.request('models.import', given(await fileOf(drawing)))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^gives a sample other answers when it is asked the same again:/u) as string,
      remedy: 'Export the model in evaluation mode, without dropout or other draws.',
    });
  });

  it('off by a thousandth of its range stays a black box', async () => {
    const { engine, warnings } = await opened();
    const DOUBLE = 11;
    // Beside 16384, float32 keeps steps of a 512th, of numbers that go from 0 to 1.
    const source = await fileOf(
      graph(
        [
          node('Cast', ['flat'], 'x64', { attributes: { to: DOUBLE } }),
          node('Cast', ['large'], 'large64', { attributes: { to: DOUBLE } }),
          node('Add', ['x64', 'large64'], 'sum'),
          node('Sub', ['sum', 'large64'], 'rest'),
          node('Cast', ['rest'], 'z', { attributes: { to: 1 } }),
        ],
        64,
        [weights('large', [1], () => 16_384)],
      ),
    );
    const { imported } = await engine.request('models.import', given(source));
    expect(imported).toMatchObject({ gives: ['labels', 'scores'], verified: null });
    const [, differ, allowed] = /differ by up to ([\d.e-]+) .*; ([\d.e-]+) are allowed/u.exec(warnings[0]) ?? [];
    // What is allowed is 1e-4 of the range.
    expect(Number(differ) / Number(allowed)).toBeGreaterThan(1);
    expect(Number(differ) / Number(allowed)).toBeLessThan(100);
  });

  it('is two models with gradients and without, and one more for every embedding', async () => {
    const { engine } = await opened();
    const source = await fileOf(graph([node('Relu', ['flat'], 'r'), node('Tanh', ['r'], 'z')], 64));
    const ids = [];
    for (const changes of [{}, { gradients: 'never' }, { embedding: 'z' }, { embedding: 'r' }] as const) {
      const { id, imported } = await engine.request('models.import', given(source, mapOf(changes)));
      ids.push(id);
      expect(imported?.gives).toEqual([
        ...['labels', 'scores'],
        ...('embedding' in changes ? ['embedding'] : []),
        ...('gradients' in changes ? [] : ['gradients']),
      ]);
    }
    expect(new Set(ids).size).toBe(4);
    await expect(engine.request('models.import', given(source, mapOf({ embedding: 'x' })))).rejects.toMatchObject({
      code: 'invalid',
      where: 'map.embedding',
    });
  });
});

it('a program that draws its answers is refused, and one that knows its samples apart is not', async () => {
  const { engine } = await opened();
  for (const scale of [1, 0]) {
    const address = await served((rows) =>
      Array.from({ length: rows }, (_, row) => [row * scale * Math.random() * 9, 1 + 1e-4 * Math.random()]),
    );
    const importing = engine.request('models.import', given({ kind: 'http', address }));
    if (scale === 0) expect((await importing).imported?.gives).toEqual(['labels', 'scores']);
    else {
      await expect(importing).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringMatching(/^gives a sample other answers when/u) as string,
      });
    }
  }
});

it('a program that does not answer is let go within a second, its connection closed', async () => {
  const { engine } = await opened();
  let asked: () => void;
  let left: () => void;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const isLeft = new Promise<void>((resolve) => (left = resolve));
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      response.on('close', () => {
        left();
      });
      asked();
      return;
    }
    answerWith(response, outline);
  });
  const address = await listening(server);
  expect(await cancelled(engine, given({ kind: 'http', address }), () => isAsked)).toBeLessThan(SECOND);
  await isLeft;
  expect(await engine.request('models.list', {})).toEqual([]);
});

const outline = {
  ...{ protocol: 'muroan.predictor', version: 1 },
  inputs: [{ name: 'x', type: 'float32', shape: ['n', 8, 8, 1] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
};

function answerWith(response: ServerResponse, content: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}

async function listening(server: Server): Promise<string> {
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** The address of a program that answers so many samples. */
function served(answers: (rows: number) => readonly (readonly number[])[]): Promise<string> {
  return listening(
    createServer((request, response) => {
      if (request.method !== 'POST') {
        answerWith(response, outline);
        return;
      }
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        const header = body.toString('utf8', 8, 8 + Number(body.readBigUInt64LE(0)));
        const { x } = JSON.parse(header) as { x: { shape: readonly number[] } };
        answerWith(response, { y: answers(x.shape[0]) });
      });
    }),
  );
}

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, count * 1000);
  });
}
