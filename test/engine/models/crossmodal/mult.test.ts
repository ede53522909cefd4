/** MulT against plain numbers, and the anchors that tie what is MCMulT-style to it (methods: regression anchors 1 to 7). */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { sightOf } from '../../../../src/engine/models/crossmodal/attention';
import { bothStreams, streamSpecs, type Level0 } from '../../../../src/engine/models/crossmodal/streams';
import type { Encodings } from '../../../../src/engine/models/fused-model';
import { fusionOf } from '../../../../src/engine/models/fusions/registry';
import {
  countOf,
  initialValues,
  type ParameterReader,
  type ParameterSpecs,
} from '../../../../src/engine/models/parameters';
import { randomFrom } from '../../../../src/engine/random';
import { CrossmodalMemory, MultChoice } from '../../../../src/shared/recipe/fusions';
import { slopes, worst } from '../finite-differences';
import { linear } from '../tiny';
import { mult, type Tokens } from './plain';

beforeAll(() => initBackend('cpu'));

const inputs = [
  { modality: 'light', width: 2 },
  { modality: 'tone', width: 3 },
  { modality: 'touch', width: 1 },
];
/** Of two samples, and of the longest. */
const lengths = { light: [5, 3], tone: [4, 4], touch: [1, 2] } as const;
const most = { light: 5, tone: 4, touch: 2 } as const;
type Id = keyof typeof most;
const memories = CrossmodalMemory.options;

const choiceOf = (own: object): MultChoice => MultChoice.parse({ name: 'mult', width: 4, heads: 2, layers: 2, ...own });
type MultChoice = ReturnType<typeof MultChoice.parse>;

function numbers(name: string, size: number): Float32Array {
  const random = randomFrom('mult', name);
  return Float32Array.from({ length: size }, () => random.normal());
}

/** Starting weights, each constant start made to vary so that all of it works. */
function weightsOf(specs: ParameterSpecs): ReadonlyMap<string, Float32Array> {
  return new Map(
    Object.entries(specs).map(([name, spec]) => {
      const noise = numbers(
        name,
        spec.shape.reduce((product, side) => product * side, 1),
      );
      return [name, initialValues(1, name, spec).map((value, at) => value + 0.3 * noise[at])];
    }),
  );
}

const tokensIn = (id: Id, row: number): Tokens => {
  const { width } = inputs.find(({ modality }) => modality === id)!;
  const all = numbers(`${id} ${row}`, most[id] * width);
  return Array.from({ length: lengths[id][row] }, (_, step) => [...all.slice(step * width, (step + 1) * width)]);
};

/** Both samples, with so much more padding than they need, of whatever numbers. */
function encodings(more = 0, padding = 7): Encodings {
  return Object.fromEntries(
    inputs.map(({ modality, width }) => {
      const id = modality as Id;
      const count = most[id] + more;
      const rows = [0, 1].map((row) => {
        const own = tokensIn(id, row);
        return Array.from({ length: count }, (_, step) => own.at(step) ?? Array.from({ length: width }, () => padding));
      });
      const mask = [0, 1].map((row) => Array.from({ length: count }, (_, step) => Number(step < lengths[id][row])));
      return [id, { form: 'tokens' as const, values: tf.tensor3d(rows as number[][][]), mask: tf.tensor2d(mask) }];
    }),
  );
}

const partOf = (choice: MultChoice) => fusionOf(choice).part(choice, { inputs, classes: 3, head: linear });
const readerIn =
  (specs: ParameterSpecs, weights: ReadonlyMap<string, Float32Array>): ParameterReader =>
  (name) =>
    tf.tensor(weights.get(name)!, [...specs[name].shape]);

function fused(choice: MultChoice, more = 0, padding = 7): readonly (readonly number[])[] {
  const part = partOf(choice);
  const read = readerIn(part.parameters, weightsOf(part.parameters));
  return tf.tidy(() => part.apply(read, encodings(more, padding)).arraySync());
}

function expectClose(found: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  expect(found.flat()).toHaveLength(expected.flat().length);
  found.flat().forEach((value, at) => {
    expect(value).toBeCloseTo(expected.flat()[at], 4);
  });
}

