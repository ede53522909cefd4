import path from 'node:path';
import { Option, type Command } from 'commander';
import { decimal } from '../../../analysis/format';
import { noiseScores } from '../../../analysis/measures/multibench';
import {
  noiseScoreNote,
  noiseScoreRows,
  noiseScoresCsv,
  refuseUnknownNames,
  scoringDoubts,
  type NoiseScoreRow,
} from '../../../analysis/noise-score-rows';
import { readJsonFile } from '../../../host/files/json-file';
import { parseNoiseCurves } from '../../../shared/degradations/noise-curves';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { gather } from '../../option-values';
import { table } from '../../table';
import { wrap } from '../../width';

interface Options {
  readonly reference: string;
  readonly lowerIsBetter?: readonly string[];
  readonly csv?: boolean;
}

export function addMetricsMultibench(group: Command, environment: CliEnvironment): void {
  leaf<Options>(
    group,
    environment,
    {
      name: 'multibench <file>',
      summary: 'relative and effective robustness from curves under noise',
      description:
        'Computes the robustness scores of MultiBench from stored curves, {task: {method: [performance by level of noise]}}, the first level without noise. The reference is the method of late fusion. Raw and normalised scores are given; without a reference curve a task has no effective robustness. The window has the same on its page Compare.',
      examples: [
        ['muroan metrics multibench curves.json --reference LF', 'a table, a line per task and method'],
        [
          'muroan metrics multibench curves.json --reference LF --lower-is-better stocks --json',
          'the performance on "stocks" is an error',
        ],
      ],
      uses: 'nothing',
      configure: (command) => {
        command
          .requiredOption('--reference <method>', 'the method that others are compared with: late fusion')
          .option(
            '--lower-is-better <task>',
            'a task whose performance is an error, negated before anything else; may be given several times',
            gather,
          )
          .addOption(new Option('--csv', 'print the scores as CSV on standard output').conflicts('json'));
      },
    },
    ({ options, show, terminal, environment: { workingDirectory } }, [file]) => {
      const curves = parseNoiseCurves(readJsonFile(path.resolve(workingDirectory, file)), file);
      const choice = { reference: options.reference, lowerIsBetter: options.lowerIsBetter ?? [] };
      refuseUnknownNames(curves, choice);
      const scores = noiseScores(curves, choice);
      scoringDoubts(curves, choice)
        .flatMap((doubt) => wrap(`warning: ${visibleText(doubt)}`, terminal.width))
        .forEach((line) => {
          terminal.note(terminal.err.yellow(line));
        });
      const rows = noiseScoreRows(curves, scores);
      show(scores, () => {
        if (options.csv === true) {
          terminal.print(noiseScoresCsv(rows).trimEnd());
          return;
        }
        scoreTable(rows, { width: terminal.tableWidth, heading: terminal.out.dim }).forEach(terminal.print);
        terminal.print();
        wrap(noiseScoreNote, terminal.width).forEach(terminal.print);
      });
      return Promise.resolve(undefined);
    },
  );
}

function scoreTable(rows: readonly NoiseScoreRow[], options: Parameters<typeof table>[2]): readonly string[] {
  return table<NoiseScoreRow>(
    [
      { title: 'task', text: ({ task }) => visibleText(task) },
      { title: 'method', text: ({ method }) => visibleText(method) },
      { title: 'levels', text: ({ levels }) => decimal(levels), align: 'right' },
      { title: 'relative', text: ({ relative }) => decimal(relative), align: 'right' },
      { title: 'effective', text: ({ effective }) => decimal(effective), align: 'right' },
      { title: 'per level', text: ({ effectivePerLevel }) => decimal(effectivePerLevel), align: 'right' },
      { title: 'relative 0–1', text: ({ relativeNormalised }) => decimal(relativeNormalised), align: 'right' },
      { title: 'effective 0–1', text: ({ effectiveNormalised }) => decimal(effectiveNormalised), align: 'right' },
    ],
    rows,
    options,
  );
}
