import { fewest, tooFew } from '../../shared/sample-size';
import type { Flag } from '../flags/flag';
import { masksUnder } from '../flags/masking';
import { countOf, decimal } from '../format';
import { voidsOfAttack, voidsOfModel } from '../standing';
import type { Candidate, RequiredModel, Rests } from './candidate';

type Titled = Pick<RequiredModel, 'title'>;

/**
 * Why a figure answers nothing, on whichever side of the threshold it lies; in sentences.
 *
 * @param flags what was found of the models and the attacks on them
 */
export function obstaclesTo(candidate: Candidate, { title }: Titled, flags: readonly Flag[]): readonly string[] {
  const { setting } = candidate;
  return [
    ...missingRecords(candidate.rests),
    // Without an attack, a clean accuracy stands as it was measured.
    ...(setting === null ? [] : voidWords(voidsOfAttack(flags, title, setting.title))),
  ];
}

/**
 * Why a figure does not speak for a model though it keeps the threshold; in sentences. Against it, it speaks all the
 * same: few right answers are few, whatever they rest on.
 */
export function obstaclesToMet(candidate: Candidate, { title }: Titled, flags: readonly Flag[]): readonly string[] {
  if (candidate.setting === null) return [];
  const attacked = candidate.attacked ?? 0;
  return [
    ...voidWords(voidsOfModel(flags, title)),
    ...maskWords(masksUnder(flags, title, candidate.setting)),
    ...(tooFew(attacked)
      ? [`Only ${countOf(attacked, 'sample')} could be attacked; fewer than ${String(fewest)} carry no claim.`]
      : []),
  ];
}

/** A figure is final once all that it rests on is computed. */
function missingRecords({ there, expected }: Rests): readonly string[] {
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
