import { factsOf } from '../../shared/attack';
import { decimal, percentEstimate, pointsEstimate } from '../format';
import type { ClassSuccess, RemovalMeasures } from '../measures/removal';
import type { FillSuccess } from '../measures/removal-breakdown';
import type { ModelAnalysis } from '../model-analysis';
import { controlVerdict, fewestSuccesses, rivalVerdict } from './control-verdict';
import { flagList, type Flag } from './flag';
import { flagTooFew, flagUnconfirmed } from './any-attack';
import { flagFaults } from './fault-flags';

export function removalFlags(analysis: ModelAnalysis, measures: RemovalMeasures): readonly Flag[] {
  const { flags, raise } = flagList({ model: analysis.title, attack: measures.setting.title });
  const { randomSearch, randomRemoval } = measures.controls;

  flagFaults(raise, measures.faults);
  flagUnconfirmed(raise, measures.unconfirmed);
  const { hits } = measures.successRate;
  const search = rivalVerdict(measures);
  const places = randomRemoval.draws > 0 ? controlVerdict(randomRemoval.difference, hits) : 'worse';
  if (search === 'too-few' || places === 'too-few') {
    const count = `${decimal(hits)} of ${decimal(measures.attacked)}`;
    raise(
      'few-successes',
      'note',
      `It changes ${count} right answers.`,
      `Below ${String(fewestSuccesses)} successes, the attack cannot be told from random removals.`,
      { statement: 'Right answers changed', figure: count },
    );
  }
  if (search === 'as-good' || search === 'better') {
    const how = search === 'better' ? 'needs to remove less than' : 'is not clearly worse than';
    raise(
      'random-search',
      'warning',
      `Random search with as many queries ${how} the attack (search − attack ${pointsEstimate(randomSearch.removalDifference)} of the input).`,
      search === 'better'
        ? 'The model is weaker than the attack shows, and what the attack finds is owed to the number of tries. Read the figures of the search instead.'
        : 'What the attack finds may be owed to the number of tries, not to where it looks.',
      {
        statement: `Random search with as many queries ${how} the attack (removed by search − by attack)`,
        figure: pointsEstimate(randomSearch.removalDifference),
      },
    );
  }
  if (places === 'as-good' || places === 'better') {
    const how = places === 'better' ? 'succeeds more often' : 'is not clearly worse';
    raise(
      'random-removal',
      'warning',
      `Removing as much at random places ${how} (attack − random ${pointsEstimate(randomRemoval.difference)}).`,
      'Where the attack removes may not matter, only how much.',
      {
        statement: `Removing as much at random places ${how} (attack − random)`,
        figure: pointsEstimate(randomRemoval.difference),
      },
    );
  }
  if (measures.oneFillOnly.hits > 0) {
    raise(
      'fill-artefact',
      (measures.oneFillOnly.low ?? 0) > 0.1 ? 'warning' : 'note',
      `${percentEstimate(measures.oneFillOnly)} of the successes change the answer under one fill only.`,
      'Those may react to the unfamiliar patch rather than to the missing information.',
      {
        statement: 'Successes that change the answer under one fill only',
        figure: percentEstimate(measures.oneFillOnly),
      },
    );
  }
  const weakest = weakestFill(measures);
  if (weakest !== null) {
    const figure = `${weakest.fill.replace(':', ', ')} ${percentEstimate(weakest.flips)}`;
    raise(
      'fill-dependent',
      'warning',
      `Under another fill most successes leave the answer as it was (${figure} still change it).`,
      'What the attack found there may be owed to the fill it removes with, not to the information that is gone.',
      { statement: 'Successes that still change the answer under another fill', figure },
    );
  }
  const [easiest, hardest] = apart(measures);
  if (easiest !== undefined) {
    const figure = `${easiest.name} ${percentEstimate(easiest.successRate)}, ${hardest.name} ${percentEstimate(hardest.successRate)}`;
    raise(
      'class-dependent',
      'note',
      `Success differs by true class: ${figure}.`,
      'The rate over all classes is of this mix of them alone; read the rates per class.',
      { statement: 'Success differs by true class', figure },
    );
  }
  if (measures.decidableSuccessRate === null) {
    raise(
      'label-preservation',
      'note',
      'Label preservation not checked: the data set cannot say whether the label is still decidable after a removal.',
      'Some changed answers may be right ones, because the deciding evidence was removed.',
    );
  } else if ((measures.evidenceDestroyed?.value ?? 0) > 0.5) {
    raise(
      'evidence-destroyed',
      'warning',
      `${percentEstimate(measures.evidenceDestroyed ?? measures.successRate)} of the successes removed the evidence that decides the label.`,
      'Changing the answer is correct there. Read the success among still-decidable inputs instead.',
      {
        statement: 'Successes that removed the evidence that decides the label',
        figure: percentEstimate(measures.evidenceDestroyed ?? measures.successRate),
      },
    );
  }
  if (measures.capped > 0) {
    const failures = measures.attacked - hits;
    const count = `${decimal(measures.capped)} of ${decimal(failures)}`;
    raise(
      'query-cap',
      // Where most failures are the cap's, the success rate measures the cap.
      2 * measures.capped > failures &&
        factsOf(measures.setting.choice).combinationCap(measures.setting.choice) !== null
        ? 'warning'
        : 'note',
      `${count} failures ended at the query cap.`,
      'A higher cap might still succeed there.',
      { statement: 'Failures that ended at the query cap', figure: count },
    );
  }
  flagTooFew(raise, measures.attacked);
  return flags;
}

/** The fill under which fewest successes hold, where that is clearly less than half of them. */
function weakestFill({ byFill }: RemovalMeasures): FillSuccess | null {
  const weakest = byFill.reduce<FillSuccess | null>(
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
