import type { ImportReport } from '../../../../shared/data/dataset';

/** Rows left out that a report lists; more would fill it without telling more. */
const MOST_LISTED = 10_000;

/** Gathers what was left out, and why. */
export class SkippedRows {
  readonly listed: ImportReport['skipped'] = [];
  private count = 0;

  add(file: string, row: number | null, reason: string): void {
    this.count += 1;
    if (this.count <= MOST_LISTED) this.listed.push({ file, row, reason });
  }

  /** As a report has it. */
  get result(): Pick<ImportReport, 'skipped' | 'unlisted'> {
    const unlisted = this.count - this.listed.length;
    return { skipped: this.listed, ...(unlisted === 0 ? {} : { unlisted }) };
  }

  /** The first reason as a sentence. */
  get first(): string {
    const first = this.listed.at(0);
    if (first === undefined) return 'There are no rows.';
    return `${first.file}${first.row === null ? '' : `, row ${String(first.row)}`}: ${first.reason}`;
  }
}
