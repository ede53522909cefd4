import { expect, it } from 'vitest';
import { generalised } from '../../../src/engine/export/generalise';
import type { RunNode, RunOperand, RunTensor } from '../../../src/engine/export/recorder';
import type { Run } from '../../../src/engine/export/run';

const tensor = (name: string, ...shape: readonly number[]): RunTensor => ({ name, type: 'float32', shape });
const constant = (data: readonly number[], ...shape: readonly number[]): RunOperand => ({
  kind: 'constant',
  constant: { name: null, type: 'float32', shape, data: Float32Array.from(data) },
});

/** x [n, 2] + b: what is added, and what else is different about the run. */
function run(samples: number, added: RunOperand, more: Partial<RunNode> = {}): Run {
  const x = tensor('x', samples, 2);
  const logits = tensor('logits', samples, 2);
  const add: RunNode = {
    ...{ kernel: 'Add', name: 'head/Add', attributes: {}, outputs: [logits] },
    inputs: { a: { kind: 'tensor', tensor: x }, b: added },
    ...more,
  };
  return { samples, inputs: [x], nodes: [add], logits, embedding: null };
}

it('sizes follow the number of samples; what is repeated for each is kept once', () => {
  const same = generalised(run(2, constant([1, 2], 2)), run(3, constant([1, 2], 2)));
  expect(same.logits.shape).toEqual([{ samples: 1 }, 2]);
  expect(same.nodes[0].inputs.b).toMatchObject({ repeated: null, constant: { shape: [2] } });

  const repeated = generalised(run(2, constant([1, 2, 1, 2], 2, 2)), run(3, constant([1, 2, 1, 2, 1, 2], 3, 2)));
  const { b } = repeated.nodes[0].inputs;
  expect(b).toMatchObject({ repeated: 0, constant: { shape: [1, 2], data: Float32Array.of(1, 2) } });

  // Two rows for each sample, and none of the rows alike.
  const wide = generalised(run(2, constant([1, 2, 1, 2], 4, 1)), run(3, constant([1, 2, 1, 2, 1, 2], 6, 1)));
  expect(wide.nodes[0].inputs.b).toMatchObject({ repeated: 0, constant: { shape: [2, 1] } });
});

it('numbers that the inputs lead to outside of the graph are refused, in whatever way they show', () => {
  const first = run(2, constant([1, 2], 2));
  const refused = (other: Run, own = first): void => {
    expect(() => generalised(own, other)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  };
  refused(run(3, constant([1, 2.5], 2)));
  refused(run(3, constant([1, 2, 3], 3)));
  refused(run(3, constant([1, 2, 1, 2, 1, 3], 3, 2)), run(2, constant([1, 2, 1, 2], 2, 2)));
  // Not a repetition, though the first row is the same.
  refused(run(3, constant([1, 2, 3, 4, 5, 6], 3, 2)), run(2, constant([1, 2, 3, 4], 2, 2)));
  refused(run(3, { kind: 'tensor', tensor: tensor('x', 3, 2) }));
  refused(run(3, constant([1, 2], 2), { name: 'head/Sub' }));
  refused(
    run(3, constant([1, 2], 2), { attributes: { steps: 5 } }),
    run(2, constant([1, 2], 2), { attributes: { steps: 4 } }),
  );
  refused({ ...first, samples: 3, nodes: [...first.nodes, ...first.nodes] });
  // NaN is a number like any other here, but none that another may stand for.
  refused(run(3, constant([NaN, 2], 2)));
  expect(() => generalised(run(2, constant([NaN], 1)), run(3, constant([NaN], 1)))).not.toThrow();
});
