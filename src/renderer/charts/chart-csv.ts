import { csvField, type CsvValue } from '../../analysis/csv/field';
import { drawnInFractions, type Drawn } from '../../report/units/chart-in-fractions';
import { bareText } from '../../shared/text/shown-text';
import type { Layout, Trace } from './themed';

/**
 * What a chart draws as CSV (RFC 4180): one line per point, or per cell of a heat map. Shares are fractions, however the
 * person has them written, so that equal charts make equal files; columns say what their axes do. Names stand as they were
 * given.
 */
export function chartCsv(chart: Drawn): string {
  const { data, layout } = drawnInFractions(chart);
  const heatMap = data.find(({ type }) => type === 'heatmap');
  return heatMap === undefined ? pointsCsv(data, layout) : cellsCsv(heatMap);
}

function pointsCsv(traces: readonly Trace[], layout: Layout): string {
  // A chart has intervals on one axis only: that of its values.
  const measured = traces.some((trace) => trace.error_x !== undefined) ? 'x' : 'y';
  const lines = traces.flatMap((trace) => {
    const values = list(trace[measured]);
    const errors = trace[`error_${measured}`] as Errors | undefined;
    const above = list(errors?.array);
    const below = list(errors?.arrayminus);
    const [x, y, text] = [list(trace.x), list(trace.y), list(trace.text)];
    return values.map((value, index): readonly CsvValue[] => [
      typeof trace.name === 'string' ? trace.name : '',
      text[index] ?? '',
      x[index] ?? null,
      y[index] ?? null,
      sum(value, below[index], -1),
      sum(value, above[index], 1),
    ]);
  });
  const [x, y] = [column('x', layout), column('y', layout)];
  const of = measured === 'x' ? x : y;
  return csvText(['series', 'label', x, y, `low of ${of}`, `high of ${of}`], lines);
}

interface Errors {
  readonly array?: unknown;
  readonly arrayminus?: unknown;
}

/** `x: share removed`; an axis without a title has names or numbers of rows. */
function column(letter: 'x' | 'y', layout: Layout): string {
  const axis = layout[`${letter}axis`] as { readonly title?: { readonly text?: unknown } } | undefined;
  const title = axis?.title?.text;
  return typeof title === 'string' && title !== '' ? `${letter}: ${title}` : letter;
}

function csvText(head: readonly string[], lines: readonly (readonly CsvValue[])[]): string {
  const field = (value: CsvValue): string => csvField(typeof value === 'string' ? bareText(value) : value);
  return [head, ...lines].map((line) => line.map(field).join(',')).join('\r\n') + '\r\n';
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
