import { attackMeasures } from '../../analysis/attack-measures';
import { underSetting } from '../../analysis/attack-setting';
import { bareName } from '../../analysis/measure';
import type { SingleSource } from '../../analysis/measures/single-source';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { markedCell, points } from '../cell-text';
import type { Row, TableCell } from '../document';
import type { Context } from './context';

/**
 * Whether the fusion is a liability, one row per attack on one input alone: what it leaves, beside the best model that never
 * sees that input.
 *
 * @param row makes one of a title and what stands in the column of each model
 */
export function liabilityRows(
  { settings, models: all }: Pick<Context, 'settings' | 'models'>,
  row: (title: string, value: (model: ModelAnalysis) => TableCell) => Row,
): readonly Row[] {
  // Of all models, so that the tables of a run with many have the same rows.
  const aimed = settings.filter((setting) => all.some((model) => judgedSource(model, setting.key) !== undefined));
  if (aimed.length === 0) return [];
  return [
    { kind: 'group', title: `Is the fusion a liability: ${bareName({ kind: 'single-source-gap' })} (points)` },
    ...aimed.map((setting) =>
      row(`${setting.modalities.join(' + ')} attacked: ${setting.title}`, (model) => {
        const source = judgedSource(model, setting.key);
        return markedCell(points(source?.gap), underSetting(attackMeasures(model), setting));
      }),
    ),
  ];
}

/** Where the other inputs leave chance: else the input is needed, and that attacking it hurts is no fault of the fusion. */
function judgedSource({ singleSource }: ModelAnalysis, key: string): SingleSource | undefined {
  return singleSource
    .flatMap(({ sources }) => sources)
    .find(({ setting, liability, gap }) => setting.key === key && liability && gap !== null);
}
