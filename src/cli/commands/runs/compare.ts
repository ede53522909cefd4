import type { Command } from 'commander';
import { analyse } from '../../../analysis/analyse';
import { headlineRows, type HeadlineRow, type ScoreFigure } from '../../../analysis/comparison/headline';
import type { Figure } from '../../../analysis/figures';
import { countOf, listOf, percentEstimate, pointsEstimate } from '../../../analysis/format';
import { scoreText } from '../../../analysis/measures/target-scores';
import { marked } from '../../../analysis/void-mark';
import { shortId } from '../../../shared/identity';
import { withSeed } from '../../../shared/text/naming';
import { visibleText } from '../../../shared/text/visible-text';
import { compareRuns } from '../../../analysis/comparison/run-comparison';
import type { ModelDifference, RunComparison } from '../../../analysis/comparison/run-difference';
import { runWarnings } from '../../../analysis/comparison/run-warnings';
import { comparisonNote } from '../../../analysis/comparison/reading-note';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { findRun } from '../../../shared/lookup/runs';
import { readRun } from '../../../analysis/read-run';
import type { Terminal } from '../../terminal';
import { table } from '../../table';
import { wrap } from '../../width';
import { differenceTable } from './difference-table';

export function addRunsCompare(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'compare <a> <b>',
      summary: 'paired differences of two runs',
      description:
        'Sets two runs beside each other, sample by sample, and prints the differences a − b with 95 % intervals and, of the accuracy under attacks, noise and missing inputs, the p of a paired test, as it is and adjusted for all tests of the two runs. Warns where data, samples, parameters of attacks or degradations, versions or devices differ, because then the difference may not be due to the models.',
      examples: [['muroan runs compare last 0199a2b3', 'did the newest run come out better?']],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal }, [nameA, nameB]) => {
      const [a, b] = await withEngine(async (session) => {
        const runs = [await findRun(session, nameA), await findRun(session, nameB)];
        return [await readRun(session, runs[0].id), await readRun(session, runs[1].id)];
      });
      const analyses = [analyse(a), analyse(b)] as const;
      const comparison = compareRuns(a, b, { a: analyses[0].flags, b: analyses[1].flags });
      const warnings = runWarnings(a, b, comparison);
      const headline = headlineRows(analyses);
      show({ comparison, warnings, headline }, () => {
        printComparison(comparison, warnings, terminal);
        if (!comparison.sameRun) printHeadline(headline, [a.run.id, b.run.id], terminal);
      });
      return undefined;
    },
  );
}

function printComparison(comparison: RunComparison, warnings: readonly string[], terminal: Terminal): void {
  terminal.print(
    `${terminal.out.bold(`${shortId(comparison.a)} − ${shortId(comparison.b)}`)} over ${countOf(comparison.commonSamples, 'common sample')}; percentage points with 95 % intervals.`,
  );
  wrap(comparisonNote(1), terminal.width).forEach(terminal.print);
  warnings.forEach((warning) => {
    wrap(`warning: ${visibleText(warning)}`, terminal.width).forEach((line) => {
      terminal.print(terminal.out.yellow(line));
    });
  });
  if (comparison.models.length === 0) terminal.print('No model of one run has a counterpart in the other.');
  if (comparison.sameRun) return;
  comparison.models.forEach((model) => {
    printModel(model, terminal);
  });
}

/** What answers whether the fusion is a liability, of both runs; each over its own samples, so nothing is subtracted. */
function printHeadline(rows: readonly HeadlineRow[], runs: readonly [string, string], terminal: Terminal): void {
  if (rows.length === 0) return;
  terminal.print();
  terminal.print(terminal.out.bold('Headline figures of both runs'));
  table<HeadlineRow>(
    [
      { title: 'model', text: ({ model }) => visibleText(model) },
      { title: 'measure', text: ({ label }) => visibleText(label) },
      ...runs.map((run, index) => ({
        title: shortId(run),
        text: ({ figures }: HeadlineRow) => figureText(figures[index]),
      })),
    ],
    rows,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
}

function figureText(figure: Figure | ScoreFigure | undefined): string {
  if (figure === undefined) return '–';
  const text = 'score' in figure ? visibleText(scoreText(figure.score, figure)) : shareText(figure);
  return figure.standing === 'void' ? marked(text) : text;
}

function shareText({ measure, estimate }: Figure): string {
  return measure.kind === 'single-source-gap' ? pointsEstimate(estimate) : percentEstimate(estimate);
}

function printModel(model: ModelDifference, terminal: Terminal): void {
  const names = model.a === model.b ? model.a : `${model.a} − ${model.b}`;
  terminal.print();
  terminal.print(
    `${withSeed(terminal.out.bold(visibleText(names)), model.seed)}${model.sameModel ? ' (the same trained model)' : ''}${model.voids.length === 0 ? '' : terminal.out.yellow(visibleText(` · not compared: ${listOf(model.voids)}`))}`,
  );
  if (model.voids.length > 0) return;
  differenceTable(model, { width: terminal.tableWidth, heading: terminal.out.dim }).forEach(terminal.print);
}
