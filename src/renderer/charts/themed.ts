import { modelColours } from '../../report/charts/style';
import { withPlainText } from '../../report/charts/chart-text';
import type { Scheme } from '../ui/scheme';
import type { PaletteName } from '../workspace/preferences';
import { markers, onDark, palettes } from './palette';

export type Trace = Readonly<Record<string, unknown>>;
export type Layout = Readonly<Record<string, unknown>>;

const inks: Readonly<Record<Scheme, Readonly<Record<'ink' | 'grid' | 'paper' | 'panel', string>>>> = {
  light: { ink: '#303941', grid: '#e3e8ec', paper: '#ffffff', panel: '#ffffff' },
  dark: { ink: '#c6ced6', grid: '#343d46', paper: '#181d22', panel: '#262d34' },
};

/** Background of a picture saved from the window: on screen a chart lies on the page. */
export function paperOf(scheme: Scheme): string {
  return inks[scheme].paper;
}

/** Colour of text in charts. */
export function inkOf(scheme: Scheme): string {
  return inks[scheme].ink;
}

/** A layout in the colours of the theme, at the width there is; texts made plain (imported names may hold HTML). */
export function themedLayout(layout: Layout, scheme: Scheme, width: number): Layout {
  const { ink, grid, panel } = inks[scheme];
  const axes = Object.entries(layout)
    .filter(([name]) => /^[xy]axis\d*$/u.test(name))
    .map(([name, axis]) => [name, { gridcolor: grid, linecolor: grid, zerolinecolor: grid, ...(axis as object) }]);
  return {
    ...(withPlainText(layout) as object),
    ...(withPlainText(Object.fromEntries(axes)) as object),
    width,
    autosize: false,
    font: { ...(layout.font as object | undefined), color: ink },
    hoverlabel: { bgcolor: panel, bordercolor: grid, font: { color: ink } },
  };
}

/** Traces in the colours of the palette, every series with the marker that belongs to its colour. */
export function themedTraces(traces: readonly Trace[], palette: PaletteName, scheme: Scheme): readonly Trace[] {
  const colours = new Map(modelColours.map((colour, place) => [colour as string, palettes[palette][place] as string]));
  return traces.map((trace) => {
    const drawn = inked(marked(recoloured(withPlainText(trace), colours) as Trace, palette), scheme);
    return scheme === 'dark' ? (recoloured(drawn, onDark) as Trace) : drawn;
  });
}

function recoloured(value: unknown, colours: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return colours.get(value) ?? value;
  if (Array.isArray(value)) return value.map((entry) => recoloured(entry, colours));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, recoloured(entry, colours)]));
  }
  return value;
}

/** Numbers in the cells of a heat map are as dark as all text: its colours are washes. */
function inked(trace: Trace, scheme: Scheme): Trace {
  return trace.type === 'heatmap' ? { ...trace, textfont: { color: inks[scheme].ink, size: 12 } } : trace;
}

/** Markers that a trace brings itself stay; long lines get a few, bars none. */
function marked(trace: Trace, palette: PaletteName): Trace {
  if (trace.type !== 'scatter') return trace;
  const marker = (trace.marker ?? {}) as { readonly color?: unknown; readonly symbol?: unknown };
  const line = (trace.line ?? {}) as { readonly color?: unknown };
  const place = (palettes[palette] as readonly unknown[]).indexOf(marker.color ?? line.color);
  if (place < 0 || marker.symbol !== undefined) return trace;
  const symbol = markers[place % markers.length];
  if (trace.mode === 'lines') {
    return { ...trace, mode: 'lines+markers', marker: { symbol, size: 8, color: line.color, maxdisplayed: 6 } };
  }
  return { ...trace, marker: { ...marker, symbol } };
}
