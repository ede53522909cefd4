import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Fills, ImageFill, type ImageRegion, type ImageSpec, type Region } from '../../../../src/shared/data/modality';
import { EncoderChoice } from '../../../../src/shared/recipe/encoders';
import { subjectBackend } from '../../../support/subject-backend';
import { initBackend } from '../../../../src/engine/backends/registry';
import { image } from '../../../../src/engine/modalities/image';
import { encoderPart } from '../../../../src/engine/models/encoders/registry';
import type { EncoderPart } from '../../../../src/engine/models/encoders/encoder';
import type { Encoding } from '../../../../src/engine/models/fused-model';
import { initialValues, readerOf, tensorsOf, type ParameterReader } from '../../../../src/engine/models/parameters';
import type { Change, ChangedPicture } from '../../../../src/engine/models/incremental';
import { tidy } from '../../../../src/engine/tensors';
import { randomFrom, type Random } from '../../../../src/engine/random';

const FORMS = ['vector', 'tokens'] as const;
const SAMPLES = 3;
const CHANGES = 24;
const MOST_FLOATS = 1 << 24;

/** Encoders and images as a seed has them: odd sides, one to three stages, one or three channels. */
function drawn(random: Random): { readonly spec: ImageSpec; readonly choice: EncoderChoice } {
  const channels = random.below(2) === 0 ? 1 : 3;
  const ofChannels = (low: number): number[] => Array.from({ length: channels }, () => low + 0.3 * random.uniform());
  const cnn = random.below(3) > 0;
  const side = (): number => (cnn ? 8 + random.below(40) : 5 * (2 + random.below(5)));
  return {
    spec: { kind: 'image', height: side(), width: side(), channels, mean: ofChannels(0.3), std: ofChannels(0.2) },
    choice: EncoderChoice.parse(
      cnn
        ? { name: 'cnn', channels: Array.from({ length: 1 + random.below(3) }, () => 1 + random.below(9)), width: 7 }
        : { name: 'patch-tokens', patch: 5, width: 8, blocks: random.below(2), heads: 2 },
    ),
  };
}

/** One to four boxes anywhere; among them those at corners and borders, of one pixel, and the whole image. */
function drawnBoxes({ height, width }: ImageSpec, random: Random, change: number): readonly ImageRegion[] {
  if (change === 0) return [[0, 0, height, width]];
  if (change === 1) return [[0, 0, 1, 1]];
  if (change === 2) return [[height - 1, width - 1, 1, 1]];
  if (change === 3) return [[height - 2, 0, 2, width]];
  return Array.from({ length: 1 + random.below(4) }, (): ImageRegion => {
    const [rows, columns] = [1 + random.below(height), 1 + random.below(width)].map((n) => Math.ceil(n / 2));
    return [random.below(height - rows + 1), random.below(width - columns + 1), rows, columns];
  });
}

function readerFor(part: EncoderPart, seed: number): ParameterReader {
  const parameters = tensorsOf(part.parameters, (name) => {
    const values = initialValues(seed, name, part.parameters[name]);
    // Biases start at zero, where a mistake about them would not show.
    return name.endsWith('bias') ? values.map((_, at) => Math.sin(at + seed) / 4) : values;
  });
  const constants = Object.fromEntries(
    Object.entries(part.constants).map(([name, { shape, values }]) => [name, tf.tensor([...values], [...shape])]),
  );
  return readerOf(
    Object.fromEntries(Object.entries({ ...parameters, ...constants }).map(([name, value]) => [`x/${name}`, value])),
    'x',
  );
}

function numbers(encoding: Encoding): readonly Float32Array[] {
  const mask = encoding.form === 'tokens' ? [encoding.mask] : [];
  return [encoding.values, ...mask].map((tensor) => tensor.dataSync<'float32'>());
}

/** Native TensorFlow adds up in an order that depends on the size of the input. */
const isExact = subjectBackend() === 'wasm';

function expectSame(actual: readonly Float32Array[], whole: readonly Float32Array[]): void {
  if (isExact) {
    expect(actual).toEqual(whole);
    return;
  }
  expect(actual.map(({ length }) => length)).toEqual(whole.map(({ length }) => length));
  for (const [at, values] of actual.entries()) {
    const largest = Math.max(1e-3, ...whole[at].map(Math.abs));
    const unlike = values.findIndex((value, index) => Math.abs(value - whole[at][index]) > 1e-5 * largest);
    expect(unlike).toBe(-1);
  }
}

