import type { Condition } from '../../analysis/condition';
import type { Figure } from '../../analysis/figures';
import { measureKey, measureName, measureOfKey, type Measure } from '../../analysis/measure';
import { groupedBy } from '../../shared/grouped-by';
import { shortId } from '../../shared/identity';
import { shownName } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import type { RunFigures } from '../workspace/run-index/rows';

const words = texts.trend;

/** The name of a measure where it stands by itself. */
export function measureTitle(measure: Measure): string {
  const name = measureName('modality' in measure ? { ...measure, modality: shownName(measure.modality) } : measure);
  // mIoU keeps its small letter.
  return /^\p{Ll}\p{Lu}/u.test(name) ? name : name.slice(0, 1).toUpperCase() + name.slice(1);
}

/** What the figures are of, in the order of the results. */
export function measuresOf(runs: readonly RunFigures[]): readonly Measure[] {
  const found = new Map<string, Measure>();
  for (const { measure } of runs.flatMap(({ figures }) => figures)) {
    const key = measureKey(measure);
    if (!found.has(key)) found.set(key, measure);
  }
  return [...found.values()];
}

/**
 * The measure that was chosen, whether any run has it or not: what a person chose is not changed for them. Else robust
 * accuracy, or robust mIoU where every pixel is answered, which is what the lab is about; or the first there is.
 */
export function shownMeasure(chosen: string | undefined, measures: readonly Measure[]): Measure {
  return (
    (chosen === undefined ? null : measureOfKey(chosen)) ??
    measures.find(({ kind }) => kind === 'robust-accuracy') ??
    measures.find(({ kind }) => kind === 'robust-miou') ??
    measures.at(0) ?? { kind: 'accuracy' }
  );
}

/** What was chosen to read another measure under, as the runs call it; null where none of them knows it. */
export function titleOfCondition(runs: readonly RunFigures[], identity: string): string | null {
  const known = runs.flatMap(({ figures }) =>
    figures.flatMap(({ under }) => (under?.identity === identity ? under : [])),
  );
  return known.at(-1)?.title ?? null;
}

/** What a measure can be read under, as a person chooses it. */
export interface Choice {
  readonly identity: string;
  readonly title: string;
}

/**
 * What the measure can be read under, that of most runs first; of equals removals before others, that of most inputs
 * first, which is what verdicts are about, then as the runs have them; none for what is measured without an attack. The same settings are one choice however the runs call them; others of the same title are told apart.
 */
export function conditionsOf(runs: readonly RunFigures[], measure: Measure): readonly Choice[] {
  const key = measureKey(measure);
  const found = runs.flatMap(({ run, figures }) =>
    figures.flatMap((figure: Figure): readonly Found[] =>
      figure.under === null || measureKey(figure.measure) !== key ? [] : [{ run, condition: figure.under }],
    ),
  );
  const conditions = [...groupedBy(found, ({ condition }) => condition.identity)].map(([identity, own]) => ({
    identity,
    // As the newest run calls it.
    title: own[own.length - 1].condition.title,
    runs: new Set(own.map(({ run }) => run)).size,
    inputs: own[0].condition.kind === 'removal' ? inputsRemoved(runs, identity) : 0,
  }));
  return conditions
    .sort((a, b) => b.runs - a.runs || b.inputs - a.inputs)
    .map(({ identity, title }) => ({
      identity,
      title:
        conditions.filter((other) => other.title === title).length > 1
          ? words.otherSettings(title, shortId(identity))
          : title,
    }));
}

/** Inputs that a removal attack may remove, at least one. */
function inputsRemoved(runs: readonly RunFigures[], identity: string): number {
  const inputs = runs.flatMap(({ figures }) =>
    figures.flatMap(({ measure, under }) =>
      measure.kind === 'removed' && under?.identity === identity ? measure.modality : [],
    ),
  );
  return Math.max(1, new Set(inputs).size);
}

interface Found {
  readonly run: string;
  readonly condition: Condition;
}
