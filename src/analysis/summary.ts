import { countOf, decimal, percent } from './format';
import { groupFlags, placeText, type FlagGroup } from './flags/group';
import { constantWords } from './majority';
import { informationLabel } from './measures/information';
import type { RequirementAnswer } from './requirements';
import { measuredWords } from './requirements/words';
import type { StudyAnalysis } from './study-analysis';
import { pixelSummary } from './segmentation/summary-table';
import { textLines } from './summary/lines';
import { rightAnswersTable } from './summary/right-answers';
import { modelTables } from './summary/model-table';
import { voidNote } from './void-mark';
import { uncertifiedWords } from './uncertified';
import { scoresNote } from './measures/target-scores';
import { withUnit } from '../shared/data/target';
import { shortAnswers } from './verdict/short-answers';

/** Models whose figures are printed side by side; of more, nobody finds anything in a terminal. */
const mostTabled = 12;

/** The study for a terminal: plain lines of at most 100 columns, safe to print. */
export function summaryText(analysis: StudyAnalysis): string[] {
  const { study, verdict } = analysis;
  // Of models that answer for every pixel, the tables of answers for samples have nothing to say.
  const models = analysis.segmentation === null ? analysis.subjects.flatMap((subject) => subject.models) : [];
  const answers = analysis.rightAnswers;
  const groups = groupFlags(analysis.flags, analysis.attacks.length);
  const notes = groups.filter(({ level }) => level === 'note').length;
  return [
    ...textLines(study.name),
    ...textLines(study.question),
    '',
    ...textLines(verdict.headline),
    ...shortAnswers(analysis).flatMap(({ question, answer }) => textLines(`  - ${question}: ${answer}.`)),
    ...section(
      'Hardening',
      verdict.hardening.map(({ text }) => textLines(`  - ${text}`)),
    ),
    ...section(
      'Requirements',
      analysis.requirements.map((requirement) => textLines(`  - ${requirementLine(requirement)}`)),
    ),
    ...section('Warnings', groups.filter(({ level }) => level !== 'note').map(warningLines)),
    ...(notes === 0
      ? []
      : ['', ...textLines(`${notes === 1 ? 'A note is' : `${String(notes)} notes are`} in the report.`)]),
    '',
    ...textLines(dataLine(analysis)),
    ...(analysis.segmentation === null ? [] : pixelSummary(analysis.segmentation)),
    ...section('Right answers of every model', answers === null ? [] : [rightAnswersTable(answers)]),
    ...(models.length > mostTabled
      ? [
          '',
          ...textLines(
            `The figures of each of these ${decimal(models.length)} models are in the report and its tables.`,
          ),
        ]
      : modelTables(models, analysis.degradations, analysis.attacks)),
    ...section(
      'Models without a certificate',
      analysis.uncertified.map((own) => textLines(`  - ${uncertifiedWords(own)}.`)),
    ),
    ...(models.some(({ scores }) => scores !== null) ? ['', ...textLines(scoresNote(analysis.data))] : []),
    ...(models.some(({ fusion }) => fusion.information !== null)
      ? ['', ...textLines(`Complementarity: ${informationLabel}.`)]
      : []),
    ...section(
      'Comparisons',
      [...verdict.accuracies, ...verdict.comparisons].map((sentence) => textLines(`  - ${sentence.text}`)),
    ),
    ...section(
      'How to read this',
      [
        `In brackets the 95 % interval${analysis.requirements.length === 0 ? '' : ', of a requirement that of the confidence it names'}; n is the number of samples (or successes) that the figure is of.`,
        ...[voidNote(models)].filter((note) => note !== ''),
        ...verdict.reading,
      ].map((sentence) => textLines(`  - ${sentence}`)),
    ),
  ];
}

function dataLine({ data, run, segmentation }: StudyAnalysis): string {
  const asked =
    segmentation === null ? askedOf(data) : `${countOf(segmentation.classes.length, 'class', 'classes')} of pixels`;
  return `${data.title}: ${countOf(data.n, 'sample')}, ${asked}${usualAnswer(data)}. Run ${run.state}, ${decimal(run.records)} of ${decimal(run.recordsExpected)} records.`;
}

/** What knowing nothing answers, after what is asked. */
function usualAnswer(data: StudyAnalysis['data']): string {
  const { majority, target } = data;
  if (majority === null) return '';
  if (target?.kind === 'value') return `; ${constantWords(data) ?? ''}`;
  return `; ${target === undefined ? 'majority class' : 'commonest set'} “${majority.name}”, ${percent(majority.share)} of ${majority.of === data.n ? 'them' : `the ${decimal(majority.of)} seen so far`}`;
}

/** `2 classes`, `6 labels, of which each holds or does not`. */
function askedOf({ classes, target }: StudyAnalysis['data']): string {
  if (target === undefined) return `${decimal(classes.length)} classes`;
  return target.kind === 'labels'
    ? `${countOf(classes.length, 'label')}, right where all are`
    : `a value from ${withUnit(target, target.range[0])} to ${withUnit(target, target.range[1])}, right within ${withUnit(target, target.tolerance)}`;
}

/** The finding once, then a line for each place where it holds, then what to do about it. */
function warningLines({ level, statement, places, advice }: FlagGroup): readonly string[] {
  const grave = level === 'void' ? 'VOID: ' : '';
  return [
    ...textLines(`  - ${grave}${statement}`),
    ...places.flatMap((place) => textLines(`      ${placeText(place)}`)),
    ...textLines(`    ${advice}`),
  ];
}

function requirementLine(requirement: RequirementAnswer): string {
  const { answer, modelTitle, statement, estimate, note } = requirement;
  const shown = estimate.value === null ? '' : ` (${measuredWords(requirement)}, n ${decimal(estimate.n)})`;
  return `${answer === 'not-met' ? 'not met' : answer}: ${modelTitle}, ${statement}${shown}.${note === null ? '' : ` ${note}`}`;
}

function section(title: string, items: readonly (readonly string[])[]): readonly string[] {
  return items.length === 0 ? [] : ['', title, ...items.flat()];
}
