import { visibleText } from '../shared/visible-text';
import { decimal, percent, percentEstimate, pointsEstimate } from './format';
import type { AttackSetting } from './measures/attack-setting';
import { informationLabel } from './measures/information';
import type { RequirementAnswer } from './requirements';
import type { Flag } from './flags';
import type { ModelAnalysis, StudyAnalysis } from './study-analysis';

const columns = 100;
const modelsAbreast = 3;

/** The study for a terminal: plain lines of at most 100 columns, safe to print. */
export function summaryText(analysis: StudyAnalysis): string[] {
  const { data, run, study, verdict } = analysis;
  const models = analysis.subjects.flatMap((subject) => subject.models);
  const groups = Array.from({ length: Math.ceil(models.length / modelsAbreast) }, (_, index) =>
    models.slice(index * modelsAbreast, (index + 1) * modelsAbreast),
  );
  const notes = analysis.flags.filter(({ level }) => level === 'note').length;
  return [
    ...text(study.name),
    ...text(study.question),
    '',
    ...text(verdict.headline),
    '',
    ...text(
      `${data.title}: ${decimal(data.n)} samples, ${decimal(data.classes.length)} classes, chance ${percent(data.chance)}. Run ${run.state}, ${decimal(run.records)} of ${decimal(run.recordsExpected)} records. Shares with 95 % intervals.`,
    ),
    ...groups.flatMap((group) => table(group, analysis.attacks)),
    ...(models.some(({ fusion }) => fusion.information !== null)
      ? ['', ...text(`Complementarity: ${informationLabel}.`)]
      : []),
    ...section(
      'Comparisons',
      verdict.comparisons.map((sentence) => sentence.text),
    ),
    ...section('Requirements', analysis.requirements.map(requirementLine)),
    ...section('Warnings', analysis.flags.filter(({ level }) => level !== 'note').map(flagLine)),
    ...(notes === 0 ? [] : text(`  ${notes === 1 ? 'A note is' : `${String(notes)} notes are`} in the report.`)),
    ...section('How to read this', verdict.reading),
  ];
}

type Line = readonly [name: string, values: readonly string[]];

function table(models: readonly ModelAnalysis[], settings: readonly AttackSetting[]): readonly string[] {
  const lines: Line[] = [
    ['clean accuracy', models.map(({ accuracy }) => percentEstimate(accuracy))],
    ...[...new Set(models.flatMap(({ fusion }) => fusion.unimodal.map(({ modality }) => modality)))].map((id): Line => [
      `  ${id} alone`,
      models.map(({ fusion }) => {
        const single = fusion.unimodal.find(({ modality }) => modality === id);
        return single === undefined ? '–' : percentEstimate(single.accuracy);
      }),
    ]),
    ['  gain of fusing', models.map(({ fusion }) => pointsEstimate(fusion.gain).replace(' points', ' pts'))],
    ...(models.some(({ fusion }) => fusion.information !== null)
      ? [
          [
            '  complementarity',
            models.map(({ fusion }) => decimal(fusion.information?.complementarity ?? null)),
          ] as const satisfies Line,
        ]
      : []),
    ...settings.flatMap((setting) => attackLines(models, setting)),
  ];
  const nameWidth = Math.max(...lines.filter(([, values]) => values.length > 0).map(([name]) => name.length)) + 2;
  const width = Math.max(
    ...models.map(({ title }) => visibleText(title).length),
    ...lines.flatMap(([, values]) => values.map((value) => value.length)),
  );
  const cell = (value: string): string => fitted(visibleText(value), Math.min(width, 28));
  return [
    '',
    ' '.repeat(nameWidth) + models.map(({ title }) => cell(title)).join('  '),
    ...lines.map(([name, values]) =>
      values.length === 0
        ? visibleText(name)
        : visibleText(name).padEnd(nameWidth) + values.map(cell).join('  ').trimEnd(),
    ),
  ];
}

