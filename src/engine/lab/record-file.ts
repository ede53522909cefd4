import path from 'node:path';
import { AnswerRecord, isAnsweredCorrectly } from '../../shared/records/answer';
import { LabError } from '../../shared/errors';
import type { RecordedGroup } from '../../shared/protocol/runs';
import { SampleRecord } from '../../shared/records/record';
import { decodeLine, isIntact } from './checked-line';
import { isLineStart, readLineGroups, readLines, type FileLine } from './line-reader';

/** What may stand in a run's record file. */
export interface ExpectedRecords {
  /** Ids of the run's clean and attack cells. */
  readonly cells: ReadonlySet<string>;
  /** Rows of the selected samples. */
  readonly rows: ReadonlySet<number>;
}

export interface DamagedLine {
  /** Counted from 1. */
  readonly line: number;
  readonly problem: string;
}

/** A whole record file, checked. */
export interface RecordScan {
  /** Rows recorded so far, by cell. */
  readonly present: ReadonlyMap<string, ReadonlySet<number>>;
  readonly count: number;
  readonly damaged: readonly DamagedLine[];
  /** A last record that was being written when its writer died: where it starts and how long it is. */
  readonly torn: { readonly offset: number; readonly bytes: number } | null;
}

/**
 * Reads every record once and checks checksum, form, key and belonging. Memory: one row number per record.
 *
 * @param onRecord told of every record that is in order, and of the byte offset behind it
 */
export async function scanRecords(
  file: string,
  expected: ExpectedRecords,
  onRecord: (record: SampleRecord, end: number) => void = () => undefined,
): Promise<RecordScan> {
  const present = new Map<string, Set<number>>();
  const damaged: DamagedLine[] = [];
  let torn: RecordScan['torn'] = null;
  let count = 0;
  let line = 0;
  for await (const entry of readLines(file)) {
    line += 1;
    if (!entry.complete) {
      torn = { offset: entry.offset, bytes: entry.end - entry.offset };
      break;
    }
    const record = recordOf(entry);
    if (typeof record === 'string') {
      damaged.push({ line, problem: record });
      continue;
    }
    const rows = present.get(record.cell) ?? new Set<number>();
    const problem = foreignOrDouble(record, rows, expected);
    if (problem !== null) {
      damaged.push({ line, problem });
      continue;
    }
    present.set(record.cell, rows.add(record.row));
    count += 1;
    onRecord(record, entry.end);
  }
  return { present, count, damaged, torn };
}

/** Some records of a file. */
export interface RecordPage {
  readonly records: readonly SampleRecord[];
  /** Where the next page starts; null at the end, or where a record is just being written. */
  readonly cursor: number | null;
}

/**
 * The first page of a file that is checked as a whole on the way: whoever reads from the start is about to use all of it,
 * and nothing is shown of a file that is damaged further on.
 *
 * @throws LabError `damaged` naming file and line
 */
export async function readWhole(file: string, expected: ExpectedRecords, limit: number): Promise<RecordPage> {
  const records: SampleRecord[] = [];
  let end = 0;
  const { count, damaged } = await scanRecords(file, expected, (record, behind) => {
    if (records.length === limit) return;
    records.push(record);
    end = behind;
  });
  if (damaged.length > 0) throw damagedRecords(file, damaged);
  return { records, cursor: count > records.length ? end : null };
}

/**
 * A page of records.
 *
 * @param cursor byte offset where a line starts
 * @throws LabError `damaged` naming file and line
 */
export async function readRecords(file: string, cursor: number, limit: number): Promise<RecordPage> {
  await requireLineStart(file, cursor);
  const records: SampleRecord[] = [];
  for await (const entry of readLines(file, cursor)) {
    if (!entry.complete) return { records, cursor: null };
    if (records.length === limit) return { records, cursor: entry.offset };
    const record = recordOf(entry);
    if (typeof record === 'string') {
      throw damagedRecords(file, [{ line: await lineNumber(file, entry.offset), problem: record }]);
    }
    records.push(record);
  }
  return { records, cursor: null };
}

/**
 * Records by cell and group from a cursor on: cheap enough to be asked again and again while the file grows. Damaged
 * records are not counted.
 *
 * @param cursor byte offset where a line starts, or the end
 * @returns the cursor behind the last whole record
 * @throws LabError `invalid` for a cursor where no line starts
 */
export async function countByCell(
  file: string,
  cursor: number,
): Promise<{ readonly cells: Readonly<Record<string, RecordedGroup[]>>; readonly cursor: number }> {
  await requireLineStart(file, cursor);
  const cells = new Map<string, Map<string, RecordedGroup>>();
  let end = cursor;
  for await (const entry of readLines(file, cursor)) {
    if (!entry.complete) break;
    end = entry.end;
    const decoded = decodeLine(entry.bytes);
    const record = decoded.ok ? AnswerRecord.safeParse(decoded.value) : null;
    if (record?.success !== true) continue;
    const { cell, group } = record.data;
    const groups = cells.get(cell) ?? new Map<string, RecordedGroup>();
    const { count, correct } = groups.get(group) ?? { count: 0, correct: 0 };
    groups.set(group, { group, count: count + 1, correct: correct + Number(isAnsweredCorrectly(record.data)) });
    cells.set(cell, groups);
  }
  return { cells: Object.fromEntries([...cells].map(([cell, groups]) => [cell, [...groups.values()]])), cursor: end };
}

/** Number of whole lines whose checksum fits: of records, without reading what is in them. */
export async function countIntact(file: string): Promise<number> {
  let count = 0;
  for await (const lines of readLineGroups(file)) {
    for (const { bytes, complete } of lines) if (complete && isIntact(bytes)) count += 1;
  }
  return count;
}

/** @param damaged not empty */
export function damagedRecords(file: string, damaged: readonly DamagedLine[]): LabError {
  const [first, ...others] = damaged;
  const more = others.length === 0 ? '' : ` So are ${others.length} more lines.`;
  return new LabError('damaged', `${first.problem}; the record is damaged.${more}`, {
    where: `${file}, line ${first.line}`,
    option: 'repair',
    // The folder of a record file bears the run's id.
    remedy: `Give \`muroan study resume ${path.basename(path.dirname(file))} --repair\`: damaged lines are set aside in records.damaged.jsonl and their samples computed again.`,
  });
}

async function requireLineStart(file: string, cursor: number): Promise<void> {
  if (await isLineStart(file, cursor)) return;
  throw new LabError('invalid', `is ${cursor}, where no record starts.`, {
    where: 'cursor',
    remedy: 'Give a cursor that came with a page of records, or begin anew.',
  });
}

/** The record, or what is wrong with the line. */
function recordOf(entry: FileLine): SampleRecord | string {
  const decoded = decodeLine(entry.bytes);
  if (!decoded.ok) return decoded.problem === 'checksum' ? 'has a wrong checksum' : 'is not JSON';
  const record = SampleRecord.safeParse(decoded.value);
  return record.success ? record.data : 'is not a sample record';
}

function foreignOrDouble(record: SampleRecord, rows: ReadonlySet<number>, expected: ExpectedRecords): string | null {
  if (!expected.cells.has(record.cell)) return `belongs to the cell ${record.cell}, which this run does not have`;
  if (!expected.rows.has(record.row)) return `is of row ${record.row}, which this run did not select`;
  if (rows.has(record.row)) return `is a second record of sample ${record.sample} in cell ${record.cell}`;
  return null;
}

async function lineNumber(file: string, offset: number): Promise<number> {
  let line = 1;
  for await (const entry of readLines(file)) {
    if (entry.offset >= offset) break;
    line += 1;
  }
  return line;
}
