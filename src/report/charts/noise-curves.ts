import { underSetting } from '../../analysis/attack-setting';
import type { DegradationSetting } from '../../analysis/degradation-setting';
import { listOf, percent } from '../../analysis/format';
import type { DegradedModel } from '../../analysis/measures/degraded';
import type { Degradation } from '../../shared/degradations/degradation';
import { qmfNoiseTitle } from '../../shared/degradations/qmf-noise';
import type { Rate } from '../../analysis/statistics/estimate';
import { share } from '../cell-text';
import { cells, left, right, type Chart } from '../document';
import { measuredPoints, rateTraces } from './rate-lines';
import { axis, baseLayout, shareAxis } from './style';

interface Level {
  readonly x: number;
  /** Null without noise. */
  readonly setting: DegradationSetting | null;
}

/** What its levels are. */
function wordsOf(choice: Degradation): { readonly noise: string; readonly level: string; readonly axis: string } {
  return choice.name === 'qmf-noise'
    ? {
        noise: qmfNoiseTitle(choice),
        level: 'Half of the samples suffer in each input, the more the higher the severity ε',
        axis: 'severity ε',
      }
    : {
        noise: 'growing noise',
        level: 'The level is the probability of each change and the strength of the noise',
        axis: 'level of the noise',
      };
}

function rateAt({ accuracy, degraded }: DegradedModel, { setting }: Level): Rate | undefined {
  return setting === null ? accuracy : underSetting(degraded, setting)?.accuracy;
}

/**
 * Accuracy against the level of noise, from none on.
 *
 * @param settings the levels of one sweep, rising
 */
export function noiseCurve(
  id: string,
  models: readonly DegradedModel[],
  settings: readonly DegradationSetting[],
): Chart {
  const { choice } = settings[0];
  const where = listOf(choice.modalities);
  const words = wordsOf(choice);
  const levels: readonly Level[] = [
    { x: 0, setting: null },
    ...settings.map((setting) => ({ x: setting.level, setting })),
  ];
  const series = models.map((model) => ({
    name: model.title,
    points: measuredPoints(levels, (level) => rateAt(model, level)),
  }));
  const height = 285;
  const margin = choice.name === 'qmf-noise' ? 0.3 : 0.03;
  return {
    kind: 'chart',
    id,
    title: `Accuracy under ${words.noise} on ${where}`,
    caption: `With 95 % intervals, over all samples. ${words.level}; all models see the same noise.`,
    alt: series
      .map(
        ({ name, points }) => `${name}: ${points.map(({ x, value }) => `${String(x)} ${percent(value)}`).join(', ')}.`,
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis(words.axis, { range: [-margin, Math.max(...levels.map(({ x }) => x)) + margin] }),
      yaxis: shareAxis('samples answered correctly'),
    },
    data: rateTraces(series, () => ({ hovertemplate: '%{fullData.name}, level %{x}: %{y:.1f} %<extra></extra>' })),
    table: {
      kind: 'table',
      caption: `Accuracy under noise on ${where}, by level`,
      columns: [left('model'), ...levels.map(({ x }) => right(x === 0 ? 'none' : String(x)))],
      rows: models.map((model) => cells(model.title, ...levels.map((level) => share(rateAt(model, level))))),
    },
  };
}