describe('MulT', () => {
  it.each([true, false])('is what its equations say, of unequal lengths, where the future is hidden: %s', (causal) => {
    const choice = choiceOf({ causal });
    const weights = weightsOf(partOf(choice).parameters);
    const read = (name: string): readonly number[] => [...weights.get(name)!];
    const expected = [0, 1].map((row) =>
      mult(read, Object.fromEntries(inputs.map(({ modality }) => [modality, tokensIn(modality as Id, row)])), choice),
    );
    expectClose(fused(choice), expected);
  });

  it('lets a query of unequal lengths see as many steps more as the lengths differ by', () => {
    const mask = (row: readonly number[]): tf.Tensor2D => tf.tensor2d([[...row]]);
    const seen = (queries: readonly number[], keys: readonly number[]): readonly (readonly boolean[])[] =>
      tf
        .reshape<tf.Rank.R2>(sightOf(mask(queries), mask(keys), true).bias, [queries.length, keys.length])
        .arraySync()
        .map((row) => row.map((bias) => bias === 0));
    expect(seen([1, 1], [1, 1])).toEqual([
      [true, false],
      [true, true],
    ]);
    expect(seen([1, 1], [1, 1, 1, 0])).toEqual([
      [true, true, false, false],
      [true, true, true, false],
    ]);
    expect(seen([1, 1, 1], [1])).toEqual([[true], [true], [true]]);
  });

  it.each(memories)('sees nothing of padding, however much and of what: memory %s', (memory) => {
    const choice = choiceOf({ memory });
    expectClose(fused(choice, 3, -20), fused(choice));
  });

  it('fuses one modality by self-attention alone, and a sample without tokens to finite numbers', () => {
    const choice = choiceOf({});
    const part = fusionOf(choice).part(choice, { inputs: inputs.slice(0, 1), classes: 3, head: linear });
    expect(Object.keys(part.parameters).filter((name) => name.includes('/from/'))).toEqual([]);
    const read = readerIn(part.parameters, weightsOf(part.parameters));
    const none = {
      form: 'tokens' as const,
      values: tf.zeros<tf.Rank.R3>([1, 2, 2]),
      mask: tf.zeros<tf.Rank.R2>([1, 2]),
    };
    expect(part.apply(read, { light: none }).arraySync().flat().every(Number.isFinite)).toBe(true);
    const whole = partOf(choice);
    const all = tf.tidy(() =>
      whole
        .apply(readerIn(whole.parameters, weightsOf(whole.parameters)), {
          ...encodings(),
          touch: { form: 'tokens', values: tf.zeros([2, 2, 1]), mask: tf.zeros([2, 2]) },
        })
        .arraySync(),
    );
    expect(all.flat().every(Number.isFinite)).toBe(true);
  });

  it('has as many weights as its sizes say, and a memory what is told of it', () => {
    const count = (own: object): number => countOf(partOf(choiceOf({ layers: 3, ...own })).parameters);
    const plain = count({});
    expect(count({ memory: 'top' })).toBe(plain);
    expect(count({ memory: 'average' })).toBe(plain);
    // Six directions; i scalars at layer i of three, and a vector of four for each of three levels.
    expect(count({ memory: 'gate' })).toBe(plain + 6 * (1 + 2 + 3));
    expect(count({ memory: 'concat' })).toBe(plain + 6 * 3 * 4);
  });

  it('has the slopes of finite differences in all weights together and in what it reads', () => {
    const choice = choiceOf({ memory: 'gate', width: 4, layers: 2 });
    const { parameters, apply } = partOf(choice);
    const weights = weightsOf(parameters);
    const names = Object.keys(parameters);
    const sizes = names.map((name) => weights.get(name)!.length);
    const flat = tf.concat(names.map((name) => tf.tensor1d(weights.get(name)!)));
    const given = encodings();
    const mixing = tf.tensor2d(numbers('mixing', 2 * 24), [2, 24]);
    const at = (all: tf.Tensor, read: Encodings): tf.Scalar => {
      const p: ParameterReader = (name) => {
        const place = names.indexOf(name);
        const start = sizes.slice(0, place).reduce((sum, size) => sum + size, 0);
        return tf.reshape(tf.slice(all, start, sizes[place]), [...parameters[name].shape]);
      };
      return tf.sum(tf.mul(apply(p, read), mixing));
    };
    expect(worst(slopes((x) => at(x, given), flat, 4, 'weights'))).toBeLessThan(1);
    const { light } = given;
    const values = slopes(
      (x) => at(flat, { ...given, light: { ...light, values: x } as typeof light }),
      light.values,
      3,
      'values',
    );
    expect(worst(values)).toBeLessThan(1);
  });
});

