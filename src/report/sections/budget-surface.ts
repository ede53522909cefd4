import { underSetting, type PerturbationSetting } from '../../analysis/attack-setting';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { radiusText } from '../../shared/attacks/gradient';
import { modalitySet } from '../../shared/data/modality-set';
import { share } from '../cell-text';
import { cells, left, right, type Row, type Table, type TableCell } from '../document';
import type { Context } from './context';

/**
 * Robust accuracy over (ε of one input, ε of another), where a study attacks both at several pairs of budgets:
 * inputs in different units have no matched total, so that only the whole surface compares them.
 */
export function budgetSurfaces({ models, settings }: Context): readonly Table[] {
  const perturbations = settings.filter((setting) => setting.kind === 'perturbation');
  const joint = perturbations.filter(({ modalities }) => modalities.length === 2);
  const surface = ({ family, modalities }: PerturbationSetting): string => `${family}\n${modalitySet(modalities)}`;
  const families = [...new Set(joint.map(surface))];
  return families.flatMap((key) => {
    const own = joint.filter((setting) => surface(setting) === key);
    const [first] = own;
    const [rows, columns] = first.modalities;
    const distinct = (id: string): number => new Set(own.map(({ radii }) => radii[id])).size;
    // A few pairs on a diagonal are a list, which the table of all attacks is already.
    if (own.length < 2 || 2 * own.length <= distinct(rows) * distinct(columns)) return [];
    const family = perturbations.filter(
      (setting) => setting.family === first.family && setting.modalities.every((id) => id === rows || id === columns),
    );
    return [surfaceOf(models, family, rows, columns)];
  });
}

function surfaceOf(
  models: readonly ModelAnalysis[],
  family: readonly PerturbationSetting[],
  rows: string,
  columns: string,
): Table {
  const radii = (id: string): readonly number[] =>
    [...new Set([0, ...family.map((setting) => setting.radii[id] ?? 0)])].sort((a, b) => a - b);
  const accuracyAt = (model: ModelAnalysis, row: number, column: number): TableCell => {
    if (row === 0 && column === 0) return share(model.accuracy);
    const setting = family.find(({ radii: own }) => (own[rows] ?? 0) === row && (own[columns] ?? 0) === column);
    return share(underSetting(model.perturbations, setting ?? null)?.robustAccuracy);
  };
  const [{ choice, shortTitle }] = family;
  const latent = new Set(family.flatMap((setting) => setting.latent));
  const shown = (id: string, radius: number): string => radiusText(radius, choice.norm, latent.has(id));
  return {
    kind: 'table',
    caption: `Robust accuracy under ${shortTitle} by the budgets of both inputs`,
    columns: [left(`ε ${rows}`), ...radii(columns).map((radius) => right(`ε ${columns} ${shown(columns, radius)}`))],
    rows: models.flatMap((model): Row[] => [
      { kind: 'group', title: model.title },
      ...radii(rows).map((row) =>
        cells(shown(rows, row), ...radii(columns).map((column) => accuracyAt(model, row, column))),
      ),
    ]),
    note: 'A dash: this pair was not in the plan.',
  };
}
