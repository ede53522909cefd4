import { visibleText } from '../shared/visible-text';
import { countOf, decimal, percent, percentEstimate, pointsEstimate } from './format';
import type { RequirementAnswer } from './requirements';
import type { ModelAnalysis, StudyAnalysis } from './study-analysis';

/** The study for a terminal: plain lines of at most about 100 columns, safe to print. */
export function summaryText(analysis: StudyAnalysis): string[] {
  const { data, run, study, verdict } = analysis;
  const lines = [
    study.name,
    ...(study.question === '' ? [] : [study.question]),
    '',
    verdict.headline,
    '',
    `Data      ${data.title}: ${data.task}`,
    `          ${countOf(data.n, 'sample')}, ${countOf(data.classes.length, 'class')}, chance ${percent(data.chance)}`.replace(
      'classs',
      'classes',
    ),
    `Run       ${run.id}, ${run.state}, ${decimal(run.records)} of ${decimal(run.recordsExpected)} records`,
    `Numbers   value [95 % interval]`,
    ...analysis.subjects.flatMap(({ models }) => models.flatMap((model) => modelLines(model, analysis))),
    ...section(
      'Comparisons',
      verdict.comparisons.map(({ text }) => text),
    ),
    ...section('Requirements', analysis.requirements.map(requirementLine)),
    ...section(
      'Flags',
      analysis.flags.map(
        (flag) =>
          `${flagNames[flag.level]} ${[flag.model, flag.attack].filter((part) => part !== null).join(', ')}${flag.model === null && flag.attack === null ? '' : ': '}${flag.finding} ${flag.advice}`,
      ),
    ),
    ...section('How to read this', verdict.reading),
  ];
  return lines.flatMap((line) => wrapped(visibleText(line)));
}

const flagNames = { void: '[void]', warning: '[warning]', note: '[note]' } as const;

function modelLines(model: ModelAnalysis, { attacks }: StudyAnalysis): readonly string[] {
  const title = (key: string): string => attacks.find((setting) => setting.key === key)?.title ?? key;
  const rows: (readonly [string, string])[] = [
    ['clean accuracy', `${percentEstimate(model.accuracy)}  n ${String(model.accuracy.n)}`],
    ...model.fusion.unimodal.map(({ modality, accuracy }) => [`${modality} alone`, percentEstimate(accuracy)] as const),
    ['gain of fusing', model.fusion.gain.value === null ? '–' : pointsEstimate(model.fusion.gain)],
  ];
  for (const measures of model.removals) {
    const { controls, pooled } = measures;
    rows.push(
      [title(measures.attackKey), ''],
      ['  attack success', `${percentEstimate(measures.successRate)}  n ${String(measures.attacked)}`],
    );
    if (measures.decidableSuccessRate !== null) {
      rows.push(['  label still decidable', percentEstimate(measures.decidableSuccessRate)]);
    }
    rows.push(['  accuracy under attack', percentEstimate(measures.robustAccuracy)]);
    for (const [id, fraction] of Object.entries(measures.byModality)) {
      rows.push([`  ${id} removed (successes)`, percentEstimate(fraction.meanOverSuccesses)]);
    }
    rows.push(['  whole input (failure = all)', percentEstimate(pooled.meanOverAll)]);
    if (controls.randomRemoval.draws > 0) {
      rows.push(['  random removal', percentEstimate(controls.randomRemoval.successRate)]);
    }
    if (controls.randomSearch.draws > 0) {
      rows.push(['  random search', percentEstimate(controls.randomSearch.successRate)]);
    }
    rows.push(
      ['  needs both inputs', percentEstimate(measures.crossModalShare)],
      [
        '  queries per sample',
        `${decimal(measures.queries.logical.value)} asked, ${decimal(measures.queries.evaluated.value)} computed`,
      ],
    );
  }
  for (const measures of model.perturbations) {
    const noise = measures.controls.randomNoise;
    rows.push(
      [title(measures.attackKey), ''],
      ['  attack success', `${percentEstimate(measures.successRate)}  n ${String(measures.attacked)}`],
      ['  accuracy under attack', percentEstimate(measures.robustAccuracy)],
    );
    if (noise.draws > 0) rows.push(['  random noise', percentEstimate(noise.successRate)]);
  }
  const width = Math.max(...rows.filter(([, value]) => value !== '').map(([name]) => name.length)) + 2;
  return ['', model.title, ...rows.map(([name, value]) => `  ${value === '' ? name : name.padEnd(width)}${value}`)];
}

function requirementLine({ answer, modelTitle, statement, estimate, note }: RequirementAnswer): string {
  const shown = estimate.value === null ? '' : ` (${percentEstimate(estimate)})`;
  return `${answer === 'not-met' ? 'not met' : answer}: ${modelTitle}, ${statement}${shown}.${note === null ? '' : ` ${note}`}`;
}

function section(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', title, ...items.map((item) => `  - ${item}`)];
}

const columns = 100;

/** Breaks a line at blanks; what follows is indented like the item it belongs to. */
function wrapped(line: string): readonly string[] {
  if (line.length <= columns) return [line];
  const [lead] = /^\s*(?:- )?/.exec(line) ?? [''];
  const indent = ' '.repeat(lead.length);
  const lines: string[] = [];
  let current = lead;
  for (const word of line.slice(lead.length).split(' ')) {
    const empty = current === lead || current === indent;
    if (!empty && current.length + 1 + word.length > columns) {
      lines.push(current);
      current = indent + word;
    } else current += empty ? word : ` ${word}`;
  }
  return [...lines, current];
}
