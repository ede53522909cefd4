/** Recurrent layers, step by step. Source: LSTM and GRU of onnx/onnx, docs/Operators.md; gates in the order that it has. */
import * as tf from '@tensorflow/tfjs-core';
import { fault, input, type Call, type Operator } from '../operator';
import { valueOf, type Value } from '../value';

interface Direction {
  /** [inputs, gates · hidden]. */
  readonly weights: tf.Tensor2D;
  /** [hidden, gates · hidden]. */
  readonly recurrence: tf.Tensor2D;
  /** [gates · hidden], of the inputs and of what was hidden. */
  readonly biases: readonly [tf.Tensor1D, tf.Tensor1D];
  /** [samples, hidden]. */
  readonly hidden: tf.Tensor2D;
  readonly cell: tf.Tensor2D;
}

type Step = (
  inputs: tf.Tensor2D,
  state: Pick<Direction, 'hidden' | 'cell'>,
  own: Direction,
) => Pick<Direction, 'hidden' | 'cell'>;

function layer(gates: number, stepOf: (call: Call, hidden: number) => Step): Operator {
  return {
    tensors: (call) => {
      const x = input(call, 0).tensor() as tf.Tensor3D;
      if ((call.inputs.at(4) ?? null) !== null) throw fault(call.node, 'is told the length of each sample');
      if ((call.inputs.at(7) ?? null) !== null) throw fault(call.node, 'looks at its cells');
      const [steps, samples] = x.shape;
      const { attributes } = call.node;
      const recurrence = input(call, 2);
      const hidden = recurrence.shape[2];
      const ways = waysOf(call, recurrence.shape[0]);
      const step = stepOf(call, hidden);
      const passed = ways.map((isBackward, way) => {
        const own = directionOf(call, way, samples, gates * hidden, hidden);
        let state: Pick<Direction, 'hidden' | 'cell'> = own;
        const all: tf.Tensor2D[] = [];
        for (let at = 0; at < steps; at += 1) {
          const place = isBackward ? steps - 1 - at : at;
          const now = tf.reshape<tf.Rank.R2>(tf.slice(x, [place, 0, 0], [1, -1, -1]), [samples, -1]);
          state = step(tf.add(tf.matMul(now, own.weights), own.biases[0]), state, own);
          all.push(state.hidden);
        }
        return { all: tf.stack(isBackward ? all.reverse() : all), ...state };
      });
      // [steps, directions, samples, hidden]; then what is hidden at last, and in the cells.
      const last = (which: 'hidden' | 'cell'): Value => valueOf(tf.stack(passed.map((own) => own[which])));
      if (attributes.integer('hidden_size', hidden) !== hidden)
        throw fault(call.node, 'states another size than it has');
      return [
        valueOf(
          tf.stack(
            passed.map(({ all }) => all),
            1,
          ),
        ),
        last('hidden'),
        last('cell'),
      ].slice(0, call.node.outputs.length);
    },
  };
}

function waysOf({ node }: Call, count: number): readonly boolean[] {
  const direction = node.attributes.text('direction', 'forward');
  const ways = direction === 'bidirectional' ? [false, true] : [direction === 'reverse'];
  if (ways.length !== count) throw fault(node, `is "${direction}", with weights for ${count} directions`);
  return ways;
}

function directionOf(call: Call, way: number, samples: number, wide: number, hidden: number): Direction {
  const part = (at: number): tf.Tensor => {
    const { shape, tensor } = input(call, at);
    return tf.reshape(
      tf.slice(tensor(), [way, ...shape.slice(1).map(() => 0)], [1, ...shape.slice(1)]),
      shape.slice(1),
    );
  };
  const given = (at: number): boolean => (call.inputs.at(at) ?? null) !== null;
  const bias = (start: number): tf.Tensor1D =>
    given(3) ? tf.slice(call.kept(`bias ${way}`, 3, () => part(3)) as tf.Tensor1D, start, wide) : tf.zeros([wide]);
  const start = (at: number): tf.Tensor2D => (given(at) ? (part(at) as tf.Tensor2D) : tf.zeros([samples, hidden]));
  return {
    weights: call.kept(`weights ${way}`, 1, () => tf.transpose(part(1))) as tf.Tensor2D,
    recurrence: call.kept(`recurrence ${way}`, 2, () => tf.transpose(part(2))) as tf.Tensor2D,
    biases: [bias(0), bias(wide)],
    hidden: start(5),
    cell: call.node.operator === 'LSTM' ? start(6) : tf.zeros([samples, hidden]),
  };
}

function gate(all: tf.Tensor2D, at: number, hidden: number): tf.Tensor2D {
  return tf.slice(all, [0, at * hidden], [-1, hidden]);
}

/** Gates: input, output, forget, cell. */
const lstm =
  (_call: Call, size: number): Step =>
  (inputs, { hidden, cell }, { recurrence, biases }) => {
    const all = tf.add<tf.Tensor2D>(inputs, tf.add(tf.matMul(hidden, recurrence), biases[1]));
    const [i, o, f] = [0, 1, 2].map((at) => tf.sigmoid(gate(all, at, size)));
    const next = tf.add<tf.Tensor2D>(tf.mul(f, cell), tf.mul(i, tf.tanh(gate(all, 3, size))));
    return { hidden: tf.mul(o, tf.tanh(next)), cell: next };
  };

/** Gates: update, reset, hidden. What is reset is what was hidden, before its weights or behind them. */
const gru = ({ node }: Call, size: number): Step => {
  const isBehind = node.attributes.integer('linear_before_reset', 0) === 1;
  return (inputs, { hidden, cell }, { recurrence, biases }) => {
    const linear = tf.add<tf.Tensor2D>(tf.matMul(hidden, recurrence), biases[1]);
    const update = tf.sigmoid(tf.add(gate(inputs, 0, size), gate(linear, 0, size)));
    const reset = tf.sigmoid(tf.add(gate(inputs, 1, size), gate(linear, 1, size)));
    const was = isBehind
      ? tf.mul(reset, gate(linear, 2, size))
      : tf.add(
          tf.matMul(tf.mul<tf.Tensor2D>(reset, hidden), gate(recurrence, 2, size)),
          tf.slice(biases[1], 2 * size, size),
        );
    const next = tf.tanh(tf.add(gate(inputs, 2, size), was));
    return { hidden: tf.add(tf.mul(tf.sub(1, update), next), tf.mul(update, hidden)), cell };
  };
};

export const recurrentOperators = {
  GRU: layer(3, gru),
  LSTM: layer(4, lstm),
} as const satisfies Readonly<Record<string, Operator>>;
