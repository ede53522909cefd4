import { cancelled, LabError } from '../../../../shared/errors';
import type { ColumnMapping } from '../../../../shared/mapping/mapping';
import type { SplitRule } from '../../../../shared/mapping/splits';
import type { Split } from '../../../../shared/data/split';
import { quoted, RowProblem } from '../../../files/row-problem';
import { textOf } from './cell';
import { labelOf } from './label-reader';
import type { OpenSource, SourceRow } from './row-file';
import type { SkippedRows } from './skipped-rows';
import { SurveyedRows, type Surveyed } from './surveyed-rows';
import { filled } from './template';

export interface Survey {
  readonly rows: SurveyedRows;
  /** Some of the first that are kept. */
  readonly first: readonly SourceRow[];
}

/** Rows that are looked at where a mapping leaves something open. */
const LOOKED_AT = 50;
/** Rows between two turns for heartbeat and cancel. */
const BETWEEN = 256;
const LONGEST_ID = 200;
/** Ids, groups and labels of all rows are kept in memory; what a file says of its rows may be a lie. */
const MOST_ROWS = 10_000_000;

/**
 * Goes over all rows once, without their inputs: ids, labels, groups and splits.
 *
 * @param limit rows at most
 * @throws LabError `invalid` for too many rows, `cancelled`; what the source throws
 */
export async function surveyRows(
  source: OpenSource,
  mapping: ColumnMapping,
  skipped: SkippedRows,
  { signal, limit = Infinity }: { readonly signal?: AbortSignal | undefined; readonly limit?: number } = {},
): Promise<Survey> {
  if ((source.count ?? 0) > MOST_ROWS && limit > MOST_ROWS) throw tooMany();
  const rows = new SurveyedRows();
  const first: SourceRow[] = [];
  const taken = new Set<string>();
  for await (const row of source.rows()) {
    if (rows.length >= limit) break;
    if (rows.length >= MOST_ROWS) throw tooMany();
    if (rows.length % BETWEEN === 0) await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) throw cancelled();
    try {
      if (row.problem !== null) throw new RowProblem(row.problem);
      const surveyed = await surveyedRow(row, mapping);
      if (taken.has(surveyed.id)) throw new RowProblem(`The id ${quoted(surveyed.id)} occurs a second time.`);
      taken.add(rows.add(surveyed));
      if (first.length < LOOKED_AT) first.push(row);
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      skipped.add(row.file, row.row, error.message);
      rows.leaveOut();
    }
  }
  return { rows, first };
}

async function surveyedRow(row: SourceRow, { id: idOf, group, label, split }: ColumnMapping): Promise<Surveyed> {
  const id = idOf === undefined ? usualId(row) : await filled(idOf, row.cell);
  if (id.length > LONGEST_ID) throw new RowProblem(`The id ${quoted(id)} is longer than ${LONGEST_ID} letters.`);
  return {
    id,
    group: group === undefined ? id : await filled(group, row.cell),
    given: await givenSplit(row, split),
    label: await labelOf(label, row),
  };
}

function tooMany(): LabError {
  return new LabError('invalid', `There are more than ${MOST_ROWS.toLocaleString('en')} rows.`, {
    where: 'source',
    remedy: 'Import them in parts, as several data sets.',
  });
}

/** By file and row, as no column tells more. */
function usualId({ file, row }: SourceRow): string {
  return row === null ? file : `${file.replace(/\.[^./]*$/u, '')}-${String(row)}`;
}

async function givenSplit(row: SourceRow, rule: SplitRule): Promise<Split | null> {
  switch (rule.kind) {
    case 'parts':
      return row.split;
    case 'drawn':
      return null;
    case 'column': {
      const text = textOf(await row.cell(rule.column), rule.column);
      const { train, validation, test } = rule.values;
      const isAmong = (values: readonly string[]): boolean =>
        values.some((value) => value.toLowerCase() === text?.toLowerCase());
      if (isAmong(train)) return 'train';
      if (isAmong(validation)) return 'validation';
      if (isAmong(test)) return 'test';
      throw new RowProblem(`The split is ${quoted(text ?? '')}, which stands for none of the three.`);
    }
    default:
      return rule satisfies never;
  }
}
