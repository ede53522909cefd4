import * as tf from '@tensorflow/tfjs-core';
import type { Differentiability } from '../../../shared/imported/graph-node';
import type { GraphOutline } from '../../../shared/imported/graph-outline';
import { fixedBatch, type PredictorTensor } from '../../../shared/imported/signature';
import { toldNodes } from '../../formats/told-nodes';
import { randomFrom } from '../../random';
import { tidyGradients } from '../../tensors';
import { holdsRows } from './edges';
import type { ToldGraph } from './tensor-graph';

/**
 * Leaves no tensor.
 *
 * @param asked the output that is asked for; null, or one that it has not: its first
 */
export async function outlineOf(graph: ToldGraph, asked: string | null = null): Promise<GraphOutline> {
  const { signature, parameters, tensors } = graph;
  const { name: output } = signature.outputs.find(({ name }) => name === asked) ?? signature.outputs[0];
  return {
    signature,
    parameters,
    nodes: toldNodes(tensors, {
      inputs: signature.inputs.map(({ name }) => name),
      output,
      isSized: (tensor) => holdsRows(tensor, fixedBatch(signature)),
    }),
    differentiable: await differentiability(graph, output),
  };
}

/** Kernels of gradients that are wrong on some device. */
const wrong: Readonly<Record<string, string>> = {
  Conv3DBackpropInputV2: 'convolves in three dimensions, whose gradient is wrong on wasm',
};

/** Samples that a gradient is tried with, and places of what may have any number of them. */
const TRIED = 2;
const ANY_PLACES = 8;

/** Found by asking for a gradient once, of made-up numbers. */
async function differentiability(graph: ToldGraph, output: string): Promise<Differentiability> {
  const { signature, lookups } = graph;
  const reached = signature.inputs.filter(
    ({ name, type }) => type === 'float32' || lookups.some(({ input }) => input === name),
  );
  if (reached.length === 0) {
    return { possible: false, reason: 'reads whole numbers only, and nothing that they are looked up in is found' };
  }
  try {
    const asked = (): void => {
      tidyGradients(() => {
        const { places, others } = madeUp(graph);
        const names = Object.keys(places);
        const of = (...values: tf.Tensor[]): tf.Scalar =>
          tf.sum(
            graph.run({ ...others, ...Object.fromEntries(names.map((name, at) => [name, values[at]])) }, [output])[0],
          );
        tf.grads(of)(names.map((name) => places[name]));
      });
    };
    // What fails must fail before it is watched: the library never ends watching then, and its kernels' errors end the program.
    asked();
    const { kernelNames } = await tf.profile(asked);
    const found = kernelNames.find((name) => name in wrong);
    return found === undefined ? { possible: true, reason: null } : { possible: false, reason: wrong[found] };
  } catch (error) {
    const [said] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { possible: false, reason: `does what no gradient passes (${said.slice(0, 200)})` };
  }
}

interface MadeUp {
  /** Where gradients begin. */
  readonly places: Readonly<Record<string, tf.Tensor>>;
  readonly others: Readonly<Record<string, tf.Tensor>>;
}

function madeUp({ signature, lookups, tensors }: ToldGraph): MadeUp {
  const places: Record<string, tf.Tensor> = {};
  const others: Record<string, tf.Tensor> = {};
  for (const input of signature.inputs) {
    const sizes = sizesOf(input);
    const lookup = lookups.find((own) => own.input === input.name);
    if (lookup !== undefined) {
      others[input.name] = tf.onesLike(tf.zeros(sizes, 'int32'));
      const found = tensors.find(({ name }) => name === lookup.tensor)?.shape?.slice(-1) ?? [];
      places[lookup.tensor] = drawn([...sizes, found[0] ?? lookup.table.shape[1]], lookup.tensor);
    } else if (input.type === 'float32') places[input.name] = drawn(sizes, input.name);
    else others[input.name] = tf.zeros(sizes, input.type === 'int32' ? 'int32' : 'bool');
  }
  return { places, others };
}

function sizesOf({ shape }: PredictorTensor): number[] {
  return shape.map((size, axis) => (typeof size === 'number' ? size : axis === 0 ? TRIED : ANY_PLACES));
}

function drawn(sizes: readonly number[], key: string): tf.Tensor {
  const random = randomFrom('gradient of an imported model', key);
  const count = sizes.reduce((product, size) => product * size, 1);
  return tf.tensor(
    Float32Array.from({ length: count }, () => random.uniform()),
    [...sizes],
  );
}
