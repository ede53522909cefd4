import * as tf from '@tensorflow/tfjs-core';
import { fault, input, refuseHuge, type Call, type Operator } from '../operator';
import { channelsLastValue, valueOf, type Value } from '../value';
import { asGiven, padded, pictureOf, windowOf, type Sides, type Window } from '../window';

const made = { picture: channelsLastValue, signal: valueOf } as const;

/** Rows and columns first: [kh, kw, in, out] of [out, in, kh, kw], or of [out, in, kw]. Dilated ones are spelt out with zeros. */
function filterOf(call: Call, dilations: Sides, isTransposed: boolean): tf.Tensor4D {
  return call.kept(`filter ${String(isTransposed)}`, 1, () => {
    const weights = input(call, 1).tensor();
    const [out, own, ...kernel] = weights.shape;
    const [height, width] = kernel.length === 1 ? [1, kernel[0]] : kernel;
    const filter = tf.transpose(tf.reshape<tf.Rank.R4>(weights, [out, own, height, width]), [2, 3, 1, 0]);
    const turned = isTransposed ? tf.reverse(filter, [0, 1]) : filter;
    return spread(spread(turned, 0, dilations.height), 1, dilations.width);
  }) as tf.Tensor4D;
}

/** So many steps from each place along an axis to the next, zeros between. */
function spread(x: tf.Tensor4D, axis: 0 | 1 | 2, step: number): tf.Tensor4D {
  if (step === 1) return x;
  const shape = [...x.shape];
  const [before, after] = [shape.slice(0, axis + 1), shape.slice(axis + 1)];
  const wide = tf.pad(tf.reshape(x, [...before, 1, ...after]), [
    ...before.map((): [number, number] => [0, 0]),
    [0, step - 1],
    ...after.map((): [number, number] => [0, 0]),
  ]);
  const all = shape.map((size, at) => (at === axis ? size * step : size));
  const whole = tf.reshape<tf.Rank.R4>(wide, all as [number, number, number, number]);
  const cut = shape.map((size, at) => (at === axis ? (size - 1) * step + 1 : size));
  return tf.slice(whole, [0, 0, 0, 0], cut);
}

function convolved(
  call: Call,
  picture: tf.Tensor4D,
  filter: tf.Tensor4D,
  groups: number,
  { height, width }: Sides,
): tf.Tensor4D {
  const strides: [number, number] = [height, width];
  const channels = picture.shape[3];
  const [rows, columns, each, out] = filter.shape;
  if (channels !== each * groups || out % groups !== 0) {
    throw fault(call.node, `is given ${channels} channels for ${groups} groups of ${each}`);
  }
  if (picture.shape[1] < rows || picture.shape[2] < columns)
    throw fault(call.node, 'has a window larger than what it is given');
  refuseHuge(call, [
    picture.shape[0],
    Math.floor((picture.shape[1] - rows) / height) + 1,
    Math.floor((picture.shape[2] - columns) / width) + 1,
    out,
  ]);
  if (groups === 1) return tf.conv2d(picture, filter, strides, 'valid');
  if (each === 1 && height === width) {
    // Of each channel its own: [kh, kw, 1, C·m] as [kh, kw, C, m].
    const own = tf.reshape<tf.Rank.R4>(filter, [rows, columns, groups, out / groups]);
    return tf.depthwiseConv2d(picture, own, strides, 'valid');
  }
  const some = out / groups;
  return tf.concat(
    Array.from({ length: groups }, (_, group) =>
      tf.conv2d(
        tf.slice(picture, [0, 0, 0, group * each], [-1, -1, -1, each]),
        tf.slice(filter, [0, 0, 0, group * some], [-1, -1, -1, some]),
        strides,
        'valid',
      ),
    ),
    3,
  );
}

function withBias(call: Call, x: tf.Tensor4D): tf.Tensor4D {
  const bias = call.inputs.at(2) ?? null;
  return bias === null ? x : tf.add(x, bias.tensor());
}

function conv(call: Call): readonly Value[] {
  const value = input(call, 0);
  const { shape } = input(call, 1);
  const window = windowOf(call, shape.slice(2), value.shape.slice(2));
  const filter = filterOf(call, window.dilations, false);
  const picture = padded(call, pictureOf(call), window.padding);
  const own = convolved(call, picture, filter, call.node.attributes.integer('group', 1), window.strides);
  return [asGiven(withBias(call, own), value, made)];
}

/** The gradient of a convolution by its input: its filter turned round, over a picture with zeros between its places. */
function transposed(call: Call): readonly Value[] {
  const value = input(call, 0);
  const { shape } = input(call, 1);
  const { attributes } = call.node;
  const groups = attributes.integer('group', 1);
  const mode = attributes.text('auto_pad', 'NOTSET');
  if (mode !== 'NOTSET' && mode !== 'VALID')
    throw fault(call.node, `pads by itself ("${mode}"), which the lab does not do`);
  const window = windowOf(call, shape.slice(2), value.shape.slice(2));
  const more = attributes.integers('output_padding') ?? [0, 0];
  const [moreRows, moreColumns] = more.length === 1 ? [0, more[0]] : more;
  const reach = reachOf(window);
  const { top, bottom, left, right } = window.padding;
  const edges = {
    top: reach.height - 1 - top,
    bottom: reach.height - 1 - bottom + moreRows,
    left: reach.width - 1 - left,
    right: reach.width - 1 - right + moreColumns,
  };
  if (Object.values(edges).some((own) => own < 0)) throw fault(call.node, 'is padded by more than its window');
  const picture = pictureOf(call);
  refuseHuge(call, [
    picture.shape[0],
    picture.shape[1] * window.strides.height,
    picture.shape[2] * window.strides.width,
    picture.shape[3],
  ]);
  const wide = spread(spread(picture, 1, window.strides.height), 2, window.strides.width);
  // [in, out / groups, kh, kw] became [kh, kw, out / groups, in], in and out in each other's places.
  const filter = call.kept('turned', 1, () => {
    const own = filterOf({ ...call, kept: (_name, _from, make) => make() }, window.dilations, true);
    const [rows, columns, out, from] = own.shape;
    const grouped = tf.reshape(own, [rows, columns, out, groups, from / groups]);
    return tf.reshape(tf.transpose(grouped, [0, 1, 4, 3, 2]), [rows, columns, from / groups, groups * out]);
  }) as tf.Tensor4D;
  const own = convolved(call, padded(call, wide, edges), filter, groups, { height: 1, width: 1 });
  return [asGiven(withBias(call, own), value, made)];
}

function reachOf({ kernel, dilations }: Window): Sides {
  return {
    height: (kernel.height - 1) * dilations.height + 1,
    width: (kernel.width - 1) * dilations.width + 1,
  };
}

export const convolutionOperators = {
  Conv: { tensors: conv },
  ConvTranspose: { tensors: transposed },
} as const satisfies Readonly<Record<string, Operator>>;
