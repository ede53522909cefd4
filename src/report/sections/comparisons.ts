import { optionalSections } from '../../shared/reports/report-sections';
import { listOf, pointsEstimate, pValue } from '../../analysis/format';
import { sideOf } from '../../analysis/comparison/judgement';
import type { AccuracyComparison } from '../../analysis/comparison/accuracy-comparison';
import type { Comparison } from '../../analysis/comparison/subject-comparison';
import { comparedMeasure, controlName, mistakesDisagree } from '../../analysis/verdict/comparison-sentence';
import { points } from '../cell-text';
import { cells, left, right, type Block, type Row, type Section } from '../document';
import { glossary } from '../glossary';
import type { Context } from './context';

export function comparisonsSection({ input: { analysis } }: Context): Section | null {
  const { comparisons, accuracies } = analysis;
  if (accuracies.length > 0) return ofAccuracy(accuracies);
  if (comparisons.length === 0) return null;
  const modalities = analysis.data.modalities
    .map(({ id }) => id)
    .filter((id) => comparisons.some(({ byModality }) => id in byModality));
  const measures = [...new Set(comparisons.map(comparedMeasure))];
  const titles = [...new Set(comparisons.map(({ setting }) => setting.title))];
  const pairs = [...new Set(comparisons.map(pairOf))];
  const oracle = comparisons.some(({ mistakesOnly }) => mistakesOnly !== null);
  const onePair = pairs.length === 1 ? pairs[0] : null;
  return {
    id: 'comparisons',
    title: optionalSections.comparisons,
    terms: [glossary.interval, glossary.holm, ...(oracle ? [glossary.decidable] : [])],
    blocks: [
      {
        kind: 'table',
        caption: `Differences in points${onePair === null ? '' : `, ${onePair}`}: ${measures.join(', ')}`,
        columns: [
          left(onePair === null ? 'first − second' : 'attack'),
          right('both correct'),
          ...(oracle ? [right('… mistakes only')] : []),
          ...modalities.map((id) => right(`share of the ${id}`)),
          right('all samples'),
          right('adjusted p'),
          left('harder to break'),
        ],
        rows: titles.flatMap((title): Row[] => [
          ...(onePair === null ? [{ kind: 'group' as const, title }] : []),
          ...comparisons
            .filter(({ setting }) => setting.title === title)
            .map((comparison) =>
              cells(
                onePair === null ? pairOf(comparison) : title,
                points(comparison.commonlyCorrect),
                ...(oracle ? [points(comparison.mistakesOnly)] : []),
                ...modalities.map((id) => points(id in comparison.byModality ? comparison.byModality[id] : null)),
                points(comparison.all),
                pValue(comparison.pHolm),
                reading(comparison),
              ),
            ),
        ]),
        note: `${direction(comparisons)} “Both correct”: over the ${String(comparisons[0].commonlyCorrect.n)} samples that both answer correctly${onePair === null ? ' (first pair)' : ''}; the columns per input too.${oracle ? ' “Mistakes only”: a success that took the deciding evidence away counts as a failure; a model is called harder to break only where both columns show it.' : ''} Paired by sample; ${seedWords(comparisons)} Adjusted p: sign-flip test, corrected by Holm over the ${String(comparisons.filter(({ p }) => p !== null).length)} comparisons judged. On all samples, one answered wrongly from the start counts as broken with nothing removed.${onePair === null ? '' : ` Clean accuracy differs by ${pointsEstimate(comparisons[0].cleanAccuracy)}.`}`,
      },
      ...(onePair === null ? [cleanTable(comparisons)] : []),
    ],
  };
}

function ofAccuracy(accuracies: readonly AccuracyComparison[]): Section {
  const tested = accuracies.filter(({ p }) => p !== null).length;
  return {
    id: 'comparisons',
    title: 'Which is more accurate',
    terms: [glossary.interval, glossary.holm],
    blocks: [
      {
        kind: 'table',
        caption: 'Accuracy, nothing attacked: differences in points',
        columns: [
          left('first − second'),
          right('difference'),
          right('adjusted p'),
          right('could show'),
          left('more accurate'),
        ],
        rows: accuracies.map(({ a, b, difference, pHolm, detectable, conclusion }) =>
          cells(
            `${a} − ${b}`,
            points(difference),
            pValue(pHolm),
            detectable === null ? '–' : `${(100 * detectable).toFixed(1)} points`,
            conclusion === 'inconclusive' ? 'inconclusive' : conclusion === 'a-more-accurate' ? a : b,
          ),
        ),
        note: `Over all samples, paired by training seed and sample; ${seedWords(accuracies)} Adjusted p: sign-flip test, corrected by Holm over the ${String(tested)} comparisons tested. “Could show”: the smallest difference that so many seeds, spread as these are, would show in four of five studies.`,
      },
    ],
  };
}

/** The same under every attack. */
function cleanTable(comparisons: readonly Comparison[]): Block {
  const ofPairs = new Map(comparisons.map((comparison) => [pairOf(comparison), comparison.cleanAccuracy]));
  return {
    kind: 'table',
    caption: 'Clean accuracy: differences in points',
    columns: [left('first − second'), right('difference')],
    rows: [...ofPairs].map(([pair, difference]) => cells(pair, points(difference))),
  };
}

function pairOf({ a, b }: Comparison): string {
  return `${a} − ${b}`;
}

function reading(comparison: Comparison): string {
  const { a, b, control, unjudged, pHolm } = comparison;
  if (unjudged !== null) return `${unjudged.because === 'void' ? 'not compared' : 'not judged'}: ${unjudged.text}`;
  const also = control === null ? '' : `, by ${controlName(comparison.setting)} too`;
  switch (comparison.conclusion) {
    case 'a-harder-to-break':
      return `${a}${also}`;
    case 'b-harder-to-break':
      return `${b}${also}`;
    case 'inconclusive':
      if (mistakesDisagree(comparison)) return 'not shown: counting only mistakes does not show the same';
      if (control !== null && pHolm !== null && pHolm < 0.05) {
        return `not shown: by ${controlName(comparison.setting)}, as good as the attack on ${listOf(control.asGoodOn)}, ${pointsEstimate(control.difference)}`;
      }
      return `not shown: ${notShown(comparison)}`;
    default:
      return comparison.conclusion satisfies never;
  }
}

function notShown({ commonlyCorrect, detectable }: Comparison): string {
  if (detectable !== null) return `${(detectable * 100).toFixed(1)} points would have been`;
  return sideOf(commonlyCorrect) === 0 ? 'the interval holds 0' : 'the adjusted p is not below 0.05';
}

/** What a difference above 0 means; a plan has one measure. */
function direction([{ measure }]: readonly Comparison[]): string {
  return measure === 'attack-success-rate'
    ? 'Lower is harder to break: below 0, the first holds better.'
    : 'Higher is harder to break: above 0, the first holds better.';
}

function seedWords(comparisons: readonly { readonly seeds: number }[]): string {
  const seeds = Math.min(...comparisons.map(({ seeds: own }) => own));
  return seeds === 1
    ? 'one training seed each, so this is about these trained models, not their recipes.'
    : `${String(seeds)} paired training seeds.`;
}
