import { csvField, type CsvValue } from '../../analysis/csv';
import type { Trace } from './themed';

/** What a chart draws as CSV (RFC 4180), raw values: one line per point, or per cell of a heat map. */
export function chartCsv(traces: readonly Trace[]): string {
  const heatMap = traces.find(({ type }) => type === 'heatmap');
  return heatMap === undefined ? pointsCsv(traces) : cellsCsv(heatMap);
}

function pointsCsv(traces: readonly Trace[]): string {
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
  return csvText(header, lines);
}

const header = ['series', 'label', 'x', 'y', 'low', 'high'];

function csvText(head: readonly string[], lines: readonly (readonly CsvValue[])[]): string {
  return [head, ...lines].map((line) => line.map(csvField).join(',')).join('\r\n') + '\r\n';
}

/** Rows and columns by the names that the trace keeps in `meta`, with the bounds of its cells if they have any. */
function cellsCsv({ meta, z, text }: Trace): string {
  const { rows, columns, low, high } = meta as CellsMeta;
  const values = z as Numbers;
  const texts = text as readonly (readonly string[])[];
  const bounds = low === undefined || high === undefined ? null : { low, high };
  return csvText(
    ['row', 'column', 'text', 'value', ...(bounds === null ? [] : ['low', 'high'])],
    rows.flatMap((row, at) =>
      columns.map((column, place) => [
        row,
        column,
        texts[at][place],
        values[at][place],
        ...(bounds === null ? [] : [bounds.low[at][place], bounds.high[at][place]]),
      ]),
    ),
  );
}

type Numbers = readonly (readonly (number | null)[])[];

interface CellsMeta {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly low?: Numbers;
  readonly high?: Numbers;
}

function list(value: unknown): readonly CsvValue[] {
  return Array.isArray(value) ? (value as readonly CsvValue[]) : [];
}

function sum(value: CsvValue | undefined, error: CsvValue | undefined, sign: 1 | -1): number | null {
  return typeof value === 'number' && typeof error === 'number' ? value + sign * error : null;
}
