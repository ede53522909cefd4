import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../shared/map-values';
import { isPlane, planeOf, type ModalitySpecs } from '../../shared/data/modality';
import type { Recipe } from '../../shared/recipe/recipe';
import type { Target } from '../../shared/data/target';
import { traced } from '../backends/tracing';
import { randomFrom } from '../random';
import type { Encodings } from '../models/encoded';
import { networkOf, type Network } from '../models/network';
import { tensorsOf, type HostParameters, type Parameters } from '../models/parameters';
import { givenOf } from './given';
import { Recorder, type RunTensor } from './recorder';

/** A model that was trained here, with its weights as it answers with them. */
export interface ExportedModel {
  readonly recipe: Recipe;
  readonly modalities: ModalitySpecs;
  readonly classes: readonly string[];
  readonly target?: Target | undefined;
  readonly vocabulary: readonly string[];
  readonly weights: HostParameters;
  /** Of a fixed point, by how many steps of its map it is replaced; absent: it is solved for, or there is none. */
  readonly steps?: number | undefined;
}

export interface Run extends Pick<Recorder, 'inputs' | 'nodes'> {
  readonly samples: number;
  readonly logits: RunTensor;
  readonly embedding: RunTensor | null;
}

/** Answers to so many samples of numbers that were drawn, written down. @param draw which numbers */
export async function runOf(model: ExportedModel, samples: number, draw: number): Promise<Run> {
  const network = networkOf(model.recipe, model.modalities, model.classes.length, model.vocabulary, model.target);
  const recorder = new Recorder();
  const ends = await traced(
    (call) => {
      recorder.see(call);
    },
    () => {
      const parameters = { ...tensorsOf(network.parameters, weightsOf(model)), ...constantsOf(network) };
      for (const [name, tensor] of Object.entries(parameters)) recorder.weight(name, tensor);
      const encodings: Encodings = Object.fromEntries(
        Object.entries(network.modalities).map(([id, spec]) => {
          recorder.at(`inputs/${id}`);
          const embedded = givenOf(id, spec, {
            ...{ samples, recorder, random: randomFrom('export', draw, id) },
            words: () => parameters[`encoders/${id}/words`] as tf.Tensor2D,
          });
          recorder.at(`encoders/${id}`);
          const encoding = network.encode(parameters, id, embedded);
          recorder.name(encoding.values, `encoders/${id}/encoding`);
          return [id, encoding];
        }),
      );
      recorder.at('fusion');
      const z = fused(model, network, parameters, encodings);
      const embedding = recorder.name(z, 'embedding');
      recorder.at('head');
      const logits = recorder.name(shaped(network, network.decide(parameters, z)), 'logits');
      return { logits, embedding: logits === embedding ? null : embedding };
    },
  );
  return { samples, inputs: recorder.inputs, nodes: recorder.nodes, ...ends };
}

function weightsOf({ weights }: ExportedModel): (name: string) => Float32Array {
  return (name) => {
    const weight = weights.get(name);
    if (weight === undefined) throw new Error(`The model has no weights ${name}.`);
    return weight.data;
  };
}

function constantsOf({ constants }: Network): Parameters {
  return mapValues(constants, ({ shape, values }) => tf.tensor([...values], [...shape], 'float32'));
}

function fused({ steps }: ExportedModel, network: Network, parameters: Parameters, encodings: Encodings): tf.Tensor2D {
  return steps === undefined || network.fuseUnrolled === undefined
    ? network.fuse(parameters, encodings)
    : network.fuseUnrolled(parameters, encodings, steps);
}

/** Answers for pixels lie as the pixels do. */
function shaped({ pixels, modalities, classes }: Network, logits: tf.Tensor2D): tf.Tensor {
  const [first] = Object.values(modalities);
  if (pixels === null || !isPlane(first)) return logits;
  const { height, width } = planeOf(first);
  return tf.reshape(logits, [logits.shape[0], height, width, classes]);
}
