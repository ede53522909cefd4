import type { Flag, FlagContext, FlagLevel } from '../flags';
import { countOf, decimal, percent, percentEstimate, pointsEstimate } from '../format';
import type { RemovalMeasures } from '../measures/removal';
import type { ModelAnalysis } from '../study-analysis';
import { fewest, tooFew } from './sample-size';

export function removalFlags(
  analysis: ModelAnalysis,
  measures: RemovalMeasures,
  { settings }: Pick<FlagContext, 'settings'>,
): readonly Flag[] {
  const attack = settings.find(({ key }) => key === measures.attackKey)?.title ?? measures.attackKey;
  const flags: Flag[] = [];
  const raise = (
    check: string,
    level: FlagLevel,
    finding: string,
    advice: string,
    shared: Flag['shared'] = null,
  ): void => {
    flags.push({ check, level, model: analysis.title, attack, finding, shared, advice });
  };
  const { noOp, randomSearch, randomRemoval } = measures.controls;

  if (noOp.changed > 0) {
    raise(
      'no-op',
      'void',
      `Removing nothing changed a logit by up to ${noOp.largestLogitChange.toExponential(1)} (allowed: 1e-4 of the largest logit, at least 1e-4) in ${countOf(noOp.changed, 'sample')} of ${String(noOp.n)}.`,
      'The removal path itself alters the input, so changed answers cannot be put down to what was removed.',
    );
  }
  if (measures.unconfirmed > 0) {
    raise(
      're-evaluation',
      'warning',
      `${countOf(measures.unconfirmed, 'success claim')} of the attack did not hold when the model was run again.`,
      'They count as failures. Near-ties do this; many of them point to a defect.',
    );
  }
  if (randomSearch.draws > 0 && randomSearch.removalDifference.high !== null && measures.successRate.hits > 0) {
    const { value, low } = randomSearch.removalDifference;
    if (value !== null && low !== null && low <= 0) {
      raise(
        'random-search',
        'warning',
        value <= 0
          ? `Random search with as many queries does at least as well: it removes no more of the input than the attack (search − attack ${pointsEstimate(randomSearch.removalDifference)}).`
          : `Random search with as many queries is not clearly worse than the attack: the difference in what each removes may be chance (search − attack ${pointsEstimate(randomSearch.removalDifference)}).`,
        'What the attack finds may then be owed to the number of tries, not to where it looks.',
      );
    }
  }
  if (randomRemoval.difference.low !== null && randomRemoval.difference.low <= 0 && measures.successRate.hits > 0) {
    raise(
      'random-removal',
      'warning',
      `Removing as much at random places succeeds as often (difference ${pointsEstimate(randomRemoval.difference)}).`,
      'The places found do not matter; the amount removed does.',
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
    raise(
      'query-cap',
      'note',
      `${countOf(measures.capped, 'failure')} ended at the query cap.`,
      'A higher cap might still succeed there.',
      { statement: 'Failures that ended at the query cap', figure: decimal(measures.capped) },
    );
  }
  if (tooFew(measures.attacked)) {
    raise(
      'too-few',
      'warning',
      `Only ${countOf(measures.attacked, 'sample')} could be attacked (fewer than ${String(fewest)}).`,
      `The interval of the success rate is ${percent(measures.successRate.low)} to ${percent(measures.successRate.high)}: enough for a look, not for a claim.`,
    );
  }
  return flags;
}
