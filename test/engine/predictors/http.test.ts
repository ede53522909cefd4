import path from 'node:path';
import { spawn, spawnSync } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { logitsOf } from '../../../src/engine/models/imported/asked';
import type { HostTensors } from '../../../src/engine/predictors/host-tensor';
import { predictorAddress } from '../../../src/engine/predictors/http/address';
import { describeServed, openHttp } from '../../../src/engine/predictors/http/client';
import { ModelMap } from '../../../src/shared/imported/model-map';

const serves = {
  protocol: 'muroan.predictor',
  version: 1,
  inputs: [{ name: 'x', type: 'float32', shape: ['n', 3] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
  classes: ['low', 'high'],
};
const question: HostTensors = {
  x: { type: 'float32', shape: [2, 3], data: Float32Array.of(1, 2, 3, -4, -5, -6) },
};

type Answering = (body: Buffer, response: ServerResponse, request: IncomingMessage) => void;

/** A server of this test's own. @returns its address */
function served(answering: Answering): Promise<string> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      answering(Buffer.concat(pieces), response, request);
    });
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    });
  });
}

function json(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(text);
}

async function ask(address: string, seconds = 5): Promise<Awaited<ReturnType<ReturnType<typeof openHttp>['ask']>>> {
  const predictor = openHttp({ kind: 'http', address, seconds });
  try {
    return await predictor.ask(question, ['y']);
  } finally {
    predictor.close();
  }
}

/** What a safetensors reader makes of a question with one input of floats. */
function floatsOf(body: Buffer): { readonly shape: readonly number[]; readonly values: readonly number[] } {
  const start = 8 + Number(body.readBigUInt64LE(0));
  const { x } = JSON.parse(body.subarray(8, start).toString()) as {
    x: { dtype: string; shape: number[]; data_offsets: [number, number] };
  };
  expect(x.dtype).toBe('F32');
  const [begin, end] = x.data_offsets;
  return {
    shape: x.shape,
    values: Array.from({ length: (end - begin) / 4 }, (_, at) => body.readFloatLE(start + begin + at * 4)),
  };
}

describe('a program that answers for a model', () => {
  it('tells what it serves, gets the numbers, and its numbers come back', async () => {
    const address = await served((body, response, { method }) => {
      if (method === 'GET') {
        json(response, JSON.stringify(serves));
        return;
      }
      const { shape, values } = floatsOf(body);
      const rows = Array.from({ length: shape[0] }, (_, row) => {
        const sum = values.slice(row * shape[1], (row + 1) * shape[1]).reduce((total, value) => total + value, 0);
        return [-sum, sum];
      });
      json(response, JSON.stringify({ y: rows }));
    });
    expect(await describeServed(address)).toEqual(serves);
    const { y } = await ask(address);
    expect(y).toEqual({ type: 'float32', shape: [2, 2], data: Float32Array.of(-6, 6, 15, -15) });
  });

  it('is asked on this machine only', () => {
    for (const address of [
      'http://localhost:8000/',
      'http://192.168.0.7/',
      'http://127.0.0.1.example.org/',
      'http://example.org@127.0.0.1/',
      'https://127.0.0.1/',
      'file:///model',
      'model',
    ]) {
      expect(() => predictorAddress(address), address).toThrow(expect.objectContaining({ code: 'invalid' }));
    }
    expect(predictorAddress('http://[::1]:8000/').hostname).toBe('[::1]');
  });

  it('leads nowhere else', async () => {
    let reached = 0;
    const other = await served((_body, response) => {
      reached += 1;
      json(response, JSON.stringify(serves));
    });
    for (const status of [301, 302, 307, 308]) {
      const address = await served((_body, response) => {
        response.writeHead(status, { location: other }).end();
      });
      await expect(describeServed(address)).rejects.toThrow(/leads elsewhere/);
      await expect(ask(address)).rejects.toThrow(/leads elsewhere/);
    }
    expect(reached).toBe(0);
  });

  it('answers in time or is given up', async () => {
    const silent = await served(() => undefined);
    await expect(ask(silent, 0.2)).rejects.toThrow(/no answer within 0.2 seconds/);
    const slow = await served((_body, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    });
    await expect(ask(slow, 0.2)).rejects.toThrow(/no answer within 0.2 seconds/);
  });

  it('is let go within a second of a close', async () => {
    let arrived = (): void => undefined;
    const heard = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const address = await served(() => {
      arrived();
    });
    const predictor = openHttp({ kind: 'http', address, seconds: 60 });
    const answer = expect(predictor.ask(question, ['y'])).rejects.toMatchObject({ code: 'unsupported' });
    await heard;
    const start = performance.now();
    predictor.close();
    await answer;
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it.each([
    ['NaN, as Python writes it', '{"y": [[NaN, 1], [0, 1]]}', /no JSON/],
    ['no number', '{"y": [[null, 1], [0, 1]]}', /no number in row 0, place 0/],
    ['rows of different lengths', '{"y": [[0, 1], [1]]}', /row 1 of "y" another length/],
    ['no rows', '{"y": []}', /no rows of "y"/],
    ['another output', '{"z": [[0, 1], [1, 0]]}', /no rows of "y"/],
    ['an output twice', '{"y": [[0, 1], [1, 0]], "y": [[1, 0], [0, 1]]}', /gives a field twice: the answer.*y/],
    ['what is cut off', '{"y": [[0, 1]', /no JSON/],
  ])('is refused when it gives %s', async (_what, text, message) => {
    const address = await served((_body, response) => {
      json(response, text);
    });
    await expect(ask(address)).rejects.toThrow(message);
  });

  it('is refused when its answer is too large, another kind or an error', async () => {
    const announced = await served((_body, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1e9 }).write('{');
    });
    await expect(ask(announced)).rejects.toThrow(/announces 1000000000 bytes/);
    const streamed = await served((_body, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.alloc(2 << 20, ' '));
    });
    await expect(ask(streamed)).rejects.toThrow(/more than \d+ bytes/);
    const page = await served((_body, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    });
    await expect(ask(page)).rejects.toThrow(/"text\/html" instead of application\/json/);
    const failing = await served((_body, response) => {
      response.writeHead(500).end();
    });
    await expect(ask(failing)).rejects.toThrow(/answers 500/);
  });

  it('decides nothing with numbers that are none or too few', async () => {
    const map = ModelMap.parse({
      format: 'muroan.model-map',
      formatVersion: 1,
      title: 'Sums',
      inputs: {
        table: { kind: 'words', ids: 'x', length: 3, tokenizer: { kind: 'words', vocabulary: 'words.txt' } },
      },
      output: { name: 'y', gives: 'logits', classes: ['high', 'low'] },
    });
    const give = async (text: string): Promise<readonly Float32Array[]> => {
      const address = await served((_body, response) => {
        json(response, text);
      });
      return logitsOf(map, { classes: ['low', 'high'] }, (await ask(address)).y, 2);
    };
    // The classes of the data are in another order than the model's.
    expect(await give('{"y": [[0, 1], [5, 2]]}')).toEqual([Float32Array.of(1, 0), Float32Array.of(2, 5)]);
    await expect(give('{"y": [[1e999, 1], [0, 1]]}')).rejects.toThrow(/decides nothing/);
    await expect(give('{"y": [[0, 1]]}')).rejects.toThrow(/sizes \[1, 2\]; expected are \[2, 2\]/);
    await expect(give('{"y": [[0, 1, 2], [0, 1, 2]]}')).rejects.toThrow(/sizes \[2, 3\]/);
  });
});

