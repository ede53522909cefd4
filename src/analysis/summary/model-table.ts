import { rayText } from '../certificates/mmcert/ray-text';
import { visibleText } from '../../shared/text/visible-text';
import type { AttackSetting } from '../attack-setting';
import type { DegradationSetting } from '../degradation-setting';
import { underSetting } from '../attack-setting';
import { failingRows } from '../failing-rows';
import { decimal, percent, ratio } from '../format';
import type { KeptRadii } from '../measures/kept-radii';
import type { ModelAnalysis } from '../model-analysis';
import { measureName } from '../measure';
import { markedTitle } from '../void-mark';
import { attackRows, mistakeRows, worstCaseRows } from './attack-rows';
import { scoreText, scoreTitles } from '../measures/target-scores';
import { nothing, points, share, type Row } from './cell';
import { columns, nameLines } from './lines';
import { weighingRows } from './weighing-rows';

const gap = '  ';

/** Measures by model, as many models side by side as fit, each figure with its n. */
export function modelTables(
  models: readonly ModelAnalysis[],
  degradations: readonly DegradationSetting[],
  settings: readonly AttackSetting[],
): readonly string[] {
  const rows = (group: readonly ModelAnalysis[]): readonly Row[] => [
    ...cleanRows(group),
    ...scoreRows(group),
    ...degradedRows(group, degradations),
    ...weighingRows(group),
    ...certifiedRows(group),
    ...keptRadiusRows(group),
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
  const seen = [...new Set(models.flatMap(({ fusion }) => fusion.restricted.map(({ modality }) => modality)))];
  return [
    { name: 'clean accuracy', cells: models.map(({ accuracy }) => share(accuracy)) },
    ...seen.map((id) => ({
      name: `  ${id} alone`,
      cells: models.map(({ fusion }) => share(fusion.restricted.find(({ modality }) => modality === id)?.accuracy)),
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

/** Of sets of labels and of values. */
function scoreRows(models: readonly ModelAnalysis[]): readonly Row[] {
  const all = models.flatMap(({ scores }) => scores ?? []);
  const titles = [...new Set(all.map(({ title }) => title))];
  return [...new Set(all.flatMap(({ scores }) => scores.map(({ name }) => name)))].flatMap((name): readonly Row[] => [
    { name: scoreTitles[name], cells: [] },
    ...titles.map((title) => ({
      name: `  ${title}`,
      cells: models.map(({ scores }) => {
        const score = scores?.find((own) => own.title === title)?.scores.find((own) => own.name === name);
        return score === undefined ? nothing : { value: scoreText(score, {}), n: score.estimate.n };
      }),
    })),
  ]);
}

/** The curves are in the report. */
function degradedRows(models: readonly ModelAnalysis[], settings: readonly DegradationSetting[]): readonly Row[] {
  const rows = failingRows(models, settings);
  const corrupted = models.some(({ corruptions }) => corruptions !== null);
  if (rows.length === 0 && !corrupted) return [];
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

/** The curves are in the report. */
function certifiedRows(models: readonly ModelAnalysis[]): readonly Row[] {
  const settings = [
    ...new Map(models.flatMap(({ certified }) => certified.map(({ setting }) => [setting.key, setting]))).values(),
  ];
  return settings.flatMap((setting): readonly Row[] => {
    const own = models.map(({ certified }) => underSetting(certified, setting));
    const rays = own.find((measures) => measures !== undefined)?.rays ?? [];
    return [
      { name: setting.title, cells: [] },
      { name: '  accuracy of the ensemble', cells: own.map((measures) => share(measures?.accuracy)) },
      { name: '  certified and correct', cells: own.map((measures) => share(measures?.rays[0].curve[0].accuracy)) },
      ...rays.map(({ ray }, index) => ({
        name: `  median radius, ${rayText(ray)}`,
        cells: own.map((measures) => ({ value: radiusText(measures?.rays[index].median), n: null })),
      })),
    ];
  });
}

/**
 * Radii of models themselves: what is proven under one heading, what is estimated under another. A model that has none of a
 * certificate has no figure there (`–`), one of which nothing is proven says so.
 */
function keptRadiusRows(models: readonly ModelAnalysis[]): readonly Row[] {
  const radii = models.map(({ keptRadii }) => keptRadii.at(0));
  const known = radii.filter((own) => own !== undefined);
  if (known.length === 0) return [];
  const { title } = known[0].setting;
  const all = known.flatMap(({ estimated }) => estimated.map(({ modalities }) => modalities.join(' + ')));
  const rows = (curvesOf: (own: KeptRadii) => KeptRadii['proven']): readonly Row[] =>
    [...new Set(all)].map((set) => ({
      name: `  ${set}`,
      cells: radii.map((own) => (own === undefined ? nothing : { value: keptText(curvesOf(own), set), n: null })),
    }));
  return [
    { name: `${title}, proven (l2): median, and largest of any sample`, cells: [] },
    ...rows(({ proven }) => proven),
    { name: `${title}, estimated (l2), no proof: median, and largest`, cells: [] },
    ...rows(({ estimated }) => estimated),
  ];
}

function keptText(curves: KeptRadii['proven'], set: string): string {
  if (typeof curves === 'string') return 'not proven';
  const curve = curves.find(({ modalities }) => modalities.join(' + ') === set);
  if (curve === undefined) return 'not read';
  const { median, largest } = curve;
  return largest === null ? '–' : `${unbounded(median)} (${unbounded(largest)})`;
}

/** Infinite where nothing can change the answer. */
function unbounded(radius: number | null): string {
  return radius === Infinity ? 'any' : radiusText(radius);
}

function radiusText(radius: number | null | undefined): string {
  return radius === null || radius === undefined ? '–' : decimal(radius);
}

const shownAs = { share, points } as const;

function shown(n: number | null): string {
  return n === null ? '' : decimal(n);
}
