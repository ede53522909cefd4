import type { Command } from 'commander';
import { countOf, listOf, pointsEstimate } from '../../../analysis/format';
import type { Estimate } from '../../../analysis/statistics/estimate';
import { shortId } from '../../../shared/identity';
import { withSeed } from '../../../shared/naming';
import { visibleText } from '../../../shared/visible-text';
import { compareRuns, type ModelDifference, type RunComparison } from '../../../analysis/comparison/run-comparison';
import { runWarnings } from '../../../analysis/comparison/run-warnings';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { findRun } from '../../../shared/lookup/runs';
import { readRun } from '../../../analysis/read-run';
import { table } from '../../table';
import type { Terminal } from '../../terminal';
import { wrap } from '../../width';

export function addRunsCompare(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'compare <a> <b>',
      summary: 'paired differences of two runs',
      description:
        'Sets two runs beside each other, sample by sample, and prints the differences a − b with 95 % intervals. Warns where data, samples, attack parameters, versions or devices differ, because then the difference may not be due to the models.',
      examples: [['muroan runs compare last 0199a2b3', 'did the newest run come out better?']],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal }, [nameA, nameB]) => {
      const [a, b] = await withEngine(async (session) => {
        const runs = [await findRun(session, nameA), await findRun(session, nameB)];
        return [await readRun(session, runs[0].id), await readRun(session, runs[1].id)];
      });
      const comparison = compareRuns(a, b);
      const warnings = runWarnings(a, b, comparison);
      show({ comparison, warnings }, () => {
        printComparison(comparison, warnings, terminal);
      });
      return undefined;
    },
  );
}

function printComparison(comparison: RunComparison, warnings: readonly string[], terminal: Terminal): void {
  terminal.print(
    `${terminal.out.bold(`${shortId(comparison.a)} − ${shortId(comparison.b)}`)} over ${countOf(comparison.commonSamples, 'common sample')}; percentage points with 95 % intervals.`,
  );
  terminal.print('Higher is harder to break. An interval that holds 0 shows no difference.');
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

interface Line {
  readonly measure: string;
  readonly attack: string;
  readonly estimate: Estimate;
}

function printModel(model: ModelDifference, terminal: Terminal): void {
  const names = model.a === model.b ? model.a : `${model.a} − ${model.b}`;
  terminal.print();
  terminal.print(
    `${withSeed(terminal.out.bold(visibleText(names)), model.seed)}${model.sameModel ? ' (the same trained model)' : ''}${model.voids.length === 0 ? '' : terminal.out.yellow(visibleText(` · not compared: ${listOf(model.voids)}`))}`,
  );
  if (model.voids.length > 0) return;
  const lines: readonly Line[] = [
    { measure: 'clean accuracy', attack: '', estimate: model.cleanAccuracy },
    ...model.attacks.flatMap(({ title, robustAccuracy, removedArea }): readonly Line[] => [
      { measure: 'robust accuracy', attack: title, estimate: robustAccuracy },
      ...(removedArea === null ? [] : [{ measure: 'removed share', attack: title, estimate: removedArea }]),
    ]),
  ];
  table<Line>(
    [
      { title: 'measure', text: ({ measure }) => measure },
      { title: 'attack', text: ({ attack }) => visibleText(attack) },
      { title: 'difference', text: ({ estimate }) => pointsEstimate(estimate) },
      { title: 'n', text: ({ estimate }) => String(estimate.n), align: 'right' },
    ],
    lines,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
}
