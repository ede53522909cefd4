import { csvField, type CsvValue } from '../../analysis/csv';
import type { Trace } from './themed';

/** What a chart draws as CSV (RFC 4180), one line per point, raw values. */
export function chartCsv(traces: readonly Trace[]): string {
  const lines = traces.flatMap((trace) => {
    const x = list(trace.x);
    const y = list(trace.y);
    const errors = (trace.error_y ?? trace.error_x) as
      { readonly array?: unknown; readonly arrayminus?: unknown } | undefined;
    const value = trace.error_y === undefined ? x : y;
    const above = list(errors?.array);
    const below = list(errors?.arrayminus);
    const text = list(trace.text);
    return x.map((_, index): readonly CsvValue[] => [
      typeof trace.name === 'string' ? trace.name : '',
      text[index] ?? '',
      x[index] ?? null,
      y[index] ?? null,
      sum(value[index], below[index], -1),
      sum(value[index], above[index], 1),
    ]);
  });
  return [header, ...lines].map((line) => line.map(csvField).join(',')).join('\r\n') + '\r\n';
}

const header = ['series', 'label', 'x', 'y', 'low', 'high'];

function list(value: unknown): readonly CsvValue[] {
  return Array.isArray(value) ? (value as readonly CsvValue[]) : [];
}

function sum(value: CsvValue | undefined, error: CsvValue | undefined, sign: 1 | -1): number | null {
  return typeof value === 'number' && typeof error === 'number' ? value + sign * error : null;
}
