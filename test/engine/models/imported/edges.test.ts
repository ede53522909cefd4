/** How far each input of a graph is encoded by itself. */
import { describe, expect, it } from 'vitest';
import { edgesOf, holdsRows } from '../../../../src/engine/models/imported/edges';
import type { GraphTensor } from '../../../../src/engine/models/imported/tensor-graph';

const tensor = (name: string, reads: readonly string[], more: Partial<GraphTensor> = {}): GraphTensor => ({
  name,
  operator: 'Any',
  shape: [null, 4],
  dtype: 'float32',
  reads,
  isWhole: true,
  ...more,
});
const starts = { a: ['x'], b: ['y'] };
/** Two ways that are joined in `z`. */
const graph = (more: Readonly<Record<string, Partial<GraphTensor>>> = {}): readonly GraphTensor[] =>
  [
    tensor('x', []),
    tensor('y', []),
    tensor('x1', ['x']),
    tensor('x2', ['x1']),
    tensor('y1', ['y']),
    tensor('z', ['x2', 'y1']),
    tensor('out', ['z']),
  ].map((own) => ({ ...own, ...more[own.name] }));

describe('an input is encoded by itself', () => {
  it('up to where another comes in', () => {
    expect(edgesOf(graph(), starts, 'z', null)).toEqual({ a: ['x2'], b: ['y1'] });
    expect(edgesOf(graph(), starts, 'out', null)).toEqual({ a: ['x2'], b: ['y1'] });
  });

  it('at all places that others read beside it', () => {
    expect(edgesOf(graph({ z: { reads: ['x1', 'x2', 'y1'] } }), starts, 'z', null)).toEqual({
      a: ['x1', 'x2'],
      b: ['y1'],
    });
  });

  it('up to the end where nothing else comes in, and no further than what z is made of', () => {
    const alone = [tensor('x', []), tensor('x1', ['x']), tensor('z', ['x1']), tensor('other', ['x'])];
    expect(edgesOf(alone, { a: ['x'] }, 'z', null)).toEqual({ a: ['z'] });
  });

  it.each([
    ['a mask goes on beside it', { isWhole: false }],
    ['it holds no row a sample', { shape: null }],
    ['samples do not come first', { shape: [4, null] }],
    ['its type is not known', { dtype: null }],
  ] as const)('only from its beginning where %s', (_title, odd) => {
    expect(edgesOf(graph({ x2: odd }), starts, 'z', null)).toEqual({ a: ['x'], b: ['y1'] });
    expect(holdsRows({ ...tensor('x2', ['x1']), ...odd }, null)).toBe(false);
  });

  it('by as many samples as a graph takes at once', () => {
    const eight = { shape: [8, 4] };
    const fixed = graph({ x2: eight, y1: { shape: [7, 4] } });
    expect(edgesOf(fixed, starts, 'z', 8)).toEqual({ a: ['x2'], b: ['y'] });
  });
});
