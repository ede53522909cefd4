/** Operators that take tensors apart, or put them together. */
import * as tf from '@tensorflow/tfjs-core';
import { built, reader } from '../on-host';
import {
  axesIn,
  axisIn,
  fault,
  input,
  refuseHuge,
  settings,
  settingsIfAny,
  type Call,
  type Operator,
} from '../operator';
import { channelsLastValue, valueOf, type Value } from '../value';

/** Where an axis lies once channels do last. */
const lastAxis = [0, 3, 1, 2] as const;

function parts(call: Call): readonly Value[] {
  return call.inputs.map((_, at) => input(call, at));
}

function concatAxis(call: Call): number {
  return axisIn(call, call.node.attributes.integer('axis', 0), input(call, 0).shape.length);
}

function joinedShape(call: Call): readonly number[] {
  const axis = concatAxis(call);
  const [first, ...others] = parts(call);
  const fits = others.every(
    ({ shape }) =>
      shape.length === first.shape.length && shape.every((size, at) => at === axis || size === first.shape[at]),
  );
  if (!fits) throw fault(call.node, 'is given tensors whose sizes differ');
  const shape = first.shape.map((size, at) =>
    at === axis ? parts(call).reduce((sum, own) => sum + own.shape[at], 0) : size,
  );
  refuseHuge(call, shape);
  return shape;
}

function concatenated(call: Call): readonly Value[] {
  joinedShape(call);
  const own = parts(call);
  const axis = concatAxis(call);
  if (own.every((value) => value.isChannelsLast)) {
    return [
      channelsLastValue(
        tf.concat(
          own.map((value) => value.channelsLast()),
          lastAxis[axis],
        ),
      ),
    ];
  }
  const floats = own.some(({ kind }) => kind === 'float');
  const tensors = own.map((value) => (floats ? tf.cast(value.tensor(), 'float32') : value.tensor()));
  return [valueOf(tensors.length === 1 ? tensors[0] : tf.concat(tensors, axis))];
}

function concatenatedOnHost(call: Call): readonly Value[] {
  const axis = concatAxis(call);
  const own = parts(call);
  const readers = own.map(reader);
  return [
    built(call, own[0].kind, joinedShape(call), (place) => {
      let at = place[axis];
      let part = 0;
      while (at >= own[part].shape[axis]) {
        at -= own[part].shape[axis];
        part += 1;
      }
      return readers[part](place.map((one, index) => (index === axis ? at : one)));
    }),
  ];
}

/** Since the operator set 13 an input says them, before an attribute; since 18 their number may be all that is said. */
function splitSizes(call: Call, size: number): readonly number[] {
  const given = call.node.attributes.integers('split') ?? settingsIfAny(call, 1);
  const count = call.node.outputs.length;
  const each = Math.ceil(size / call.node.attributes.integer('num_outputs', count));
  const sizes = given ?? Array.from({ length: count }, (_, at) => Math.min(each, size - at * each));
  if (sizes.length !== count || sizes.some((own) => own < 0) || sizes.reduce((sum, own) => sum + own, 0) !== size) {
    throw fault(call.node, `splits ${size} into [${sizes.join(', ')}]`);
  }
  return sizes;
}

function split(call: Call): readonly Value[] {
  const { shape } = input(call, 0);
  const axis = axisIn(call, call.node.attributes.integer('axis', 0), shape.length);
  const x = input(call, 0).tensor();
  let start = 0;
  return splitSizes(call, shape[axis]).map((own) => {
    const begin = shape.map((_, at) => (at === axis ? start : 0));
    start += own;
    return valueOf(
      tf.slice(
        x,
        begin,
        shape.map((size, at) => (at === axis ? own : size)),
      ),
    );
  });
}

/** Of each axis the places that are taken, in their order. */
function sliced(call: Call): readonly (readonly number[] | null)[] {
  const { shape } = input(call, 0);
  const { attributes } = call.node;
  const starts = attributes.integers('starts') ?? settings(call, 1);
  const ends = attributes.integers('ends') ?? settings(call, 2);
  const axes = axesIn(
    call,
    attributes.integers('axes') ?? settingsIfAny(call, 3) ?? starts.map((_, at) => at),
    shape.length,
  );
  const steps = settingsIfAny(call, 4) ?? starts.map(() => 1);
  if (axes.length !== starts.length || ends.length !== starts.length || steps.some((own) => own === 0)) {
    throw fault(call.node, 'is told starts, ends and steps that do not fit');
  }
  return shape.map((size, axis) => {
    const at = axes.indexOf(axis);
    if (at < 0) return null;
    const step = steps[at];
    const [least, most] = step > 0 ? [0, size] : [-1, size - 1];
    const within = (own: number): number => Math.min(most, Math.max(least, own < 0 ? Math.max(own + size, -1) : own));
    const start = Math.max(0, within(starts[at]));
    // An end before the first place cannot be told from one counted from the last but by its size.
    const end = step < 0 && ends[at] < -size ? -1 : within(ends[at]);
    const count = Math.max(0, Math.ceil((end - start) / step));
    return Array.from({ length: count }, (_, own) => start + own * step);
  });
}

