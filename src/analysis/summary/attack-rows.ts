import { editUnit } from '../../shared/attacks/attack';
import { editsText } from '../../shared/attacks/edit';
import { underSetting, type AttackSetting, type EditSetting } from '../attack-setting';
import { decimal } from '../format';
import type { PerturbationMeasures } from '../measures/perturbation';
import type { ModelAnalysis } from '../model-analysis';
import { nothing, points, share, type Cell, type Row } from './cell';

/** What one attack did to each model. */
export function attackRows(models: readonly ModelAnalysis[], setting: AttackSetting): readonly Row[] {
  const latent = setting.latent.length === 0 ? '' : ` (${setting.latent.join(', ')}: latent)`;
  return [{ name: `${setting.title}${latent}`, cells: [] }, ...rowsUnder(models, setting)];
}

function rowsUnder(models: readonly ModelAnalysis[], setting: AttackSetting): readonly Row[] {
  switch (setting.kind) {
    case 'removal':
      return [...removalRows(models, setting), ...searchRows(models, setting)];
    case 'perturbation':
      return perturbationRows(models, setting);
    case 'edit':
      return editRows(models, setting);
    default:
      return setting satisfies never;
  }
}

function editRows(models: readonly ModelAnalysis[], setting: EditSetting): readonly Row[] {
  const all = models.map(({ edits }) => underSetting(edits, setting));
  type Measures = NonNullable<(typeof all)[number]>;
  const row = (name: string, show: (measures: Measures) => Cell): Row => ({
    name: `  ${name}`,
    cells: all.map((measures) => (measures === undefined ? nothing : show(measures))),
  });
  return [
    row('attack success', ({ successRate }) => share(successRate)),
    ...Array.from({ length: Math.min(3, setting.choice.maxEdits - 1) }, (_, index) =>
      row(`  within ${editsText(index + 1, editUnit(setting.choice))}`, ({ curve }) => share(curve[index].successRate)),
    ),
    ...(all.some((measures) => measures?.keptSuccessRate)
      ? [row('  no deciding word changed', ({ keptSuccessRate }) => share(keptSuccessRate))]
      : []),
    row('  random edits', ({ controls }) => share(controls.randomEdits.successRate)),
    row('robust accuracy', ({ robustAccuracy }) => share(robustAccuracy)),
    row('edits of a success, median', ({ medianEdits }) => ({ value: decimal(medianEdits.value), n: medianEdits.n })),
    row('runs, gradients', ({ queries: { forward, gradient } }) => ({
      value: `${decimal(forward.value)}, ${decimal(gradient.value)}`,
      n: forward.n,
    })),
  ];
}

/** Per sample the worst of the attacks at one budget: no one of them bounds robustness as well. */
export function worstCaseRows(models: readonly ModelAnalysis[]): readonly Row[] {
  const titles = [...new Set(models.flatMap(({ worstCases }) => worstCases.map(({ title }) => title)))];
  return titles.flatMap((title): readonly Row[] => {
    const own = models.map(({ worstCases }) => worstCases.find((worst) => worst.title === title));
    const latent = own.flatMap((worst) => worst?.latent ?? []);
    return [
      { name: `${title}${latent.length === 0 ? '' : ` (${[...new Set(latent)].join(', ')}: latent)`}`, cells: [] },
      { name: '  attack success', cells: own.map((worst) => share(worst?.successRate)) },
      { name: '  robust accuracy', cells: own.map((worst) => share(worst?.robustAccuracy)) },
    ];
  });
}

/** The lab's own search beside the attack it is held to, and any search beside the least there is. */
function searchRows(models: readonly ModelAnalysis[], setting: AttackSetting): readonly Row[] {
  const own = models.map(({ ownSearches }) => underSetting(ownSearches, setting));
  const beside = models.map(({ besideMinimum }) => underSetting(besideMinimum, setting));
  return [
    ...(own.every((search) => search === undefined)
      ? []
      : [
          {
            name: '  own − decoupling, where both succeed',
            cells: own.map((search) => (search === undefined ? nothing : points(search.mean.both))),
          },
          {
            name: '  own − decoupling, fail = all',
            cells: own.map((search) => (search === undefined ? nothing : points(search.mean.all))),
          },
        ]),
    ...(beside.every((search) => search === undefined)
      ? []
      : [{ name: '  least removal found', cells: beside.map((search) => share(search?.reached)) }]),
  ];
}

