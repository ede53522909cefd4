/**
 * What a training takes, and how many bytes of tensors it holds at the most, of every learning system
 * beside plain concatenation on the same data; what is learned is validated after every pass and tested. Arms take turns, round after round.
 */
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { initBackend } from '../../src/engine/backends/registry';
import { openDataset } from '../../src/engine/data/open';
import type { Dataset } from '../../src/engine/data/dataset';
import { prepareShipped } from '../../src/engine/data/shipped';
import type { HostParameters } from '../../src/engine/models/parameters';
import { readSafetensors } from '../../src/engine/models/safetensors';
import { trainByMethod } from '../../src/engine/training/train-by-method';
import type { Trained } from '../../src/engine/training/trained';
import { ModelSpec } from '../../src/shared/models/model-spec';
import { temporaryFolder } from '../support/temporary-folder';
import { extent } from './extent';
import { openReport } from './report';
import { median, quotients, spread, threeDigits } from './spread';
import { armGroups, type Arm, type ArmGroup } from './systems/arms';

const ROUNDS = extent(2, 1);
/** Of a training whose time is taken. */
const PASSES = extent(4, 1);

it('systems: time and memory of training beside concatenation', async () => {
  const report = openReport('systems');
  await initBackend('wasm');
  const root = await temporaryFolder();
  const tables: Record<string, readonly object[]> = {};
  for (const group of armGroups) {
    const folder = path.join(root, group.dataset);
    await prepareShipped(group.dataset, folder);
    tables[`${group.dataset}, ${group.trainRows} rows`] = await compared(group, await openDataset(folder));
  }
  await report.store(tables, { rounds: ROUNDS });
});

async function compared(group: ArmGroup, dataset: Dataset): Promise<readonly object[]> {
  const ensemble = group.arms.find(({ training }) => training?.method === 'ensemble');
  const before =
    ensemble === undefined
      ? null
      : readSafetensors((await trained(ensemble, group, dataset, 1, null)).weights, 'ensemble');
  const given = ({ isAfterEnsemble }: Arm): HostParameters | null =>
    isAfterEnsemble === true && before !== null ? before.tensors : null;
  const times = group.arms.map((): number[] => []);
  const parameters = group.arms.map(() => 0);
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [index, arm] of group.arms.entries()) {
      // The first round warms up the compiler.
      const passes = round < 0 ? 1 : PASSES;
      const { milliseconds, result } = await timed(() => trained(arm, group, dataset, passes, given(arm)));
      expect(result.curve.length).toBeGreaterThan(0);
      parameters[index] = result.parameters;
      if (round >= 0) times[index].push(milliseconds);
    }
  }
  const bytes: number[] = [];
  for (const arm of group.arms) bytes.push(await peakOf(() => trained(arm, group, dataset, 1, given(arm))));
  return group.arms.map(({ system }, index) => ({
    system,
    'CPU ms a training': threeDigits(median(times[index])),
    'times concat': index === 0 ? '1' : spread(quotients(times[index], times[0])),
    'MB of tensors at most': threeDigits(bytes[index] / 1e6),
    'memory / concat': threeDigits(bytes[index] / bytes[0]),
    parameters: parameters[index],
  }));
}

/** Trained for so many passes of the kind that is counted. */
function trained(
  { recipe, training = {}, counted = 'labels' }: Arm,
  { dataset: name, trainRows }: ArmGroup,
  dataset: Dataset,
  passes: number,
  encoders: HostParameters | null,
): Promise<Trained> {
  const spec = ModelSpec.parse({
    dataset: name,
    recipe,
    training: {
      ...training,
      batchSize: 32,
      trainRows,
      epochs: counted === 'labels' ? passes : 1,
      ...(training.pretraining === undefined
        ? {}
        : { pretraining: { ...training.pretraining, epochs: counted === 'pretraining' ? passes : 1 } }),
    },
    seed: 1,
  });
  return trainByMethod({
    spec,
    dataset,
    ...(encoders === null ? {} : { encoders }),
    checkpoint: null,
    onUpdate: () => undefined,
    pause: () => Promise.resolve(),
  });
}

/** In time of the processor, which tells more than the clock where others work beside: one thread computes. */
async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly milliseconds: number; readonly result: Result }> {
  const started = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(started);
  return { milliseconds: (user + system) / 1000, result };
}

/** Bytes of all tensors that were there at once, as the library counts them. */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  const { peakBytes } = await tf.profile(async () => {
    await work();
    return [];
  });
  return peakBytes;
}