function slice(call: Call): readonly Value[] {
  const { shape } = input(call, 0);
  const taken = sliced(call);
  const isRun = (own: readonly number[]): boolean =>
    own.length === 0 || own[own.length - 1] - own[0] === own.length - 1;
  if (taken.every((own) => own === null || isRun(own))) {
    const begin = taken.map((own) => own?.at(0) ?? 0);
    return [
      valueOf(
        tf.slice(
          input(call, 0).tensor(),
          begin,
          taken.map((own, axis) => own?.length ?? shape[axis]),
        ),
      ),
    ];
  }
  return [
    valueOf(taken.reduce((x, own, axis) => (own === null ? x : gathered(x, own, axis)), input(call, 0).tensor())),
  ];
}

function gathered(x: tf.Tensor, places: readonly number[], axis: number): tf.Tensor {
  return tf.gather(x, tf.tensor1d([...places], 'int32'), axis);
}

function sliceOnHost(call: Call): readonly Value[] {
  const value = input(call, 0);
  const taken = sliced(call);
  const read = reader(value);
  const shape = value.shape.map((size, axis) => taken[axis]?.length ?? size);
  return [built(call, value.kind, shape, (place) => read(place.map((at, axis) => taken[axis]?.[at] ?? at)))];
}

function gather(call: Call): readonly Value[] {
  const [data, places] = [input(call, 0), input(call, 1)];
  const axis = axisIn(call, call.node.attributes.integer('axis', 0), data.shape.length);
  const size = data.shape[axis];
  refuseHuge(call, [...data.shape.slice(0, axis), ...places.shape, ...data.shape.slice(axis + 1)]);
  if (places.numbers?.some((own) => own < -size || own >= size) === true) {
    throw fault(call.node, `asks for a place beyond the ${size} that there are`);
  }
  const flat = tf.reshape(tf.cast(places.tensor(), 'int32'), [-1]);
  // Beyond the end the backends read what is not theirs.
  const counted = tf.clipByValue(
    tf.add(flat, tf.mul(tf.cast(tf.less(flat, 0), 'int32'), tf.scalar(size, 'int32'))),
    0,
    size - 1,
  );
  const found = tf.gather(data.tensor(), tf.cast(counted, 'int32'), axis);
  return [valueOf(tf.reshape(found, [...data.shape.slice(0, axis), ...places.shape, ...data.shape.slice(axis + 1)]))];
}

function gatherOnHost(call: Call): readonly Value[] {
  const [data, places] = [input(call, 0), input(call, 1)];
  const axis = axisIn(call, call.node.attributes.integer('axis', 0), data.shape.length);
  const size = data.shape[axis];
  const [read, placeAt] = [reader(data), reader(places)];
  const rank = places.shape.length;
  const shape = [...data.shape.slice(0, axis), ...places.shape, ...data.shape.slice(axis + 1)];
  return [
    built(call, data.kind, shape, (place) => {
      const own = placeAt(place.slice(axis, axis + rank));
      if (own < -size || own >= size) throw fault(call.node, `asks for the place ${own} of ${size}`);
      return read([...place.slice(0, axis), own < 0 ? own + size : own, ...place.slice(axis + rank)]);
    }),
  ];
}

/** Since the operator set 11 inputs say how much and with what, since 18 along which axes too. */
function padding(call: Call): readonly (readonly [before: number, after: number])[] {
  const { shape } = input(call, 0);
  const given = call.node.attributes.integers('pads') ?? settings(call, 1);
  const axes = axesIn(call, settingsIfAny(call, 3) ?? shape.map((_, axis) => axis), shape.length);
  if (given.length !== 2 * axes.length)
    throw fault(call.node, `is told ${given.length} paddings for ${axes.length} axes`);
  const own = shape.map((_, axis) => {
    const at = axes.indexOf(axis);
    return at < 0 ? ([0, 0] as const) : ([given[at], given[at + axes.length]] as const);
  });
  refuseHuge(
    call,
    shape.map((size, axis) => size + own[axis][0] + own[axis][1]),
  );
  return own;
}

function pad(call: Call): readonly Value[] {
  const own = padding(call);
  const { shape } = input(call, 0);
  const mode = call.node.attributes.text('mode', 'constant');
  const cut = own.map(([before, after]) => [Math.max(0, -before), Math.max(0, -after)]);
  const x = tf.slice(
    input(call, 0).tensor(),
    cut.map(([before]) => before),
    shape.map((size, axis) => size - cut[axis][0] - cut[axis][1]),
  );
  const more = own.map(([before, after]): [number, number] => [Math.max(0, before), Math.max(0, after)]);
  if (mode === 'constant') {
    const filled = settingsIfAny(call, 2)?.at(0) ?? call.node.attributes.number('value', 0);
    return [valueOf(tf.pad(x, more, filled))];
  }
  return [
    valueOf(
      more.reduce((padded: tf.Tensor, [before, after], axis) => {
        const size = padded.shape[axis];
        if (before === 0 && after === 0) return padded;
        if (mode === 'reflect' && Math.max(before, after) >= size) {
          throw fault(call.node, `reflects more than the ${size} places that there are`);
        }
        const places = Array.from({ length: size + before + after }, (_, at) => mirrored(at - before, size, mode));
        return gathered(padded, places, axis);
      }, x),
    ),
  ];
}

function mirrored(at: number, size: number, mode: string): number {
  if (mode === 'edge') return Math.min(size - 1, Math.max(0, at));
  return at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at;
}

export const pieceOperators = {
  Concat: { tensors: concatenated, host: concatenatedOnHost },
  Gather: { tensors: gather, host: gatherOnHost },
  Pad: { tensors: pad },
  Slice: { tensors: slice, host: sliceOnHost },
  Split: { tensors: split },
} as const satisfies Readonly<Record<string, Operator>>;
