import { factsOf } from '../../shared/attacks/attack';
import { fillOf } from '../../shared/data/modality';
import { countOf, decimal, loss, percent, percentEstimate, pointsEstimate, signedPoints } from '../format';
import type { ClassSuccess, RemovalMeasures } from '../measures/removal';
import type { FillSuccess } from '../measures/removal-breakdown';
import type { ModelAnalysis } from '../model-analysis';
import { controlVerdict, fewestSuccesses, rivalVerdict } from './control-verdict';
import { flagList, type Flag, type Raise } from './flag';
import { flagFewSuccesses, flagTooFew, flagUnconfirmed } from './any-attack';
import { flagFaults } from './fault-flags';

export function removalFlags(analysis: ModelAnalysis, measures: RemovalMeasures): readonly Flag[] {
  const { flags, raise } = flagList({ model: analysis.title, attack: measures.setting.title });
  flagFaults(raise, measures.faults);
  flagUnconfirmed(raise, measures.unconfirmed);
  flagControls(raise, measures);
  flagFills(raise, measures);
  flagClasses(raise, measures);
  flagLabels(raise, measures);
  flagCap(raise, measures);
  flagTooFew(raise, measures.attacked);
  return flags;
}

/** Random search and random removals, which an attack that knows where to look leaves behind. */
function flagControls(raise: Raise, measures: RemovalMeasures): void {
  const { randomSearch, randomRemoval } = measures.controls;
  const search = rivalVerdict(measures);
  const places =
    randomRemoval.draws > 0 ? controlVerdict(randomRemoval.difference, measures.successRate.hits) : 'worse';
  if (search === 'too-few' || places === 'too-few') {
    flagFewSuccesses(
      raise,
      measures,
      'random removals',
      `Below ${String(fewestSuccesses)} successes, the attack cannot be told from random removals. Select more samples, or allow more queries.`,
    );
  }
  if (search === 'as-good' || search === 'better') {
    const difference = randomSearch.removalDifference;
    const how = search === 'better' ? 'needs to remove less than' : 'removes not clearly more than';
    raise(
      'random-search',
      'warning',
      `Random search with as many queries ${how} the attack: ${pointsEstimate(difference)} of the input (search − attack).`,
      search === 'better'
        ? 'The model is weaker than the attack shows, and what the attack finds is owed to the number of tries. Read the figures of the search instead.'
        : 'What the attack finds may be owed to the number of tries, not to where it looks. Claim nothing about where the model is weak.',
      {
        statement: `Random search with as many queries ${how} the attack: {} of the input (search − attack).`,
        figure: pointsEstimate(difference),
        brief: `${signedPoints(difference.value)} points`,
        size: difference.value ?? 0,
      },
    );
  }
  if (places === 'as-good' || places === 'better') {
    const { difference } = randomRemoval;
    const how =
      places === 'better' ? 'changes more right answers than' : 'does not change clearly fewer right answers than';
    raise(
      'random-removal',
      'warning',
      `Removing as much at random places ${how} the attack: ${pointsEstimate(difference)} of the right answers (attack − random).`,
      'Where the attack removes may not matter, only how much. Claim nothing about where the model is weak.',
      {
        statement: `Removing as much at random places ${how} the attack: {} of the right answers (attack − random).`,
        figure: pointsEstimate(difference),
        brief: `${signedPoints(difference.value)} points`,
        size: difference.value ?? 0,
      },
    );
  }
}

function flagFills(raise: Raise, measures: RemovalMeasures): void {
  const { oneFillOnly } = measures;
  if (oneFillOnly.hits > 0 && oneFillOnly.n >= fewestSuccesses) {
    raise(
      'fill-artefact',
      (oneFillOnly.low ?? 0) > 0.1 ? 'warning' : 'note',
      `${percentEstimate(oneFillOnly)} of ${countOf(oneFillOnly.n, 'success', 'successes')} change the answer under a single one of the fills tried, and under no other.`,
      'Those may react to the unfamiliar patch rather than to the missing information. Look at them under “Samples” before you quote the rate.',
      {
        statement: '{} of the successes change the answer under a single one of the fills tried, and under no other.',
        figure: `${percentEstimate(oneFillOnly)} (n ${decimal(oneFillOnly.n)})`,
        brief: percent(oneFillOnly.value),
        size: oneFillOnly.value ?? 0,
      },
    );
  }
  const weakest = weakestFill(measures);
  if (weakest !== null) {
    const fill = fillText(weakest.fill);
    const others = otherFills(measures, weakest).map(
      (other) => `${fillText(other.fill)} ${percent(other.flips.value)}`,
    );
    const beside = others.length === 0 ? '' : ` (other fills: ${others.join('; ')})`;
    raise(
      'fill-dependent',
      'warning',
      `With another fill (${fill}) only ${percentEstimate(weakest.flips)} of the ${countOf(weakest.flips.n, 'success', 'successes')} there still change the answer${beside}.`,
      'What the attack found there may be owed to the fill it removes with, not to the information that is gone. Attack with that fill too, and quote the lower rate.',
      {
        statement: `With another fill (${fill}) only {} of the successes still change the answer.`,
        figure: `${percentEstimate(weakest.flips)} (n ${decimal(weakest.flips.n)})${beside}`,
        brief: percent(weakest.flips.value),
        size: weakest.flips.value ?? 0,
      },
    );
  }
}