describe.each(isExact ? (['wasm', 'cpu'] as const) : [subjectBackend()])(
  'on %s, encoding what changed gives the whole encoding, bit for bit where sums have one order',
  (name) => {
    it.each(Array.from({ length: 12 }, (_, seed) => seed))('encoder and image of seed %i', async (seed) => {
      await initBackend(name);
      const random = randomFrom('incremental', seed);
      const { spec, choice } = drawn(random);
      const images = Array.from({ length: SAMPLES }, () =>
        Float32Array.from({ length: spec.height * spec.width * spec.channels }, () => random.uniform()),
      );
      const boxes = Array.from({ length: CHANGES }, (_, change) => drawnBoxes(spec, random, change));
      const fill = ImageFill.options[seed % ImageFill.options.length];
      const without = (untouched: Float32Array, own: readonly ImageRegion[]): Float32Array => {
        const regions = own.map((box): Region => ({ kind: 'image', modality: 'image', box }));
        return image.remove(spec, untouched, regions, Fills.parse({ image: fill }), randomFrom(seed));
      };
      const values = boxes.map((own, change) => without(images[change % SAMPLES], own));
      const pictures = boxes.map((own, change): ChangedPicture => {
        const untouched = images[change % SAMPLES];
        // Noise is drawn for all that is removed at once.
        if (fill === 'noise') return { untouched: values[change], filled: values[change], boxes: [] };
        return { untouched, filled: without(untouched, [[0, 0, spec.height, spec.width]]), boxes: own };
      });
      const pixels = (rows: readonly Float32Array[]): tf.Tensor4D =>
        tf.stack(rows.map((row) => tf.tensor3d(row, [spec.height, spec.width, spec.channels]))) as tf.Tensor4D;
      for (const form of FORMS) {
        tidy(() => {
          const part = encoderPart(choice, spec, { form, vocabularySize: 0 });
          const p = readerFor(part, seed);
          const whole = numbers(part.apply(p, { values: pixels(values), mask: null }));
          const incremental = part.incremental!;
          const embedded = { values: pixels(images), mask: null };
          const unopened = tf.memory().numTensors;
          const encoder = incremental.open(p, embedded, MOST_FLOATS);
          const before = tf.memory().numTensors;
          const changesOf = (own: readonly (readonly ImageRegion[])[]): readonly Change[] =>
            own.map((lost, change) => {
              const row = change % SAMPLES;
              return { row, picture: pictures[change], plan: encoder.plan(row, lost) };
            });
          const changes = changesOf(boxes);
          expectSame(
            tidy(() => numbers(encoder.encode(changes))),
            whole,
          );
          expect(tf.memory().numTensors).toBe(before);
          // One pixel in a corner costs less than the image, or nothing would be shown.
          const costs = changes.map(({ plan }) => plan.multiplyAdds);
          expect(costs[1]).toBeLessThan(costs[0]);
          expect(costs[0]).toBe(encoder.multiplyAdds);
          if (encoder.boxes !== undefined && fill !== 'noise') {
            // Two of three boxes: some combinations know all of theirs, some a part.
            for (const [change, own] of boxes.entries()) {
              const row = change % SAMPLES;
              const some = own.filter((box, at) => (change + at) % 3 > 0 && !encoder.boxes!.has(row, box));
              const kept = some.map((box): Change => {
                const picture = { ...pictures[change], boxes: [box] };
                return { row, picture, plan: encoder.plan(row, [box]) };
              });
              const took = encoder.boxes.keep(kept);
              expect(took.every((multiplyAdds) => multiplyAdds > 0)).toBe(true);
              for (const box of some) expect(encoder.boxes.has(row, box)).toBe(true);
            }
            const cheaper = changesOf(boxes);
            expectSame(
              tidy(() => numbers(encoder.encode(cheaper))),
              whole,
            );
            expect(tf.memory().numTensors).toBe(before);
            const total = (all: readonly number[]): number => all.reduce((sum, cost) => sum + cost, 0);
            expect(total(cheaper.map(({ plan }) => plan.multiplyAdds))).toBeLessThan(total(costs));
          }
          encoder.dispose();
          expect(tf.memory().numTensors).toBe(unopened);
        });
      }
    });
  },
);