const hasPython = spawnSync('python3', ['-c', 'pass']).status === 0;
const hasTorch = spawnSync('python3', ['-c', 'import torch']).status === 0;
/** Where PyTorch is not installed, the example is tried over a stand-in: its side of the protocol is held then, not its model. */
const env = { ...process.env, ...(hasTorch ? {} : { PYTHONPATH: path.resolve('test/support/without-torch') }) };

describe.skipIf(!hasPython)(`the example of the documentation, ${hasTorch ? 'with' : 'without'} PyTorch`, () => {
  it('answers by the protocol', async () => {
    const port = await freePort();
    const program = spawn('python3', ['docs/predictor.py', String(port)], { stdio: 'ignore', env });
    onTestFinished(() => {
      program.kill();
    });
    const address = `http://127.0.0.1:${port}/`;
    await expect.poll(() => describeServed(address).catch(() => null), { timeout: 60_000 }).not.toBeNull();
    const { inputs } = await describeServed(address);
    expect(inputs[0].shape).toEqual(['n', 3, 32, 32]);
    const predictor = openHttp({ kind: 'http', address, seconds: 30 });
    onTestFinished(() => {
      predictor.close();
    });
    const data = Float32Array.from({ length: 2 * 3072 }, (_, at) => Math.cos(at));
    const image = { type: 'float32', shape: [2, 3, 32, 32], data } as const;
    const { logits } = await predictor.ask({ image }, ['logits']);
    expect(logits.shape).toEqual([2, 2]);
    const given = Array.from(logits.data, Number);
    expect(given.every(Number.isFinite)).toBe(true);
    const sumOf = (row: number, from: number): number =>
      data.subarray(row * 3072, (row + 1) * 3072).reduce((sum, each, at) => (at % 2 === from ? sum + each : sum), 0);
    // The stand-in adds up what it was sent: every value has come in its place.
    if (!hasTorch) {
      const expected = [sumOf(0, 0), sumOf(0, 1), sumOf(1, 0), sumOf(1, 1)];
      for (const [at, logit] of given.entries()) expect(logit).toBeCloseTo(expected[at], 3);
    }
  }, 120_000);
});

function freePort(): Promise<number> {
  const server = createSocketServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
