import type { Config } from 'plotly.js';

/** What the window uses of plotly. */
export interface Plotly {
  readonly newPlot: Draw;
  readonly react: Draw;
  readonly purge: (place: HTMLElement) => void;
  readonly toImage: (
    figure: { readonly data: readonly object[]; readonly layout: object; readonly config: object },
    options: {
      readonly format: 'png' | 'svg';
      readonly width: number;
      readonly height: number;
      readonly scale?: number;
    },
  ) => Promise<string>;
}

type Draw = (place: HTMLElement, data: readonly object[], layout: object, config: Partial<Config>) => Promise<unknown>;

let loading: Promise<Plotly> | null = null;

/** The library, as far as it draws lines, bars and heat maps, is 1.4 MB: it comes with the first chart. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js/dist/plotly-cartesian.min.js').then(
    (module) => module.default,
    (error: unknown) => {
      // The next chart tries again.
      loading = null;
      throw error;
    },
  );
  return loading;
}
