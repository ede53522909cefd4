import * as tf from '@tensorflow/tfjs-core';
import { randomFrom } from '../random';
import type { StoredTensor } from './safetensors';

/** How a parameter starts. `words`: normal, but for the rows of padding and unknown (0 and 1), which start at zero. */
export type Initial =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'words'; readonly deviation: number };

export interface ParameterSpec {
  readonly shape: readonly number[];
  readonly initial: Initial;
}

/** Shapes and starts by name; parts use short names (`dense/kernel`), networks full ones (`encoders/image/…`). */
export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;

/** What a part reads besides its parameters and nobody trains, by name: uploaded once per model, not at every call. */
export type Constants = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>
>;

/** The weights of a network, by full name. */
export type Parameters = Readonly<Record<string, tf.Tensor>>;

/** The weights of a network on the host, by full name. */
export type HostParameters = ReadonlyMap<string, StoredTensor>;

/** Gives a part its own weights on the host, by the short names it stated. */
export type HostReader = (name: string) => Float32Array;

/** Gives a part its own parameters, by the short names it stated. */
export type ParameterReader = (name: string) => tf.Tensor;

export const zeros = (...shape: readonly number[]): ParameterSpec => ({
  shape,
  initial: { kind: 'constant', value: 0 },
});

export const ones = (...shape: readonly number[]): ParameterSpec => ({
  shape,
  initial: { kind: 'constant', value: 1 },
});

export const normal = (deviation: number, ...shape: readonly number[]): ParameterSpec => ({
  shape,
  initial: { kind: 'normal', deviation },
});

/** Keeps the variance through a ReLU (He et al., arXiv 1502.01852, eq. 10): deviation √(2 / fan-in). */
export function beforeRelu(...shape: readonly number[]): ParameterSpec {
  return normal(Math.sqrt(2 / fanIn(shape)), ...shape);
}

/** Keeps the variance through a linear map: deviation √(1 / fan-in). */
export function linear(...shape: readonly number[]): ParameterSpec {
  return normal(Math.sqrt(1 / fanIn(shape)), ...shape);
}

/** All axes but the last, which counts the outputs of a kernel. */
function fanIn(shape: readonly number[]): number {
  return shape.slice(0, -1).reduce((product, size) => product * size, 1);
}

/** The specs of a part, renamed for the network that holds it: `dense/kernel` → `encoders/image/dense/kernel`. */
export function prefixed<Spec>(prefix: string, specs: Readonly<Record<string, Spec>>): Readonly<Record<string, Spec>> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [`${prefix}/${name}`, spec]));
}

/** Reads the parameters below a prefix. A missing name is a mistake in a part, not in its input. */
export function readerOf(parameters: Parameters, prefix: string): ParameterReader {
  return (name) => {
    const full = `${prefix}/${name}`;
    if (!(full in parameters)) throw new Error(`No parameter ${full}.`);
    return parameters[full];
  };
}

export function hostReaderOf(parameters: HostParameters, prefix: string): HostReader {
  return (name) => {
    const tensor = parameters.get(`${prefix}/${name}`);
    if (tensor === undefined) throw new Error(`No parameter ${prefix}/${name}.`);
    return tensor.data;
  };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * First values of a parameter. They depend on the seed and the name alone, so that the same encoder starts alike in
 * every model.
 */
export function initialValues(seed: number, name: string, spec: ParameterSpec): Float32Array {
  const values = new Float32Array(sizeOf(spec.shape));
  const { initial } = spec;
  switch (initial.kind) {
    case 'constant':
      return values.fill(initial.value);
    case 'normal':
      return fillNormal(values, 0, initial.deviation, seed, name);
    case 'words':
      return fillNormal(values, 2 * spec.shape[1], initial.deviation, seed, name);
    default:
      return initial satisfies never;
  }
}

function fillNormal(values: Float32Array, from: number, deviation: number, seed: number, name: string): Float32Array {
  const random = randomFrom(seed, 'initial', name);
  for (let index = from; index < values.length; index += 1) values[index] = deviation * random.normal();
  return values;
}

/** Host values by name → tensors on the current backend, which the caller disposes. */
export function tensorsOf(specs: ParameterSpecs, values: (name: string) => Float32Array): Parameters {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, tf.tensor(values(name), [...spec.shape], 'float32')]),
  );
}

export function countOf(specs: ParameterSpecs): number {
  return Object.values(specs).reduce((sum, spec) => sum + sizeOf(spec.shape), 0);
}

/** The same weights as tensors of their own. */
export function copyOf(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, tensor]) => [name, tf.clone(tensor)]));
}

export function disposeParameters(parameters: Parameters): void {
  tf.dispose(Object.values(parameters));
}