export function mistakeRows(models: readonly ModelAnalysis[]): readonly Row[] {
  if (models.every(({ mistakes }) => mistakes === null || mistakes.attacks < 2)) return [];
  return [
    { name: 'All removal attacks together', cells: [] },
    { name: '  mistakes, at least', cells: models.map(({ mistakes }) => share(mistakes?.rate)) },
  ];
}

function removalRows(models: readonly ModelAnalysis[], setting: AttackSetting): readonly Row[] {
  const all = models.map(({ removals }) => underSetting(removals, setting));
  type Measures = NonNullable<(typeof all)[number]>;
  const row = (name: string, show: (measures: Measures) => Cell): Row => ({
    name: `  ${name}`,
    cells: all.map((measures) => (measures === undefined ? nothing : show(measures))),
  });
  const several = setting.modalities.length > 1;
  const encodedModalities = [...new Set(all.flatMap((measures) => Object.keys(measures?.queries.encoded ?? {})))];
  return [
    row('attack success', ({ successRate }) => share(successRate)),
    ...(all.some((measures) => measures?.decidableSuccessRate)
      ? [row('  label still decidable', ({ decidableSuccessRate }) => share(decidableSuccessRate))]
      : []),
    row('  random removal', ({ controls }) => share(controls.randomRemoval.successRate)),
    row('  random search', ({ controls }) => share(controls.randomSearch.successRate)),
    row('robust accuracy', ({ robustAccuracy }) => share(robustAccuracy)),
    ...setting.modalities.map((id) =>
      row(`${id} removed, mean`, ({ byModality }) => share(byModality[id].meanOverSuccesses)),
    ),
    ...setting.modalities.map((id) =>
      row(`${id} removed, fail = all`, ({ byModality }) => share(byModality[id].meanOverAll)),
    ),
    ...(several
      ? [
          row('input removed, fail = all', ({ pooled }) => share(pooled.meanOverAll)),
          row('needs several inputs', ({ crossModalShare }) => share(crossModalShare)),
        ]
      : []),
    row('queries asked (computed)', ({ queries: { logical, evaluated } }) => ({
      value: `${decimal(logical.value)} (${decimal(evaluated.value)})`,
      n: logical.n,
    })),
    ...encodedModalities.map((id) =>
      row(`${id} encoded (as whole)`, ({ queries: { encoded } }) =>
        id in encoded
          ? {
              value: `${decimal(encoded[id].rows.value)} (${decimal(encoded[id].wholeRows.value)})`,
              n: encoded[id].rows.n,
            }
          : nothing,
      ),
    ),
  ];
}

function perturbationRows(models: readonly ModelAnalysis[], setting: AttackSetting): readonly Row[] {
  const all = models.map(({ perturbations }) => underSetting(perturbations, setting));
  type Measures = NonNullable<(typeof all)[number]>;
  const row = (name: string, show: (measures: Measures) => Cell): Row => ({
    name: `  ${name}`,
    cells: all.map((measures) => (measures === undefined ? nothing : show(measures))),
  });
  return [
    row('attack success', ({ successRate }) => share(successRate)),
    row('  random noise', ({ controls }) => share(controls.randomNoise.successRate)),
    row('robust accuracy', ({ robustAccuracy }) => share(robustAccuracy)),
    row('zero gradients', ({ slopes }) => share(slopes?.zero)),
    ...memberTitles(all).map((title) =>
      row(`  by ${title}`, ({ members }) => share(members.find((member) => member.title === title)?.broken)),
    ),
    row('runs, gradients (saved)', ({ queries: { forward, gradient, saved } }) => ({
      value: `${decimal(forward.value)}, ${decimal(gradient.value)} (${decimal(saved.value)})`,
      n: forward.n,
    })),
  ];
}

/** Of any of the models, in their turn. */
function memberTitles(all: readonly (PerturbationMeasures | undefined)[]): readonly string[] {
  return [...new Set(all.flatMap((measures) => (measures?.members ?? []).map(({ title }) => title)))];
}
