import { bareText, shownName } from '../../shared/text/shown-text';

/** Colours of models: told apart with any colour vision, legible on light and dark; not those of `lineStyles`. */
export const modelColours = [
  '#8e4fb0',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#c49a00',
  '#a05a2c',
  '#5f7f95',
  '#e0605e',
] as const;

/** In place of those that would hardly stand out from a dark ground (contrast below 3.5): lighter ones of their hue. */
export const modelColoursOnDark: ReadonlyMap<string, string> = new Map([
  ['#8e4fb0', '#b583d3'],
  ['#a05a2c', '#c48454'],
]);

export function modelColour(index: number): string {
  return modelColours[index % modelColours.length];
}

/** Markers beside colours, so that no model is told by colour alone. Names are plotly's. */
export const modelMarkers = [
  'circle',
  'square',
  'diamond',
  'triangle-up',
  'x',
  'cross',
  'triangle-down',
  'star',
] as const;

export function modelMarker(index: number): (typeof modelMarkers)[number] {
  return modelMarkers[index % modelMarkers.length];
}

/** Models that one chart can show apart. */
export const mostDrawn = 6;

/** Which of many models a chart shows. */
export interface ChosenModels {
  /** Their titles. */
  readonly titles: ReadonlySet<string>;
  /** What they were chosen by, for the caption: `, those that certify most`; empty where a person chose. */
  readonly by: string;
}

/**
 * Those of many that a chart shows, and what its caption says of the others.
 *
 * @param besides what stands beside the chart for those that are not drawn: `; the table has them all`
 * @param chosen null: the first
 */
export function firstDrawn<Line extends { readonly title: string }>(
  lines: readonly Line[],
  besides = '',
  chosen: ChosenModels | null = null,
): { readonly drawn: readonly Line[]; readonly note: string } {
  const drawn = lines.filter(({ title }) => chosen === null || chosen.titles.has(title)).slice(0, mostDrawn);
  const how = chosen === null ? `The first ${String(drawn.length)}` : String(drawn.length);
  return {
    drawn,
    note:
      drawn.length === lines.length
        ? ''
        : ` ${how} of ${String(lines.length)} are drawn${chosen === null ? '' : chosen.by}${besides}.`,
  };
}

/** A few markers on a line of many points. */
export function lineMarkers(index: number): Readonly<Record<string, unknown>> {
  return { color: modelColour(index), symbol: modelMarker(index), size: 8, maxdisplayed: 6 };
}

/**
 * Of what a model answers to a sample before something is done to it and after, in reports and on screen alike. Bars of
 * after are hatched besides, and both are named: no reader depends on the colours.
 */
export const sampleColours = { before: '#0072b2', after: '#d55e00' } as const;

/** A name with its middle left out where it is too long for a chart: the end often tells names apart. */
export function chartName(name: string, longest = 40): string {
  const bare = bareText(name);
  if (bare.length <= longest) return name === bare ? shownName(name) : name;
  const start = Math.ceil((longest - 1) / 2);
  return shownName(`${bare.slice(0, start)}…${bare.slice(bare.length - (longest - 1 - start))}`);
}

/** Characters of a line of a row's name that the margin has room for. */
const longestLine = 40;
/** Pixels of a character. */
const characterWidth = 7;

/** Names of rows, and the room that they take, in CSS pixels. */
export interface RowNames {
  readonly names: readonly (string | readonly string[])[];
  readonly margin: number;
  /** Least height of a row. */
  readonly height: number;
}

/** Titles of attacks as names of rows: what has no room on one line has its budget on a second. */
export function rowNames(titles: readonly string[]): RowNames {
  const lines = titles.map((title) => {
    const place = title.length <= longestLine ? -1 : title.indexOf(' · ');
    const parts = place < 0 ? [title] : [title.slice(0, place), title.slice(place + 3)];
    return parts.map((part) => chartName(part, longestLine));
  });
  return {
    names: lines.map((parts) => (parts.length === 1 ? parts[0] : parts)),
    margin: 24 + characterWidth * Math.max(...lines.flat().map((line) => line.length)),
    height: heightOf(lines.map(({ length }) => length > 1)),
  };
}

/** Two lines have room beside one line where two others would touch. @param areDouble by row */
function heightOf(areDouble: readonly boolean[]): number {
  if (areDouble.some((isDouble, at) => isDouble && areDouble[at - 1])) return 32;
  return areDouble.some(Boolean) ? 26 : 20;
}

/** Lines by what they stand for. */
export const lineStyles = {
  attack: { color: '#0072b2', width: 2.5, dash: 'solid' },
  decidable: { color: '#4fb0e5', width: 2.5, dash: 'longdashdot' },
  search: { color: '#7a7a7a', width: 2, dash: 'dash' },
  removal: { color: '#7a7a7a', width: 2, dash: 'dot' },
} as const;

/** Width charts are laid out for, in CSS pixels: the text column of the page; on paper they are a little smaller. */
export const chartWidth = 740;

/** Layout that all charts share. Text and grid colours come from the page's style sheet, which knows the theme. */
export function baseLayout(height: number): Readonly<Record<string, unknown>> {
  return {
    width: chartWidth,
    height,
    margin: { l: 64, r: 16, t: 28, b: 52 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: 'system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif', size: 13 },
    legend: { orientation: 'h', x: 0, y: 1.02, xanchor: 'left', yanchor: 'bottom' },
    hovermode: 'closest',
  };
}

export function axis(title: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    title: { text: title, standoff: 8, font: { size: 13 } },
    zeroline: false,
    fixedrange: true,
    automargin: true,
    ...more,
  };
}

/**
 * Rows by name, the first at the top; a name of two lines is an array of them. Plotly does not measure these names: the
 * margin has to have room for them.
 */
export function rowAxis(names: RowNames['names']): Readonly<Record<string, unknown>> {
  return axis('', {
    tickvals: names.map((_, index) => index),
    ticktext: names,
    range: [names.length - 0.5, -0.5],
    automargin: false,
  });
}

/** Epochs from the first on. @param count of them, at least one */
export function epochAxis(title: string, count: number): Readonly<Record<string, unknown>> {
  const room = Math.max(0.4, 0.03 * (count - 1));
  return axis(title, { tick0: 1, dtick: Math.max(1, Math.ceil(count / 12)), range: [1 - room, count + room] });
}

/** What is measured on training data: dotted, its few markers hollow, so that one epoch is told apart as well. */
export function trainingLine(color: string, index = 0): Readonly<Record<string, unknown>> {
  return {
    mode: 'lines+markers',
    line: { color, width: 2, dash: 'dot' },
    marker: { color, symbol: `${modelMarker(index)}-open`, size: 8, maxdisplayed: 6 },
  };
}

/** Shares in per cent, 0 to 100. */
export function shareAxis(
  title: string,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return axis(title, { range: [-2, 102], ticksuffix: ' %', ...more });
}
