import { attackMeasures } from '../../analysis/attack-measures';
import { underSetting, type AttackSetting } from '../../analysis/attack-setting';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import type { Rate } from '../../analysis/statistics/estimate';
import type { Chart } from '../document';
import { dotRows } from './dot-rows';
import { modelColour, modelMarker } from './style';

const noAttack = 'no attack';

/** Robust accuracy under each attack, with intervals; the clean accuracy first. */
export function robustAccuracyChart(
  id: string,
  models: readonly ModelAnalysis[],
  settings: readonly AttackSetting[],
): Chart {
  return dotRows({
    id,
    title: 'Robust accuracy under each attack',
    caption:
      'Dots with 95 % intervals, over all samples; those answered wrongly from the start stay wrong. Further left is worse for the model.',
    tableCaption: 'Robust accuracy under each attack, with 95 % intervals',
    rowTitle: 'attack',
    rows: [noAttack, ...settings.map(({ title }) => title)],
    series: models.map((model, index) => ({
      name: model.title,
      rates: new Map([
        [noAttack, model.accuracy],
        ...settings.flatMap((setting): readonly (readonly [string, Rate])[] => {
          const measures = underSetting(attackMeasures(model), setting);
          return measures === undefined ? [] : [[setting.title, measures.robustAccuracy]];
        }),
      ]),
      marker: { color: modelColour(index), symbol: modelMarker(index) },
    })),
    // What a printed page holds beside the title.
    tallest: 960,
    showlegend: true,
  });
}
