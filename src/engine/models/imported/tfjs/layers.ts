import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { mapValues } from '../../../../shared/map-values';
import type { KeptTfjs } from '../../../predictors/tfjs/container';
import { rootOf } from '../../../predictors/tfjs/layers-check';
import type { ToldGraph } from '../tensor-graph';
import { callsOf, maskedOf, namesOf, type Call, type Symbolic } from './calls';
import { layersLibrary, ownBuffer, unsupported } from './library';

/** What a call gives, and which of its places count, [samples, places]; null: all. */
interface Value {
  readonly tensor: tf.Tensor;
  readonly mask: tf.Tensor | null;
}

/**
 * A model of layers, run call by call as the library's own `predict` does, so that any of its tensors can be had and given.
 *
 * @param where for errors
 * @throws LabError `unsupported` for what the library cannot build
 */
export async function openLayers(kept: KeptTfjs, where: string): Promise<ToldGraph> {
  const { loadLayersModel } = await layersLibrary();
  try {
    const artifacts: tf.io.ModelArtifacts = {
      modelTopology: plain(rootOf(kept.topology, where)) as object,
      weightSpecs: kept.specs.map((spec) => spec as tf.io.WeightsManifestEntry),
      weightData: ownBuffer(kept.weights),
    };
    return graphOf(await loadLayersModel({ load: () => Promise.resolve(artifacts) }), where);
  } catch (error) {
    throw unsupported(where, error);
  }
}

/**
 * The same without what is for training: how weights begin, which may take long, and what holds them small. Weights are read
 * in any case. Layers take any number of samples, whatever they were told when they were made.
 */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return mapValues(value as Readonly<Record<string, unknown>>, (inner, name) => {
    if (name.endsWith('_initializer')) return { class_name: 'Zeros', config: {} };
    if (name === 'batch_input_shape' && Array.isArray(inner)) return [null, ...(inner as readonly unknown[]).slice(1)];
    if (name.endsWith('_regularizer') || name.endsWith('_constraint')) return null;
    return plain(inner);
  });
}

function graphOf(model: LayersModel, where: string): ToldGraph {
  const calls = callsOf(model.outputs);
  const names = namesOf(model.inputs, calls);
  const byName = new Map([...names].map(([symbolic, name]) => [name, symbolic]));
  const masked = maskedOf(calls);
  const nameOf = (symbolic: Symbolic): string => names.get(symbolic) ?? symbolic.name;
  const makers = new Map(calls.flatMap((call) => call.gives.map((own) => [own, call] as const)));
  return {
    signature: {
      inputs: model.inputs.map((input) => ({
        name: nameOf(input),
        type: typeOf(input, calls),
        shape: [...input.shape],
      })),
      outputs: model.outputs.map((output) => ({ name: nameOf(output), type: output.dtype, shape: [...output.shape] })),
    },
    parameters: model.countParams(),
    tensors: [
      ...model.inputs.map((input) => ({
        name: nameOf(input),
        operator: 'Input',
        shape: [...input.shape],
        dtype: input.dtype,
        reads: [],
        isWhole: true,
      })),
      ...calls.flatMap(({ layer, reads, gives }) =>
        gives.map((own) => ({
          name: nameOf(own),
          operator: layer.getClassName(),
          shape: [...own.shape],
          dtype: own.dtype,
          reads: reads.map(nameOf),
          isWhole: !masked.has(own),
        })),
      ),
    ],
    lookups: calls.flatMap(({ layer, reads: [input], gives: [found] }) =>
      layer.getClassName() === 'Embedding' && model.inputs.includes(input) && readersOf(input, calls).length === 1
        ? [{ input: nameOf(input), tensor: nameOf(found), table: tableOf(layer), masksZero: masked.has(found) }]
        : [],
    ),
    run: (given, wanted) => {
      const symbolicOf = (name: string): Symbolic => {
        const symbolic = byName.get(name);
        if (symbolic === undefined) throw new Error(`has no tensor "${name}"`);
        return symbolic;
      };
      try {
        const fed = new Map(Object.entries(given).map(([name, tensor]) => [symbolicOf(name), tensor]));
        return wanted.map((name) => valueOf(symbolicOf(name), { fed, makers, values: new Map() }).tensor);
      } catch (error) {
        throw unsupported(where, error);
      }
    },
    dispose: () => {
      model.dispose();
    },
  };
}

interface Running {
  readonly fed: ReadonlyMap<Symbolic, tf.Tensor>;
  readonly makers: ReadonlyMap<Symbolic, Call>;
  readonly values: Map<Symbolic, Value>;
}

function valueOf(symbolic: Symbolic, running: Running): Value {
  const { fed, makers, values } = running;
  const known = values.get(symbolic);
  if (known !== undefined) return known;
  const call = makers.get(symbolic);
  const tensor = fed.get(symbolic);
  const found: Value =
    tensor === undefined
      ? computed(symbolic, call, running)
      : // Where what is looked up is given, which of it counts is still told by the numbers that it stands for.
        { tensor, mask: call === undefined ? null : maskOf(call, call.reads.map((own) => fed.get(own)), [null]) }; // prettier-ignore
  values.set(symbolic, found);
  return found;
}

function computed(symbolic: Symbolic, call: Call | undefined, running: Running): Value {
  if (call === undefined) throw new Error(`"${symbolic.name}" is given nothing`);
  const read = call.reads.map((own) => valueOf(own, running));
  const tensors = read.map(({ tensor }) => tensor);
  const masks = read.map(({ mask }) => mask);
  // As the library does: a layer is told of the mask of what it reads first.
  const told = masks.some((own) => own !== null) ? { mask: masks[0] } : {};
  const answer = call.layer.apply(single(tensors), told) as tf.Tensor | tf.Tensor[];
  const mask = maskOf(call, tensors, masks);
  call.gives.forEach((own, at) => {
    if (!running.fed.has(own)) running.values.set(own, { tensor: Array.isArray(answer) ? answer[at] : answer, mask });
  });
  return running.values.get(symbolic) ?? { tensor: Array.isArray(answer) ? answer[0] : answer, mask };
}

function maskOf(
  { layer }: Call,
  tensors: readonly (tf.Tensor | undefined)[],
  masks: readonly (tf.Tensor | null)[],
): tf.Tensor | null {
  if (!layer.supportsMasking || tensors.includes(undefined)) return null;
  const found = (layer.computeMask as (inputs: unknown, masks: unknown) => tf.Tensor | tf.Tensor[] | null | undefined)(
    single(tensors as tf.Tensor[]),
    single(masks),
  );
  return (Array.isArray(found) ? found[0] : found) ?? null;
}

function single<Value>(values: readonly Value[]): Value | Value[] {
  return values.length === 1 ? values[0] : [...values];
}

/** Numbers that are looked up are whole ones, whatever type the layer was given when it was made. */
function typeOf(input: Symbolic, calls: readonly Call[]): string {
  const readers = readersOf(input, calls);
  const isLookedUp = readers.length > 0 && readers.every(({ layer }) => layer.getClassName() === 'Embedding');
  return isLookedUp ? 'int32' : input.dtype;
}

function readersOf(tensor: Symbolic, calls: readonly Call[]): readonly Call[] {
  return calls.filter(({ reads }) => reads.includes(tensor));
}

function tableOf(layer: Call['layer']): tf.Tensor2D {
  return layer.getWeights()[0] as tf.Tensor2D;
}