function flagClasses(raise: Raise, measures: RemovalMeasures): void {
  const [easiest, hardest] = apart(measures);
  if (easiest === undefined) return;
  const figure = `${easiest.name} ${percentEstimate(easiest.successRate)}, ${hardest.name} ${percentEstimate(hardest.successRate)}`;
  const difference = (easiest.successRate.value ?? 0) - (hardest.successRate.value ?? 0);
  raise(
    'class-dependent',
    'note',
    `Success differs by true class: ${figure}.`,
    'The rate over all classes is of this mix of them alone; read the rates per class.',
    {
      statement: 'Success differs by true class, by {} between the easiest and the hardest.',
      figure,
      brief: `${loss(difference)} points`,
      size: difference,
    },
  );
}

/** Whether what was removed decided the label: then another answer is right. */
function flagLabels(raise: Raise, { decidableSuccessRate, evidenceDestroyed, successRate }: RemovalMeasures): void {
  if (decidableSuccessRate === null) {
    const changed = decimal(successRate.hits);
    raise(
      'label-preservation',
      'note',
      `Label preservation not checked on ${countOf(successRate.hits, 'changed answer')}: the data set cannot say whether the label is still decidable after a removal.`,
      'Some changed answers may be right ones, because the deciding evidence was removed. Look at some under “Samples” before you call them mistakes.',
      {
        statement:
          'Label preservation not checked on the changed answers ({}): the data set cannot say whether the label is still decidable after a removal.',
        figure: changed,
        brief: changed,
        size: successRate.hits,
      },
    );
  } else if (evidenceDestroyed !== null && (evidenceDestroyed.value ?? 0) > 0.5) {
    raise(
      'evidence-destroyed',
      'warning',
      `${percentEstimate(evidenceDestroyed)} of the successes removed the evidence that decides the label.`,
      'Changing the answer is correct there. Read the success among still-decidable inputs instead.',
      {
        statement: '{} of the successes removed the evidence that decides the label.',
        figure: percentEstimate(evidenceDestroyed),
        brief: percent(evidenceDestroyed.value),
        size: evidenceDestroyed.value ?? 0,
      },
    );
  }
}

function flagCap(raise: Raise, { capped, attacked, successRate, setting: { choice } }: RemovalMeasures): void {
  if (capped === 0) return;
  const failures = attacked - successRate.hits;
  const count = `${decimal(capped)} of ${decimal(failures)}`;
  const share = failures === 0 ? 0 : capped / failures;
  raise(
    'query-cap',
    // Where most failures are the cap's, the success rate measures the cap.
    2 * capped > failures && factsOf(choice).combinationCap(choice) !== null ? 'warning' : 'note',
    `${count} failures ended at the query cap.`,
    'A higher cap (maxQueries) might still succeed there.',
    {
      statement: '{} of the failures ended at the query cap.',
      figure: count,
      brief: percent(share),
      size: share,
    },
  );
}

/** Those beside the weakest in its modality, without the attack's own, under which every success holds by definition. */
function otherFills({ byFill, setting: { choice } }: RemovalMeasures, weakest: FillSuccess): readonly FillSuccess[] {
  const [modality] = parts(weakest.fill);
  const ofModality = byFill.filter((other) => parts(other.fill)[0] === modality);
  const tried = ofModality.map(({ fill }) => parts(fill)[1]);
  // All fills of its kind were tried, so that they tell which kind it is.
  const kind = Object.values(fillOf).find(({ options }) =>
    tried.every((fill) => (options as readonly string[]).includes(fill)),
  );
  const own = kind === undefined ? null : choice.fills[kind.field];
  return ofModality.filter((other) => other !== weakest && parts(other.fill)[1] !== own);
}

/** `image:blur` → `image` and `blur` */
function parts(fill: string): readonly [string, string] {
  const colon = fill.lastIndexOf(':');
  return [fill.slice(0, colon), fill.slice(colon + 1)];
}

/** `image, blur` */
function fillText(fill: string): string {
  return parts(fill).join(', ');
}

/** Of the fills that enough successes were tried under, that of which fewest hold, where it is clearly less than half of them. */
function weakestFill({ byFill }: RemovalMeasures): FillSuccess | null {
  const weakest = byFill
    .filter(({ flips }) => flips.n >= fewestSuccesses)
    .reduce<FillSuccess | null>(
      (least, own) => (least === null || (own.flips.value ?? 1) < (least.flips.value ?? 1) ? own : least),
      null,
    );
  return weakest !== null && (weakest.flips.high ?? 1) < 0.5 ? weakest : null;
}

/** The class that gives way most often and the one that does least, where their intervals do not meet; else none. */
function apart({ byClass }: RemovalMeasures): readonly [ClassSuccess, ClassSuccess] | readonly [undefined, undefined] {
  const low = ({ successRate }: ClassSuccess): number => successRate.low ?? 0;
  const high = ({ successRate }: ClassSuccess): number => successRate.high ?? 1;
  // By the bounds that speak: a class of one sample has the highest rate and tells nothing.
  const [easiest] = [...byClass].sort((a, b) => low(b) - low(a));
  const [hardest] = [...byClass].sort((a, b) => high(a) - high(b));
  return byClass.length > 0 && low(easiest) > high(hardest) ? [easiest, hardest] : [undefined, undefined];
}
