import * as tf from '@tensorflow/tfjs-core';
import type { Integration } from '../../../shared/training/integration';
import { mapValues } from '../../../shared/map-values';
import type { ModelSpec } from '../../../shared/models/model-spec';
import type { Dataset } from '../../data/dataset';
import type { IntegratedNetwork } from '../../models/integrated';
import type { HostParameters, Parameters } from '../../models/parameters';
import { scoreBound } from '../../models/proof';
import { downloaded } from '../../models/weights';
import type { Pause } from '../../pause';
import { jointPairs } from './pairs';
import { scoreTable } from './score-table';
import { secondStep } from './second-step';
import { largestSlopes } from './slopes';

export interface IntegrateRequest {
  readonly network: IntegratedNetwork;
  /** As the first step left them. */
  readonly parameters: Parameters;
  readonly spec: ModelSpec;
  readonly dataset: Dataset;
  /** Of the training split. */
  readonly rows: readonly number[];
  readonly pause: Pause;
  /** A part of the slopes is measured: `slopeParts` says how many there are. */
  readonly onPart: () => void;
}

export interface Integrated {
  /** The weights a^(m) by the names of their parameters; the caller disposes of them. */
  readonly changed: Parameters;
  readonly facts: Integration;
}

/** What follows the first step of training where logits are sums over the modalities: slopes, bounds, and the second step. */
export async function integrate(request: IntegrateRequest): Promise<Integrated> {
  const { network, parameters, spec, dataset, rows, pause } = request;
  const { integration } = network;
  const slopes = await largestSlopes(network, parameters, dataset, rows, pause, request.onPart);
  const host = await downloaded(parameters);
  const read = (name: string): ArrayLike<number> => tensorOf(host, name);
  const biases = [...Array.from(read(integration.bias))];
  const ids = Object.keys(network.modalities);
  const start = Float64Array.from(ids.flatMap((id) => Array.from(read(integration.weights[id]))));
  const stepped =
    integration.epochs === 0
      ? null
      : await secondStep(
          {
            table: await scoreTable(network, parameters, dataset, rows, pause),
            slopes: Float64Array.from(ids.flatMap((id) => slopes[id])),
            biases,
          },
          start,
          { ...spec.training, epochs: integration.epochs, seed: spec.seed },
          pause,
        );
  const weights = stepped?.weights ?? start;
  const classes = biases.length;
  const byModality = Object.fromEntries(
    ids.map((id, m) => [id, [...weights.subarray(m * classes, (m + 1) * classes)]]),
  );
  const bounds: Record<string, number | null> = {};
  for (const id of ids) bounds[id] = await scoreBound(network, parameters, host, id);
  const changed = Object.fromEntries(ids.map((id) => [integration.weights[id], tf.tensor1d(byModality[id])]));
  const joint = integration.joint
    ? await jointPairs(network, { ...parameters, ...changed }, dataset, rows, pause, request.onPart)
    : null;
  return {
    changed,
    facts: {
      weights: byModality,
      biases,
      slopes: mapValues(slopes, (own) => [...own]),
      samples: rows.length,
      bounds,
      ...(joint === null ? {} : { joint }),
      secondStep:
        stepped === null
          ? null
          : { epochs: integration.epochs, best: stepped.best, before: stepped.before, after: stepped.after },
    },
  };
}

function tensorOf(host: HostParameters, name: string): Float32Array {
  const tensor = host.get(name);
  if (tensor === undefined) throw new Error(`No parameter ${name}.`);
  return tensor.data;
}