describe('hierarchies of a pair', () => {
  const shape = { width: 4, layers: 3, heads: 2, causal: true } as const;
  const specs = (memory: CrossmodalMemory, layers = 3) => streamSpecs({ ...shape, layers, memory });
  const sides = (memory: CrossmodalMemory, layers = 3, own: Readonly<Record<string, readonly number[]>> = {}) =>
    (['a from b', 'b from a'] as const).map((side): ParameterReader => {
      const all = specs(memory, layers);
      return (name) =>
        name in own
          ? tf.tensor([...own[name]], [...all[name].shape])
          : tf.tensor(
              // What several memories have in common is alike in all of them; levels are not marked.
              name === 'level'
                ? new Float32Array(4 * layers)
                : weightsOf({ [name]: all[name] })
                    .get(name)!
                    .map((v) => v * (side === 'a from b' ? 1 : -1)),
              [...all[name].shape],
            );
    }) as [ParameterReader, ParameterReader];
  const end = (name: string, count: number, changedAt = -1): Level0 => {
    const values = numbers(name, count * 4);
    if (changedAt >= 0) values.fill(3, changedAt * 4, (changedAt + 1) * 4);
    return { tokens: tf.tensor3d(values, [1, count, 4]), mask: tf.ones([1, count]) };
  };
  const ends = (): [Level0, Level0] => [end('a', 4), end('b', 4)];
  const levels = (
    memory: CrossmodalMemory,
    given = ends(),
    layers = 3,
    own: Readonly<Record<string, readonly number[]>> = {},
  ): readonly (readonly (readonly number[])[])[] =>
    tf.tidy(() =>
      bothStreams(sides(memory, layers, own), { ...shape, layers, memory }, given).map((stream) =>
        [...stream.levels, stream.last].map((level) => [...level.dataSync()]),
      ),
    );
  /** Gates that are open for level 0 alone. */
  const onlyLevel0 = {
    'block0/gate': [0],
    'block1/gate': [200, -200],
    'block2/gate': [200, -200, -200],
  };

  it('anchors 1 and 3: a gate that is open for level 0 alone is MulT, outputs and gradients; equal gates are the average', () => {
    expect(levels('gate', ends(), 3, onlyLevel0)).toEqual(levels('level-0'));
    const even = { 'block0/gate': [0], 'block1/gate': [0, 0], 'block2/gate': [0, 0, 0] };
    levels('gate', ends(), 3, even)
      .flat()
      .forEach((level, at) => {
        expectClose([level], [levels('average').flat()[at]]);
      });
    const slopesOf = (memory: CrossmodalMemory, own: object): readonly number[] => {
      const p = sides(memory, 3, own as Readonly<Record<string, readonly number[]>>);
      return tf.tidy(() => {
        const names = Object.keys(specs('level-0'));
        const gradients = tf.grads((...values: tf.Tensor[]) => {
          const read: ParameterReader = (name) => (names.includes(name) ? values[names.indexOf(name)] : p[0](name));
          return tf.sum(tf.square(bothStreams([read, p[1]], { ...shape, memory }, ends())[0].last));
        })(names.map((name) => p[0](name)));
        return gradients.flatMap((gradient) => [...gradient.dataSync()]);
      });
    };
    const [gated, plain] = [slopesOf('gate', onlyLevel0), slopesOf('level-0', {})];
    expectClose([gated], [plain]);
    expect(Math.max(...plain.map(Math.abs))).toBeGreaterThan(0.01);
  });

  it.each(memories)(
    'anchors 2 and 4: the first layer is that of MulT, and one layer is the whole of it: %s',
    (memory) => {
      const [own, plain] = [levels(memory), levels('level-0')];
      for (const side of [0, 1]) {
        expect(own[side][1]).toEqual(plain[side][1]);
        if (memory !== 'level-0') expect(own[side][2]).not.toEqual(plain[side][2]);
      }
      expect(levels(memory, ends(), 1)).toEqual(levels('level-0', ends(), 1));
    },
  );

  it.each(memories)('anchor 5: it is of no matter which side is computed first: %s', (memory) => {
    const [p, q] = sides(memory);
    const [a, b] = ends();
    const swapped = tf.tidy(() =>
      bothStreams([q, p], { ...shape, memory }, [b, a]).map((stream) =>
        [...stream.levels, stream.last].map((level) => [...level.dataSync()]),
      ),
    );
    expect([swapped[1], swapped[0]]).toEqual(levels(memory));
  });

  it.each(memories)(
    'anchor 6: a loss on one stream reaches the other’s layers below the last, but in MulT: %s',
    (memory) => {
      const p = sides(memory);
      const reached = [0, 1, 2].map((layer) => {
        const name = `block${layer}/expand/kernel`;
        const kernel = p[1](name);
        const gradient = tf.tidy(() =>
          tf
            .grad((x: tf.Tensor) => {
              const read: ParameterReader = (other) => (other === name ? x : p[1](other));
              const [stream] = bothStreams([p[0], read], { ...shape, memory }, ends());
              // Whatever does not depend on x has the slope zero rather than none.
              return tf.add(tf.sum(tf.square(stream.last)), tf.mul(tf.sum(x), 0));
            })(kernel)
            .dataSync(),
        );
        return Math.max(...gradient.map(Math.abs)) > 0;
      });
      expect(reached).toEqual(memory === 'level-0' ? [false, false, false] : [true, true, false]);
    },
  );

  it.each(memories)(
    'anchor 7: of equal lengths, a later step of the source changes no earlier one at any level: %s',
    (memory) => {
      const t = 2;
      const [before, after] = [levels(memory), levels(memory, [end('a', 4), end('b', 4, t)])];
      before[0].forEach((level, at) => {
        expect(after[0][at].slice(0, t * 4), `level ${at}`).toEqual(level.slice(0, t * 4));
      });
      expect(after[0].at(-1)!.slice(t * 4)).not.toEqual(before[0].at(-1)!.slice(t * 4));
    },
  );
});
