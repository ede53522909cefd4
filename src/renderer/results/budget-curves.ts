import { budgetText, underSetting, type AttackSetting, type PerturbationSetting } from '../../analysis/attack-setting';
import { listOf } from '../../analysis/format';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import type { Rate } from '../../analysis/statistics/estimate';
import { modalitySet } from '../../shared/data/modality-set';
import { share } from '../../report/cell-text';
import { cells, left, right, type Chart } from '../../report/document';
import { labelled, measuredPoints, rateTraces, spokenLines } from '../../report/charts/rate-lines';
import { axis, baseLayout, shareAxis } from '../../report/charts/style';

interface Budget {
  /** Radius of the first modality, in its own unit; 0 without an attack. */
  readonly x: number;
  /** Radii of all modalities, in words. */
  readonly label: string;
  readonly setting: PerturbationSetting | null;
}

/**
 * Robust accuracy against the budget of a gradient attack: one chart per attack and set of modalities. Budgets of several
 * modalities are drawn by the radius of the first, where that orders them; the others are in a table of their own
 * (`budgetSurfaces`).
 */
export function budgetCharts(models: readonly ModelAnalysis[], settings: readonly AttackSetting[]): readonly Chart[] {
  const perturbations = settings.filter((setting) => setting.kind === 'perturbation');
  const keyOf = ({ family, modalities }: PerturbationSetting): string => `${family}\n${modalitySet(modalities)}`;
  return [...new Set(perturbations.map(keyOf))].flatMap((key, index) => {
    const own = perturbations.filter((setting) => keyOf(setting) === key);
    // A budget may list its modalities in another order.
    const [first] = own[0].modalities;
    const budgets = [
      { x: 0, label: 'no attack', setting: null },
      ...own.map((setting) => budgetOf(setting, first)).sort((a, b) => a.x - b.x),
    ];
    const ordered = budgets.every(({ x }, place) => place === 0 || x > budgets[place - 1].x);
    const measured = own.some((setting) => models.some((model) => rateAt(model, setting) !== null));
    return ordered && measured ? [budgetChart(`budget-${String(index)}`, models, own[0], budgets)] : [];
  });
}

/** @param first modality by whose radius it is drawn */
function budgetOf(setting: PerturbationSetting, first: string): Budget {
  return { x: setting.radii[first] ?? 0, label: budgetText(setting), setting };
}

function rateAt(model: ModelAnalysis, setting: PerturbationSetting | null): Rate | null {
  return setting === null ? model.accuracy : (underSetting(model.perturbations, setting)?.robustAccuracy ?? null);
}

function budgetChart(
  id: string,
  models: readonly ModelAnalysis[],
  { shortTitle, modalities, latent }: PerturbationSetting,
  budgets: readonly Budget[],
): Chart {
  const where = `${listOf(modalities)}${latent.length === 0 ? '' : ` (${listOf(latent)}: latent)`}`;
  const series = models.map((model) => ({
    name: model.title,
    points: measuredPoints(budgets, ({ setting }) => rateAt(model, setting)),
  }));
  const height = 285;
  return {
    kind: 'chart',
    id,
    title: `Robust accuracy against the budget: ${shortTitle} on ${where}`,
    caption: `With 95 % intervals, over all samples. ${modalities.length > 1 ? `The budget is that of the ${modalities[0]}; those of the others grow with it and are in the table. ` : ''}A larger budget that leaves more accuracy is a sign of a failing attack.`,
    alt: spokenLines(series),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis(`budget on the ${modalities[0]}`, {
        tickvals: budgets.map(({ x }) => x),
        ticktext: budgets.map(({ label, setting }) => (setting === null ? '0' : label.split(' + '))),
      }),
      yaxis: shareAxis('samples answered correctly'),
    },
    data: rateTraces(series, labelled),
    table: {
      kind: 'table',
      caption: `Robust accuracy under ${shortTitle} on ${where}, by budget`,
      columns: [left('model'), ...budgets.map(({ label }) => right(label))],
      rows: models.map((model) => cells(model.title, ...budgets.map(({ setting }) => share(rateAt(model, setting))))),
    },
  };
}
