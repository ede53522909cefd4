import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { encoderMetadata, readBroughtWeights } from '../../../src/engine/models/brought-weights';
import type { PretrainedFiles } from '../../../src/engine/models/pretrained-encoders';
import { readSafetensors, writeSafetensors, type StoredTensor } from '../../../src/engine/models/safetensors';
import { pauseWith } from '../../../src/engine/pause';
import { modelId } from '../../../src/engine/training/identity';
import { outlineOf } from '../../../src/engine/training/outline';
import { trainByMethod } from '../../../src/engine/training/train-by-method';
import type { Trained } from '../../../src/engine/training/trained';
import { hashOfBytes } from '../../../src/shared/identity';
import type { ModelSpec } from '../../../src/shared/models/model-spec';
import { trainedRecipe } from '../../../src/shared/recipe/recipe';
import { toyDataset, toySpec } from './toy';

beforeAll(() => initBackend('wasm'));

const dataset = toyDataset();
const noPause = pauseWith(() => undefined);

function trained(spec: ModelSpec, files: PretrainedFiles = new Map()): Promise<Trained> {
  return trainByMethod({ spec, dataset, files, checkpoint: null, onUpdate: () => undefined, pause: noPause });
}

/** The file of one encoder, as a lab exports it. */
function encoderFile({ weights, vocabulary }: Trained, spec: ModelSpec, modality: string): Uint8Array {
  const prefix = `encoders/${modality}/`;
  const own = [...readSafetensors(weights, 'weights').tensors].flatMap(([name, tensor]): [string, StoredTensor][] =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : [],
  );
  const metadata = encoderMetadata(
    trainedRecipe(spec.recipe).encoders[modality],
    modality === 'text' ? vocabulary : [],
  );
  return writeSafetensors({ tensors: new Map(own), metadata });
}

const start = (bytes: Uint8Array, encoder: 'frozen' | 'tuned') => ({ weights: hashOfBytes(bytes), encoder });