function attackLines(models: readonly ModelAnalysis[], setting: AttackSetting): readonly Line[] {
  const lines: Line[] = [];
  if (setting.kind === 'removal') {
    const all = models.map(({ removals }) => removals.find(({ attackKey }) => attackKey === setting.key));
    type Measures = NonNullable<(typeof all)[number]>;
    const add = (name: string, show: (measures: Measures) => string): void => {
      lines.push([`  ${name}`, all.map((measures) => (measures === undefined ? '–' : show(measures)))]);
    };
    add('attack success', ({ successRate }) => percentEstimate(successRate));
    if (all.some((measures) => measures?.decidableSuccessRate)) {
      add('  label still decidable', ({ decidableSuccessRate: rate }) => (rate === null ? '–' : percentEstimate(rate)));
    }
    add('  random removal', ({ controls }) => percentEstimate(controls.randomRemoval.successRate));
    add('  random search', ({ controls }) => percentEstimate(controls.randomSearch.successRate));
    add('accuracy under attack', ({ robustAccuracy }) => percentEstimate(robustAccuracy));
    for (const id of setting.modalities) {
      add(`${id} removed, mean`, ({ byModality }) => percentEstimate(byModality[id].meanOverSuccesses));
    }
    for (const id of setting.modalities) {
      add(`${id} removed, fail = all`, ({ byModality }) => percentEstimate(byModality[id].meanOverAll));
    }
    if (setting.modalities.length > 1) {
      add('input removed, fail = all', ({ pooled }) => percentEstimate(pooled.meanOverAll));
      add('needs several inputs', ({ crossModalShare }) => percentEstimate(crossModalShare));
    }
    add(
      'queries asked (computed)',
      ({ queries }) => `${decimal(queries.logical.value)} (${decimal(queries.evaluated.value)})`,
    );
  } else {
    const all = models.map(({ perturbations }) => perturbations.find(({ attackKey }) => attackKey === setting.key));
    type Measures = NonNullable<(typeof all)[number]>;
    const add = (name: string, show: (measures: Measures) => string): void => {
      lines.push([`  ${name}`, all.map((measures) => (measures === undefined ? '–' : show(measures)))]);
    };
    add('attack success', ({ successRate }) => percentEstimate(successRate));
    add('  random noise', ({ controls }) => percentEstimate(controls.randomNoise.successRate));
    add('accuracy under attack', ({ robustAccuracy }) => percentEstimate(robustAccuracy));
  }
  const latent = setting.latent.length === 0 ? '' : ` (${setting.latent.join(', ')}: latent)`;
  return [[`${setting.title}${latent}`, []], ...lines];
}

function flagLine({ level, model, attack, finding, advice }: Flag): string {
  const about = [model, attack].filter((part) => part !== null).join(', ');
  return `${level === 'void' ? 'VOID: ' : ''}${about === '' ? '' : `${about}: `}${finding} ${advice}`;
}

function requirementLine({ answer, modelTitle, statement, estimate, note }: RequirementAnswer): string {
  const shown = estimate.value === null ? '' : ` (${percentEstimate(estimate)})`;
  return `${answer === 'not-met' ? 'not met' : answer}: ${modelTitle}, ${statement}${shown}.${note === null ? '' : ` ${note}`}`;
}

function section(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', title, ...items.flatMap((item) => text(`  - ${item}`))];
}

/** Pads a value, or cuts it with an ellipsis. */
function fitted(value: string, width: number): string {
  return value.length > width ? `${value.slice(0, width - 1)}…` : value.padEnd(width);
}

/** Breaks a text at blanks, safe to print; what follows the first line is indented like its beginning. */
function text(raw: string): readonly string[] {
  if (raw === '') return [];
  const safe = visibleText(raw);
  const lead = /^\s*(?:- )?/.exec(safe)?.[0] ?? '';
  const indent = ' '.repeat(lead.length);
  const lines: string[] = [];
  let current = lead;
  for (const word of safe.slice(lead.length).split(' ')) {
    const empty = current === lead || current === indent;
    if (!empty && current.length + 1 + word.length > columns) {
      lines.push(current);
      current = indent + word;
    } else current += empty ? word : ` ${word}`;
  }
  return [...lines, current];
}
