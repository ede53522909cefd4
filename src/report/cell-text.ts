import { attackMeasures } from '../analysis/attack-measures';
import { decimal, interval, listOf, percentInColumn, percentNumberInColumn, signedPoints } from '../analysis/format';
import type { Estimate } from '../analysis/statistics/estimate';
import type { ModelAnalysis } from '../analysis/model-analysis';
import { isVoidAttack, type JudgedAttack } from '../analysis/standing';
import { marked, voidNote } from '../analysis/void-mark';
import type { TableCell } from './document';

const nothingMeasured = '–';

type Maybe = Estimate | null | undefined;

/** Share with its interval; a dash where nothing was measured. */
export function share(estimate: Maybe): TableCell {
  return cell(estimate, percentInColumn, percentNumberInColumn, 'percent');
}

/** Difference of shares, in percentage points. */
export function points(estimate: Maybe): TableCell {
  return cell(estimate, signedPoints, signedPoints, 'points');
}

export function amount(estimate: Maybe): TableCell {
  return cell(estimate, decimal, decimal);
}

/** The figure of an attack; one that must not be used bears the mark. */
export function markedCell(figure: TableCell, measures: Pick<JudgedAttack, 'faults'> | undefined): TableCell {
  const isMarked = figure.text !== nothingMeasured && measures !== undefined && isVoidAttack(measures);
  return isMarked ? { ...figure, text: marked(figure.text) } : figure;
}

type Show = (value: number | null) => string;

function cell(estimate: Maybe, show: Show, showBound: Show, unit?: TableCell['unit']): TableCell {
  const value = estimate?.value ?? null;
  if (estimate === null || estimate === undefined || value === null) return { text: nothingMeasured };
  return { text: show(value), interval: interval(estimate, showBound), ...(unit === undefined ? {} : { unit }) };
}

/** A note below a table with what its marks of void figures mean, where it has any. */
export function noteWithMarks(note: string, models: readonly ModelAnalysis[]): string {
  return [note, voidNote(models)].filter((part) => part !== '').join(' ');
}

/** Most models whose counts are listed by name. */
const mostNamed = 4;

/** Names beyond this length are not listed. */
const longName = 30;

/** `125 for concat and 139 for product`: samples attacked, as models answer different ones correctly. */
export function attackedWords(models: readonly ModelAnalysis[]): string {
  const counts = models.map((model) => attackMeasures(model).at(0)?.attacked ?? 0);
  if (new Set(counts).size === 1) return decimal(counts[0]);
  const long = models.some(({ title }) => title.length > longName);
  return models.length > mostNamed || long
    ? `${decimal(Math.min(...counts))} to ${decimal(Math.max(...counts))}, by model`
    : listOf(models.map(({ title }, index) => `${decimal(counts[index])} for ${title}`));
}
