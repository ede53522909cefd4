import type { Condition } from '../../analysis/condition';
import type { Figure } from '../../analysis/figures';
import { measureKey, measureName, type Measure } from '../../analysis/measure';
import { groupedBy } from '../../shared/grouped-by';
import { shortId } from '../../shared/identity';
import { shownName } from '../../shared/shown-text';
import { texts } from '../texts/catalogue';
import type { RunFigures } from '../workspace/run-index/rows';

const words = texts.trend;

/** The name of a measure where it stands by itself. */
export function measureTitle(measure: Measure): string {
  const name = measureName('modality' in measure ? { ...measure, modality: shownName(measure.modality) } : measure);
  return name.slice(0, 1).toUpperCase() + name.slice(1);
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

/** What a measure can be read under, as a person chooses it. */
export interface Choice {
  readonly identity: string;
  readonly title: string;
}

/**
 * What the measure can be read under, that of most runs first, removals before others; none for what is measured without
 * an attack. The same settings are one choice however the runs call them; others of the same title are told apart.
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
    removes: own[0].condition.kind === 'removal',
  }));
  return conditions
    .sort(
      (a, b) =>
        b.runs - a.runs ||
        Number(b.removes) - Number(a.removes) ||
        a.title.localeCompare(b.title, 'en', { numeric: true }),
    )
    .map(({ identity, title }) => ({
      identity,
      title:
        conditions.filter((other) => other.title === title).length > 1
          ? words.otherSettings(title, shortId(identity))
          : title,
    }));
}

interface Found {
  readonly run: string;
  readonly condition: Condition;
}
