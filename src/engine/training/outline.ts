import type { ModelSpec } from '../../shared/models/model-spec';
import type { ModelOutline } from '../../shared/models/model-facts';
import { encodersFrom } from '../../shared/recipe/shared-encoders';
import type { Dataset } from '../data/dataset';
import { openNetwork, type OpenNetwork } from '../models/open-network';
import { countOf, initialValues } from '../models/parameters';
import { startingEncoders, type PretrainedFiles } from '../models/pretrained-encoders';
import type { Pause } from '../pause';
import { alternationStart } from './alternation';
import { batchStep } from './batch-step';
import { historyFor } from './loss-history';
import { disposeState } from './checkpoint';
import { startState } from './epoch';
import { materialOf } from './material';
import { scoreOf } from './score';
import { stepSettings } from './step';

/** What a worker can say of a specification; it does not know what its device is called. */
export type OwnOutline = Omit<ModelOutline, 'speed'> & { readonly speed: TrainingSpeed | null };
type TrainingSpeed = Pick<NonNullable<ModelOutline['speed']>, 'step' | 'scored'>;

/**
 * What a specification makes of its data, without training it. Leaves no tensor behind.
 *
 * @param measure times a few steps of its training on the current backend
 * @param pause awaited before every step; may throw
 * @param files of the weights that the specification names
 * @throws LabError `invalid` for a recipe that does not fit the data, weights that do not fit the recipe, or an empty split
 */
export async function outlineOf(
  spec: ModelSpec,
  dataset: Dataset,
  measure: boolean,
  pause: Pause,
  files: PretrainedFiles = new Map(),
): Promise<OwnOutline> {
  const { rows, vocabulary, network, trainee, frozen } = materialOf(spec, dataset);
  // Where another model gives the encoders, it is that one that starts from the weights.
  const pretrained = encodersFrom(spec) === null ? spec.training.pretrained : {};
  const { stay } = startingEncoders(pretrained, files, network, vocabulary);
  const outline = {
    datasetHash: dataset.manifest.hash,
    parameters: countOf(network.parameters),
    words: vocabulary.length,
    rows: { train: rows.train.length, validation: rows.validation.length, test: rows.test.length },
  };
  if (!measure) return { ...outline, speed: null };
  // Weights that stay as they are take no longer for being those of a start.
  const start = [...new Set([...frozen, ...stay])].map((name) => {
    const own = network.parameters[name];
    return [name, { shape: own.shape, data: initialValues(spec.seed, name, own) }] as const;
  });
  const opened = openNetwork(trainee, new Map(start));
  try {
    return { ...outline, speed: await speedOf(spec, opened, dataset, rows, pause) };
  } finally {
    opened.dispose();
  }
}

/** Steps that are timed at most, and seconds after which the next one is not begun. */
const MOST_STEPS = 5;
const ENOUGH_SECONDS = 2;
/** Samples that are scored to time it: one chunk of a scoring. */
const SCORED = 100;

async function speedOf(
  spec: ModelSpec,
  network: OpenNetwork,
  dataset: Dataset,
  rows: { readonly train: readonly number[]; readonly validation: readonly number[] },
  pause: Pause,
): Promise<TrainingSpeed> {
  const settings = stepSettings(spec, rows.train.length);
  const batch = rows.train.slice(0, spec.training.batchSize);
  const next = batchStep(network, dataset, settings);
  let state = {
    ...startState(network, spec.seed),
    history: historyFor(network, rows.train),
    alternation: alternationStart(network, spec.training),
  };
  /** Reading the samples counts: training does it for every batch. */
  const step = async (): Promise<void> => {
    await pause();
    const { learnt } = await next(state, batch, pause);
    state = { ...state, ...learnt };
  };
  const some = rows.validation.slice(0, SCORED);
  const score = async (): Promise<void> => {
    await scoreOf(network, state.adam.parameters, dataset, some, pause);
  };
  try {
    return { step: await secondsOf(step), scored: (await secondsOf(score)) / some.length };
  } finally {
    disposeState(state);
  }
}

/** Median seconds of a piece of work, after one time to warm up. */
async function secondsOf(work: () => Promise<void>): Promise<number> {
  await work();
  const began = performance.now();
  const times: number[] = [];
  while (times.length === 0 || (times.length < MOST_STEPS && performance.now() - began < ENOUGH_SECONDS * 1000)) {
    const start = performance.now();
    await work();
    times.push((performance.now() - start) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}