describe('encoders that start from weights of the lab', () => {
  const source = toySpec({ fusion: { name: 'concat' } });

  test('frozen ones are the same file after training; tuned ones start from it and move', async () => {
    const first = await trained(source);
    const [image, text] = ['image', 'text'].map((id) => encoderFile(first, source, id));
    const files = new Map([
      ['image', image],
      ['text', text],
    ]);
    const frozen = toySpec({}, { pretrained: { image: start(image, 'frozen'), text: start(text, 'frozen') } });
    const before = tf.memory().numTensors;
    const kept = await trained(frozen, files);
    expect(tf.memory().numTensors).toBe(before);
    expect(hashOfBytes(encoderFile(kept, frozen, 'image'))).toBe(hashOfBytes(image));
    expect(hashOfBytes(encoderFile(kept, frozen, 'text'))).toBe(hashOfBytes(text));

    const tuned = toySpec({}, { pretrained: { image: start(image, 'tuned'), text: start(text, 'frozen') } });
    const moved = await trained(tuned, files);
    expect(hashOfBytes(encoderFile(moved, tuned, 'image'))).not.toBe(hashOfBytes(image));
    expect(hashOfBytes(encoderFile(moved, tuned, 'text'))).toBe(hashOfBytes(text));
    const cold = await trained(toySpec());
    expect(moved.curve[0].trainLoss).not.toBe(cold.curve[0].trainLoss);
    expect(hashOfBytes(encoderFile(cold, toySpec(), 'text'))).not.toBe(hashOfBytes(text));
  });

  test('inputs that are trained each by itself start from them too', async () => {
    const spec = toySpec({ fusion: { name: 'late' } }, { method: 'ensemble', epochs: 1 });
    const image = encoderFile(await trained(source), source, 'image');
    const pretrained = { image: start(image, 'frozen') };
    const from = { ...spec, training: { ...spec.training, pretrained } };
    const kept = await trained(from, new Map([['image', image]]));
    expect(hashOfBytes(encoderFile(kept, from, 'image'))).toBe(hashOfBytes(image));
  });

  test('a training that names none is what it was; weights and what becomes of them are part of another', () => {
    const plain = toySpec();
    const { pretrained, ...without } = plain.training;
    expect(pretrained).toEqual({});
    expect(modelId({ ...plain, training: without as typeof plain.training }, 'd')).toBe(modelId(plain, 'd'));
    const ids = [
      toySpec(),
      ...['a', 'b'].flatMap((digit) =>
        (['frozen', 'tuned'] as const).map((encoder) =>
          toySpec({}, { pretrained: { image: { weights: digit.repeat(64), encoder } } }),
        ),
      ),
    ].map((spec) => modelId(spec, 'd'));
    expect(new Set(ids).size).toBe(5);
  });

  test('everything that does not fit the encoder is told at once, before any training', async () => {
    const image = encoderFile(await trained(source), source, 'image');
    const { tensors, metadata } = readSafetensors(image, 'image');
    const [first, second, ...others] = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
    const wrong = writeSafetensors({
      tensors: new Map([
        [first[0], { shape: [1], data: new Float32Array(1) }],
        ['../../lab.json', second[1]],
        ...others,
      ]),
      metadata,
    });
    const spec = toySpec({}, { pretrained: { image: start(wrong, 'frozen') } });
    const files = new Map([['image', wrong]]);
    const asked = outlineOf(spec, dataset, false, noPause, files);
    await expect(asked).rejects.toMatchObject({ code: 'invalid', where: 'training.pretrained.image.weights' });
    const { message } = (await asked.catch((error: unknown) => error)) as Error;
    expect(message).toContain(`hold ${JSON.stringify(first[0])} as [1], not [${first[1].shape.join(', ')}].`);
    expect(message).toContain(`lack tensor ${JSON.stringify(second[0])} of [${second[1].shape.join(', ')}].`);
    expect(message).toContain('hold tensor "../../lab.json", which the encoder does not have.');
    await expect(trained(spec, files)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('rows of other words are refused, and rows that do not say which', async () => {
    const first = await trained(source);
    const text = encoderFile(first, source, 'text');
    const { tensors } = readSafetensors(text, 'text');
    const swapped = [first.vocabulary[1], first.vocabulary[0], ...first.vocabulary.slice(2)];
    for (const [metadata, said] of [
      [{}, 'do not say which words'],
      [encoderMetadata(trainedRecipe(source.recipe).encoders.text, swapped), 'words that are not the'],
    ] as const) {
      const bytes = writeSafetensors({ tensors, metadata });
      const spec = toySpec({}, { pretrained: { text: start(bytes, 'frozen') } });
      const asked = outlineOf(spec, dataset, false, noPause, new Map([['text', bytes]]));
      await expect(asked).rejects.toThrow(said);
    }
  });
});

describe('a file that somebody brings', () => {
  const one = { shape: [2], data: Float32Array.from([1, -0.5]) };

  test('numbers of 16 and 64 bits become float32, exactly where they can', () => {
    const file = raw({ b: ['BF16', [0x3f80, 0xbf00]], h: ['F16', [0x3c00, 0xb800]], d: ['F64', [1, -0.5]] });
    const { tensors, converted } = readBroughtWeights(file, {}, 'f');
    for (const name of ['b', 'h', 'd']) expect([...(tensors.get(name)?.data ?? [])], name).toEqual([1, -0.5]);
    expect(converted).toBe(3);
    const small = readBroughtWeights(raw({ h: ['F16', [0x0001, 0x03ff, 0x7bff, 0x8000]] }), {}, 'f');
    expect([...(small.tensors.get('h')?.data ?? [])]).toEqual([2 ** -24, 1023 * 2 ** -24, 65504, -0]);
  });

  test('a map renames tensors; one that does not fit is refused', () => {
    const file = writeSafetensors({ tensors: new Map([['theirs.weight', one]]), metadata: { format: 'pt' } });
    const taken = readBroughtWeights(file, { 'theirs.weight': 'dense/kernel' }, 'f');
    expect([...taken.tensors.keys()]).toEqual(['dense/kernel']);
    expect(taken).toMatchObject({ renamed: 1, metadata: {}, encoder: null, words: null });
    expect(() => readBroughtWeights(file, { other: 'x' }, 'f')).toThrow('holds no tensor "other"');
    const two = writeSafetensors({
      tensors: new Map([
        ['a', one],
        ['b', one],
      ]),
      metadata: {},
    });
    expect(() => readBroughtWeights(two, { a: 'b' }, 'f')).toThrow('two tensors that are to be called "b"');
  });

  test('numbers that are not finite are refused, tensor by tensor', () => {
    const data = Float32Array.from([NaN, Infinity]);
    const file = writeSafetensors({
      tensors: new Map([
        ['a', { shape: [2], data }],
        ['b', one],
        ['c', { shape: [2], data: data.slice() }],
      ]),
      metadata: {},
    });
    expect(() => readBroughtWeights(file, {}, 'f')).toThrow(/2 numbers in tensor "a"[^]*2 numbers in tensor "c"/u);
    expect(() => readBroughtWeights(raw({ h: ['F16', [0x7c00]] }), {}, 'f')).toThrow('1 number in tensor "h"');
  });

  test('every truncation, and every flipped byte of its header, is refused or read as whole tensors', () => {
    const file = writeSafetensors({
      tensors: new Map([
        ['w', one],
        ['v', one],
      ]),
      metadata: { a: 'b' },
    });
    for (let length = 0; length < file.length; length += 1) {
      expect(() => readBroughtWeights(file.subarray(0, length), {}, 'f'), String(length)).toThrow(
        expect.objectContaining({ code: 'invalid', where: 'f' }) as Error,
      );
    }
    let refused = 0;
    for (let place = 0; place < file.length - 16; place += 1) {
      for (const bit of [1, 4, 64, 128]) {
        const flipped = Uint8Array.from(file);
        flipped[place] ^= bit;
        try {
          const { tensors } = readBroughtWeights(flipped, {}, 'f');
          expect([...tensors.values()].every(({ data }) => data.length <= 4)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid', where: 'f' });
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});

/** A safetensors file of the given types; numbers of 16 bits as they are stored. */
function raw(tensors: Readonly<Record<string, readonly ['F16' | 'BF16' | 'F64', readonly number[]]>>): Uint8Array {
  let end = 0;
  const parts: Uint8Array[] = [];
  const entries = Object.entries(tensors).map(([name, [dtype, values]]) => {
    const data = dtype === 'F64' ? Float64Array.from(values) : Uint16Array.from(values);
    const begin = end;
    end += data.byteLength;
    parts.push(new Uint8Array(data.buffer));
    return [name, { dtype, shape: [values.length], data_offsets: [begin, end] }] as const;
  });
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
  return Uint8Array.from([length, header, ...parts].flatMap((part) => [...part]));
}
