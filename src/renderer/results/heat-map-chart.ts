import { attackMeasures } from '../../analysis/attack-measures';
import { underSetting, type AttackSetting } from '../../analysis/attack-setting';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import type { Rate } from '../../analysis/statistics/estimate';
import type { Chart } from '../../report/document';
import { rateMap } from '../charts/rate-map';
import { texts } from '../texts/catalogue';
import type { Scheme } from '../ui/scheme';
import type { ShareFormat } from '../ui/use-shares';

const words = texts.results.heatMap;

export const heatMapMeasures = ['robustAccuracy', 'successRate'] as const;
export type HeatMapMeasure = (typeof heatMapMeasures)[number];

export interface HeatMapContent {
  readonly models: readonly ModelAnalysis[];
  readonly settings: readonly AttackSetting[];
  readonly measure: HeatMapMeasure;
  readonly shares: ShareFormat;
  readonly scheme: Scheme;
}

/** Model × attack at a glance, every cell with its number; the stronger the colour, the more the attack achieves. */
export function heatMapChart({ models, settings, measure, shares, scheme }: HeatMapContent): Chart {
  return rateMap({
    id: `model-attack-${measure}`,
    title: words.titleOf(words.measures[measure]),
    caption: (roomy) => (roomy ? words.note : `${words.note} ${words.intervals}`),
    alt: words.alt,
    corner: words.attack,
    rows: settings.map(({ title }) => title),
    columns: models.map(({ title }) => title),
    rates: settings.map((setting) =>
      models.map((model): Rate | null => underSetting(attackMeasures(model), setting)?.[measure] ?? null),
    ),
    rising: measure === 'successRate',
    shares,
    scheme,
  });
}
