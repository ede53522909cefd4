import { visibleText } from '../../shared/visible-text';
import { editUnit } from '../../shared/attack';
import { editsText } from '../../shared/attacks/edit';
import { underSetting, type AttackSetting, type EditSetting } from '../attack-setting';
import type { DegradationSetting } from '../degradation-setting';
import { failingRows } from '../failing-rows';
import { decimal, interval, percent, percentEstimate, ratio, signedPoints } from '../format';
import type { Estimate } from '../statistics/estimate';
import type { PerturbationMeasures } from '../measures/perturbation';
import type { ModelAnalysis } from '../model-analysis';
import { measureName } from '../measure';
import { markedTitle } from '../void-mark';
import { columns, nameLines } from './lines';

/** A figure of one model, and of how many samples it is. */
interface Cell {
  readonly value: string;
  readonly n: number | null;
}
/** A row has a cell per model; the title of an attack has none. */
interface Row {
  readonly name: string;
  readonly cells: readonly Cell[];
}

const nothing: Cell = { value: '–', n: null };
const gap = '  ';

/** Measures by model, as many models side by side as fit, each figure with its n. */
export function modelTables(
  models: readonly ModelAnalysis[],
  degradations: readonly DegradationSetting[],
  settings: readonly AttackSetting[],
): readonly string[] {
  const rows = (group: readonly ModelAnalysis[]): readonly Row[] => [
    ...cleanRows(group),
    ...degradedRows(group, degradations),
    ...settings.flatMap((setting) => attackRows(group, setting)),
    ...worstCaseRows(group),
    ...mistakeRows(group),
  ];
  const all = rows(models).filter(({ cells }) => cells.length > 0);
  const cells = all.flatMap((row) => row.cells);
  const width = {
    name: Math.max(...all.map(({ name }) => name.length)),
    value: Math.max(14, ...cells.map(({ value }) => value.length)),
    n: Math.max(1, ...cells.map(({ n }) => shown(n).length)),
  };
  const modelWidth = gap.length + width.value + 1 + width.n;
  const abreast = Math.max(1, Math.floor((columns - width.name) / modelWidth));
  return Array.from({ length: Math.ceil(models.length / abreast) }, (_, index) =>
    models.slice(index * abreast, (index + 1) * abreast),
  ).flatMap((group) => ['', ...tableLines(group, rows(group), width)]);
}

interface Widths {
  readonly name: number;
  readonly value: number;
  readonly n: number;
}

function tableLines(models: readonly ModelAnalysis[], rows: readonly Row[], width: Widths): readonly string[] {
  const line = (name: string, cells: readonly { readonly value: string; readonly n: string }[]): string =>
    [name.padEnd(width.name), ...cells.map(({ value, n }) => `${value.padEnd(width.value)} ${n.padStart(width.n)}`)]
      .join(gap)
      .trimEnd();
  const titles = models.map((model) => nameLines(markedTitle(model), width.value));
  const height = Math.max(...titles.map(({ length }) => length));
  return [
    ...Array.from({ length: height }, (_, row) =>
      line(
        '',
        titles.map((title) => ({ value: title.at(row) ?? '', n: row === height - 1 ? 'n' : '' })),
      ),
    ),
    ...rows.map(({ name, cells }) =>
      cells.length === 0
        ? visibleText(name)
        : line(
            visibleText(name),
            cells.map(({ value, n }) => ({ value, n: shown(n) })),
          ),
    ),
  ];
}

function cleanRows(models: readonly ModelAnalysis[]): readonly Row[] {
  const seen = [...new Set(models.flatMap(({ fusion }) => fusion.unimodal.map(({ modality }) => modality)))];
  return [
    { name: 'clean accuracy', cells: models.map(({ accuracy }) => share(accuracy)) },
    ...seen.map((id) => ({
      name: `  ${id} alone`,
      cells: models.map(({ fusion }) => share(fusion.unimodal.find(({ modality }) => modality === id)?.accuracy)),
    })),
    ...(seen.length === 0
      ? []
      : [
          { name: `  ${measureName({ kind: 'fusion-gain' })}`, cells: models.map(({ fusion }) => points(fusion.gain)) },
        ]),
    ...(models.some(({ fusion }) => fusion.information !== null)
      ? [
          {
            name: '  complementarity',
            cells: models.map(({ fusion }) => ({
              value: ratio(fusion.information?.complementarity ?? null),
              n: null,
            })),
          },
        ]
      : []),
  ];
}

/** The curves are in the report. */
function degradedRows(models: readonly ModelAnalysis[], settings: readonly DegradationSetting[]): readonly Row[] {
  const rows = failingRows(models, settings);
  if (rows.length === 0) return [];
  const corrupted = models.some(({ corruptions }) => corruptions !== null);
  return [
    { name: 'Accuracy with failing inputs', cells: [] },
    ...rows.map(({ name, unit, of }) => ({
      name: `  ${name}`,
      cells: models.map((model) => shownAs[unit](of(model))),
    })),
    ...(corrupted
      ? [
          {
            name: '  mean over corruptions',
            cells: models.map(({ corruptions }) => share(corruptions?.accuracy)),
          },
          {
            name: '  mean relative drop (MMI)',
            cells: models.map(({ corruptions }) => ({
              value: percent(corruptions?.relativeDrop ?? null),
              n: null,
            })),
          },
        ]
      : []),
  ];
}

const shownAs = { share, points } as const;

function attackRows(models: readonly ModelAnalysis[], setting: AttackSetting): readonly Row[] {
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
function worstCaseRows(models: readonly ModelAnalysis[]): readonly Row[] {
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

function mistakeRows(models: readonly ModelAnalysis[]): readonly Row[] {
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

function share(estimate: Estimate | null | undefined): Cell {
  if (estimate === null || estimate === undefined || estimate.n === 0) return nothing;
  return { value: percentEstimate(estimate), n: estimate.n };
}

function points(estimate: Estimate | undefined): Cell {
  if (estimate === undefined || estimate.value === null) return nothing;
  return { value: `${signedPoints(estimate.value)} ${interval(estimate, signedPoints)}`.trimEnd(), n: estimate.n };
}

function shown(n: number | null): string {
  return n === null ? '' : decimal(n);
}
