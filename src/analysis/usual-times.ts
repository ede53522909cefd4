import type { ModelDescription } from '../shared/models/model-description';
import { demoPlans } from '../shared/planning/demo-plans';
import type { TimeEstimate } from './time-estimate';
import { trainingEstimate } from './training-estimate';

/** Seconds that a study took elsewhere. */
export interface UsualTime {
  readonly training: number;
  readonly attacks: number;
}

/**
 * What the studies that ship with the lab take on two processor cores that do nothing else, reckoned, not clocked: the
 * processor seconds of one run each on a busy machine, shared out over two cores, and a quarter more for what cannot be
 * shared. A first idea, for a lab that has computed nothing; whatever rests on it is called rough.
 */
export const usualTimes = {
  sample: { training: 40, attacks: 36 },
  hardening: { training: 185, attacks: 95 },
  segmentation: { training: 200, attacks: 100 },
  fusions: { training: 1300, attacks: 1000 },
  scales: { training: 800, attacks: 120 },
  alternating: { training: 42, attacks: 2 },
  contrast: { training: 80, attacks: 3 },
  streams: { training: 90, attacks: 2 },
  systems: { training: 107, attacks: 49 },
  adapters: { training: 75, attacks: 12 },
} as const satisfies Readonly<Record<string, UsualTime>>;

/** Seconds that the first model of the sample study trains there, reckoned alike. */
const yardstick = 22;

/** How much longer this machine takes than that one, by a training of its own like the yardstick; null: none is known. */
function ratioOf(models: readonly ModelDescription[]): number | null {
  const [{ data, subjects, seeds }] = demoPlans('quick');
  const [{ recipe, training }] = subjects;
  const own = trainingEstimate({ dataset: data.dataset, recipe, training, seed: seeds[0] }, models, null);
  return own === null ? null : own.seconds / yardstick;
}

/**
 * An estimate whose gaps are filled from elsewhere.
 *
 * @param estimate null: there is none, as of data that are not prepared
 * @param models of this lab
 */
export function filledIn(
  estimate: TimeEstimate | null,
  usual: UsualTime,
  models: readonly ModelDescription[],
): TimeEstimate {
  const training = estimate?.training ?? null;
  const attacks = estimate === null || estimate.notTimed.length > 0 ? null : estimate.attacks;
  if (estimate !== null && training !== null && attacks !== null) return estimate;
  const ratio = ratioOf(models);
  const scale = ratio ?? 1;
  return {
    training: training ?? usual.training * scale,
    attacks: attacks ?? usual.attacks * scale,
    notTimed: [],
    rough: true,
    elsewhere: ratio === null ? 'as it was' : 'in proportion',
  };
}
