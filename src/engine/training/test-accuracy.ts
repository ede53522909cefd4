import type { Dataset } from '../data/dataset';
import type { Network } from '../models/network';
import { openNetwork } from '../models/open-network';
import { disposeParameters, tensorsOf, type HostParameters, type Parameters } from '../models/parameters';
import type { Pause } from '../pause';
import { nonEmpty } from './material';
import { scoreOf, type Score } from './score';
import type { Trained } from './trained';

/**
 * Clean accuracy on the whole test split.
 *
 * @param pause called before every chunk; may throw
 * @throws LabError `invalid` for an empty test split
 */
export async function testAccuracy(
  network: Network,
  parameters: Parameters,
  dataset: Dataset,
  pause: Pause = () => Promise.resolve(),
): Promise<Trained['test']> {
  const { correct, count } = await scoreOf(network, parameters, dataset, nonEmpty(dataset, 'test'), pause);
  return { correct, count };
}

/** The same of weights on the host. @param plain a network whose constants are on none yet */
export async function testOf(
  plain: Network,
  weights: HostParameters,
  dataset: Dataset,
  pause: Pause,
): Promise<Trained['test']> {
  const { correct, count } = await scoreOfHost(plain, weights, dataset, pause);
  return { correct, count };
}

/** The whole score on the test split of weights on the host. */
export async function scoreOfHost(
  plain: Network,
  weights: HostParameters,
  dataset: Dataset,
  pause: Pause,
): Promise<Score> {
  const network = openNetwork(plain);
  const parameters = tensorsOf(plain.parameters, (name) => {
    const tensor = weights.get(name);
    if (tensor === undefined) throw new Error(`The weights lack ${name}.`);
    return tensor.data;
  });
  try {
    return await scoreOf(network, parameters, dataset, nonEmpty(dataset, 'test'), pause);
  } finally {
    disposeParameters(parameters);
    network.dispose();
  }
}
