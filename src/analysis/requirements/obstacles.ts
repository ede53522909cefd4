import { fewest, tooFew } from '../../shared/sample-size';
import type { Flag } from '../flags/flag';
import { masksUnder } from '../flags/masking';
import { countOf, decimal } from '../format';
import type { Evaluated } from '../model-analysis';
import { voidsOfAttack, voidsOfModel } from '../standing';
import type { Candidate } from './candidates';

/** What is known of the run beside its figures. */
export interface Whole {
  /** What was found of the models and the attacks on them. */
  readonly flags: readonly Flag[];
  /** Samples of the study: the records of a complete cell. */
  readonly samples: number;
}

/** Why a figure answers nothing, on whichever side of the threshold it lies; in sentences. */
export function obstaclesTo(candidate: Candidate, model: Evaluated, whole: Whole): readonly string[] {
  const { setting } = candidate;
  return [
    ...missingRecords(candidate, model, whole.samples),
    // Without an attack, a clean accuracy stands as it was measured.
    ...(setting === null ? [] : voidWords(voidsOfAttack(whole.flags, model.analysis.title, setting.title))),
  ];
}

/**
 * Why a figure does not speak for a model though it keeps the threshold; in sentences. Against it, it speaks all the
 * same: few right answers are few, whatever they rest on.
 */
export function obstaclesToMet(candidate: Candidate, model: Evaluated, { flags }: Whole): readonly string[] {
  if (candidate.setting === null) return [];
  const attacked = candidate.attacked ?? 0;
  return [
    ...voidWords(voidsOfModel(flags, model.analysis.title)),
    ...maskWords(masksUnder(flags, model.analysis.title, candidate.setting)),
    ...(tooFew(attacked)
      ? [`Only ${countOf(attacked, 'sample')} could be attacked; fewer than ${String(fewest)} carry no claim.`]
      : []),
  ];
}

/**
 * A figure is final once all that it rests on is computed: of a clean accuracy the model's answers; of failing inputs
 * those with every failing input, as the requirement may be about several levels; of an attack all
 * of the model's cells and those of its baselines, any of which may show that nothing may be said of the model.
 */
function missingRecords(
  { setting, failing }: Candidate,
  { results: { clean, degraded, attacks, baselines } }: Evaluated,
  samples: number,
): readonly string[] {
  const cells =
    setting === null
      ? failing === null
        ? [clean.length]
        : degraded.map(({ records }) => records.length)
      : [
          clean.length,
          ...attacks.map(({ records }) => records.length),
          ...baselines.map((baseline) => baseline.clean.length),
        ];
  const there = cells.reduce((sum, count) => sum + count, 0);
  const expected = cells.length * samples;
  if (there >= expected) return [];
  return [
    `The run is not complete: ${decimal(there)} of the ${countOf(expected, 'record')} that it takes are there, and this is the figure so far.`,
  ];
}

/** One of them suffices; the warnings tell them all. */
function maskWords(masks: readonly Flag[]): readonly string[] {
  return masks
    .slice(0, 1)
    .map(
      ({ finding, advice }) =>
        `The gradients are masked, so the figure does not speak for the model. ${finding} ${advice}`,
    );
}

function voidWords(voids: readonly Flag[]): readonly string[] {
  return voids.map(({ finding, advice }) => `The figure is void. ${finding} ${advice}`);
}
