import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { analysed, runResult, type AnalysedRun } from '../../analysis/analysed-run';
import { summaryText } from '../../analysis/summary';
import { LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import type { CliEnvironment } from '../environment';
import { jsonText } from '../../shared/json-text';
import { leaf } from '../leaf';
import { findRun } from '../../shared/lookup/runs';
import { fileName } from '../option-values';
import { writePdf } from '../../host/report/pdf';
import { runCsv } from '../../analysis/run-csv';
import { reportHtml } from '../../host/report/html';
import { writeWhole } from '../../host/files/whole-file';
import { readRun } from '../../analysis/read-run';
import type { EngineSession } from '../session';
import { requirementsExitCode } from '../study-run';

interface ReportOptions {
  readonly html?: string;
  readonly pdf?: string;
  readonly csv?: string;
  readonly json?: string | boolean;
  readonly force?: boolean;
}

export function addReportCommand(program: Command, environment: CliEnvironment): void {
  leaf<ReportOptions>(
    program,
    environment,
    {
      name: 'report <runs...>',
      summary: 'the report of a run as HTML, PDF, CSV or JSON',
      description:
        'Computes everything that is said about a run from its records. Without a file it prints the summary. HTML is one file that opens offline; PDF needs Chromium, Chrome or Edge; CSV has one line per sample and attack; JSON has every figure with its interval. With several runs the HTML, PDF and CSV files get the run id in their names, and the JSON is a list. Ends with 7 when a requirement of a plan is not met.',
      examples: [
        ['muroan report last', 'the summary of the newest run'],
        ['muroan report last --html report.html --pdf report.pdf', 'to read and to hand on'],
        ['muroan report 0199a2b3 0199b7c4 --csv records.csv --json result.json', 'for other programs, two runs'],
      ],
      uses: 'lab',
      jsonFile: true,
      configure: (command) => {
        command
          .option('--html <file>', 'write the report as one HTML file', fileName)
          .option('--pdf <file>', 'print the report to PDF by an installed browser', fileName)
          .option('--csv <file>', 'write the records as CSV', fileName)
          .option('--force', 'write over files that are there');
      },
    },
    async (context, names) => {
      const { withEngine, show, terminal, options, environment: surroundings } = context;
      refuseEqualFiles(options);
      const { runs, files } = await withEngine(async (session) => {
        const read: AnalysedRun[] = [];
        for (const name of names) {
          read.push(analysed(await readRun(session, (await findRun(session, name)).id)));
        }
        if (options.force !== true) refuseOverwriting(options, read, surroundings);
        return { runs: read, files: await writeFiles(session, read, options, surroundings) };
      });
      const results = runs.map(runResult);
      const result = results.length === 1 ? results[0] : results;
      if (typeof options.json === 'string') {
        const file = path.resolve(surroundings.workingDirectory, options.json);
        writeWhole(file, `${jsonText(result)}\n`);
        files.push(file);
      }
      show(result, () => {
        if (files.length === 0) {
          runs.forEach(({ analysis }) => {
            summaryText(analysis).forEach(terminal.print);
          });
        }
        files.forEach((file) => {
          terminal.print(`Wrote ${file}`);
        });
      });
      return requirementsExitCode(runs.map(({ analysis }) => analysis));
    },
  );
}

async function writeFiles(
  session: EngineSession,
  runs: readonly AnalysedRun[],
  options: ReportOptions,
  { workingDirectory, interruption }: CliEnvironment,
): Promise<string[]> {
  const files: string[] = [];
  for (const run of runs) {
    const place = (file: string): string => {
      const target = numbered(path.resolve(workingDirectory, file), run, runs.length > 1);
      files.push(target);
      return target;
    };
    if (options.html !== undefined || options.pdf !== undefined) {
      session.note('Writing the report …');
      const { html, warning } = await reportHtml(session, run);
      if (warning !== null) session.note(warning);
      if (options.html !== undefined) writeWhole(place(options.html), html);
      if (options.pdf !== undefined) await printOrSayWhy(html, place(options.pdf), interruption.signal);
    }
    if (options.csv !== undefined) writeWhole(place(options.csv), runCsv(run));
  }
  return files;
}

async function printOrSayWhy(html: string, file: string, signal: AbortSignal): Promise<void> {
  const reason = await writePdf(html, file, signal);
  if (reason === null) return;
  throw new LabError('unsupported', `cannot be printed. ${reason}`, {
    where: file,
    remedy: 'Or write --html and print it from any browser.',
  });
}

/** `report.html` → `report-0199a2b3-1c.html` where there are several. */
function numbered(file: string, { input }: AnalysedRun, several: boolean): string {
  if (!several) return file;
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${shortId(input.run.id)}${ext}`);
}

/** Reports are written for people to keep: nothing that is there is lost by a name given twice. */
function refuseOverwriting(
  { html, pdf, csv, json }: ReportOptions,
  runs: readonly AnalysedRun[],
  { workingDirectory }: CliEnvironment,
): void {
  const perRun = [html, pdf, csv].flatMap((file) =>
    file === undefined ? [] : runs.map((run) => numbered(path.resolve(workingDirectory, file), run, runs.length > 1)),
  );
  const whole = typeof json === 'string' ? [path.resolve(workingDirectory, json)] : [];
  const there = [...perRun, ...whole].find((file) => existsSync(file));
  if (there === undefined) return;
  throw new LabError('invalid', 'is there already.', {
    where: there,
    remedy: 'Give another name, or --force to write over it.',
  });
}

function refuseEqualFiles(options: ReportOptions): void {
  const given = [options.html, options.pdf, options.csv, options.json].filter((file) => typeof file === 'string');
  const twice = given.find((file, index) => given.indexOf(file) !== index);
  if (twice !== undefined) {
    throw new LabError('invalid', 'is named for two kinds of output.', {
      where: twice,
      remedy: 'Give each its own file.',
    });
  }
}
