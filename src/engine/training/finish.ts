import * as tf from '@tensorflow/tfjs-core';
import type { ModelSpec } from '../../shared/models/model-spec';
import type { Dataset } from '../data/dataset';
import { isIntegrated } from '../models/integrated';
import type { OpenNetwork } from '../models/open-network';
import { countOf, type HostParameters, type Parameters } from '../models/parameters';
import { partSizes } from '../models/part-sizes';
import { downloaded, weightsFile } from '../models/weights';
import type { Pause } from '../pause';
import { adaptedOf } from './adapted';
import type { TrainingState } from './checkpoint';
import { integrate } from './integration/integrate';
import type { TrainingMaterial } from './material';
import type { Reporter } from './reporter';
import { testAccuracy, testOf } from './test-accuracy';
import type { Trained } from './trained';

export interface Finishing {
  readonly spec: ModelSpec;
  readonly dataset: Dataset;
  readonly material: TrainingMaterial;
  /** That was trained. */
  readonly network: OpenNetwork;
  /** Weights that stayed as they were given. */
  readonly given: HostParameters;
  /** At the end of the last epoch. */
  readonly state: TrainingState;
  /** Told of the best weights where the second step puts others in the place of some: those are disposed of by then. */
  readonly replaced: (best: Parameters) => void;
  readonly reporter: Reporter;
  /** That the training took until now, resumed ones included. */
  readonly seconds: () => number;
  readonly pause: Pause;
}

/**
 * What comes of the best weights: the second step of training where there is one, adapters put into what they adapt, the
 * accuracy on the test split.
 *
 * @throws what `pause` throws
 */
export async function finish(finishing: Finishing): Promise<Trained> {
  const { spec, dataset, material, network, given, state, seconds, pause } = finishing;
  const { vocabulary, network: plain } = material;
  const { standing } = state;
  if (standing.best === null) throw new Error('Training ended without an epoch.');
  const { best, integration } = await integrated(finishing);
  const own = new Map([...given, ...(await downloaded(best))]);
  const adapted = material.adapters.length === 0 ? null : await adaptedOf(material, network, own, spec);
  const asked = performance.now();
  const test =
    adapted === null
      ? await testAccuracy(network, best, dataset, pause)
      : await testOf(plain, adapted.weights, dataset, pause);
  const answeringSeconds = (performance.now() - asked) / 1000;
  return {
    weights: weightsFile(adapted?.weights ?? own),
    adapters: adapted === null ? null : { bytes: adapted.bytes, facts: adapted.facts },
    alone: null,
    vocabulary,
    parameters: countOf(plain.parameters),
    parts: partSizes(plain),
    curve: standing.curve,
    bestEpoch: standing.best.epoch,
    test,
    answeringSeconds,
    integration,
    pretraining: null,
    seconds: seconds(),
  };
}

/** The best weights behind the second step of training; as they are where there is none. */
async function integrated({
  network,
  spec,
  dataset,
  material,
  state,
  replaced,
  reporter,
  pause,
}: Finishing): Promise<{ readonly best: Parameters; readonly integration: Trained['integration'] }> {
  const { best, standing } = state;
  if (best === null) throw new Error('Training ended without an epoch.');
  if (!isIntegrated(network)) return { best, integration: null };
  let parts = 0;
  const { changed, facts } = await integrate({
    network,
    parameters: best,
    spec,
    dataset,
    rows: material.rows.train,
    pause,
    onPart: () => {
      parts += 1;
      reporter.follow(parts, standing);
    },
  });
  tf.dispose(Object.keys(changed).map((name) => best[name]));
  const whole = { ...best, ...changed };
  replaced(whole);
  return { best: whole, integration: facts };
}
