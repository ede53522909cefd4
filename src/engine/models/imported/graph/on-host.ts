/** Small numbers computed on the host: the sizes that graphs reckon with. */
import type { ElementKind } from '../../../formats/onnx/tensor';
import { broadcastShape } from './broadcast';
import { refuseHuge, type Call } from './operator';
import { hostValue, sizeOf, type Value } from './value';

type Numbers = Float32Array | Float64Array;

/** Places of a tensor, each as its place along every axis, row-major. */
function* places(shape: readonly number[]): Generator<readonly number[]> {
  const size = sizeOf(shape);
  const at = shape.map(() => 0);
  for (let count = 0; count < size; count += 1) {
    yield at;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      at[axis] += 1;
      if (at[axis] < shape[axis]) break;
      at[axis] = 0;
    }
  }
}

/** Numbers of a value that lies on the host. */
export function numbersOf(value: Value): Numbers {
  if (value.numbers === null) throw new Error('A value does not lie on the host.');
  return value.numbers;
}

/** @param numberAt of a place, as its place along every axis */
export function built(
  call: Call,
  kind: ElementKind,
  shape: readonly number[],
  numberAt: (place: readonly number[]) => number,
): Value {
  refuseHuge(call, shape);
  const numbers = new Float64Array(sizeOf(shape));
  let next = 0;
  for (const place of places(shape)) {
    numbers[next] = numberAt(place);
    next += 1;
  }
  return hostValue(kind, shape, numbers);
}

/** The number at a place of a larger shape that a value is broadcast to. */
export function reader(value: Value): (place: readonly number[]) => number {
  const numbers = numbersOf(value);
  const { shape } = value;
  return (place) => {
    const skipped = place.length - shape.length;
    let at = 0;
    shape.forEach((size, axis) => {
      at = at * size + (size === 1 ? 0 : place[axis + skipped]);
    });
    return numbers[at];
  };
}

export function mapped(kind: ElementKind, value: Value, change: (number: number) => number): Value {
  return hostValue(kind, value.shape, Float64Array.from(numbersOf(value), change));
}

/** By places, inputs broadcast to one shape. */
export function joined(
  call: Call,
  kind: ElementKind,
  values: readonly Value[],
  join: (numbers: readonly number[]) => number,
): Value {
  const shape = broadcastShape(
    call,
    values.map((own) => own.shape),
  );
  const readers = values.map(reader);
  return built(call, kind, shape, (place) => join(readers.map((read) => read(place))));
}
