import { asFractions } from '../../analysis/fractions';
import type { Chart } from '../document';
import { tableInFractions } from './table-in-fractions';

type Parts = Readonly<Record<string, unknown>>;

/** A chart with its shares as fractions: axes in per cent, what is drawn against them, and every text. */
export function chartInFractions(chart: Chart): Chart {
  return {
    ...chart,
    ...drawnInFractions(chart),
    title: asFractions(chart.title),
    caption: asFractions(chart.caption),
    alt: asFractions(chart.alt),
    table: tableInFractions(chart.table),
  };
}

/** What a chart draws; one that has no axis in per cent stays as it is. */
export type Drawn = Pick<Chart, 'data' | 'layout'>;

export function drawnInFractions({ data, layout }: Drawn): Drawn {
  const axes = new Set(Object.keys(layout).filter((name) => isPercentAxis(name, layout[name])));
  return {
    layout: Object.fromEntries(
      Object.entries(layout).map(([name, part]) => [
        name,
        inFractions(axes.has(name) ? scaledAxis(part as Parts) : part),
      ]),
    ),
    data: data.map((trace) => inFractions(scaledTrace(trace, axes)) as Parts),
  };
}

const suffix = ' %';

function isPercentAxis(name: string, part: unknown): boolean {
  return /^[xy]axis\d*$/u.test(name) && (part as Parts).ticksuffix === suffix;
}

function scaledAxis(axis: Parts): Parts {
  const rest = Object.fromEntries(Object.entries(axis).filter(([name]) => name !== 'ticksuffix'));
  return withScaled(rest, ['range', 'tickvals', 'dtick', 'tick0']);
}

function scaledTrace(trace: Parts, axes: ReadonlySet<string>): Parts {
  return (['x', 'y'] as const).reduce((before: Parts, letter) => {
    const named = trace[`${letter}axis`];
    const own = typeof named === 'string' ? named : letter;
    if (!axes.has(`${letter}axis${own.slice(1)}`)) return before;
    const errors = `error_${letter}`;
    return {
      ...withScaled(before, [letter]),
      ...(before[errors] === undefined
        ? {}
        : { [errors]: withScaled(before[errors] as Parts, ['array', 'arrayminus']) }),
    };
  }, trace);
}

function withScaled(parts: Parts, names: readonly string[]): Parts {
  return Object.fromEntries(
    Object.entries(parts).map(([name, value]) => [name, names.includes(name) ? scaled(value) : value]),
  );
}

function scaled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(scaled);
  // Digits beyond these are of the multiplication that made it a percentage.
  return typeof value === 'number' ? Number((value / 100).toPrecision(14)) : value;
}

/** What holds shares as they are written. */
const texts: ReadonlySet<string> = new Set(['text', 'ticktext', 'customdata']);

/** Formats of numbers and the texts beside them. */
function inFractions(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    if (key === 'hovertemplate') {
      return value.replace(/%\{(\w+):\.(\d)f\} %/gu, (_, of: string, digits: string) => `%{${of}:${format(digits)}}`);
    }
    return texts.has(key) ? asFractions(value) : value;
  }
  if (Array.isArray(value)) return value.map((entry) => inFractions(entry, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, inFractions(entry, name)]));
  }
  return value;
}

/** Of a number format: two digits more than in per cent. */
function format(digits: string): string {
  return `.${String(Number(digits) + 2)}f`;
}
