import type { AnalysedRun } from '../../analysis/analysed-run';
import type { ReportInput, RunInput } from '../../report/input';
import { renderReport } from '../../report/render';
import { samplesToShow } from '../../report/samples/choose';
import type { DatasetManifest } from '../../shared/data/dataset';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import { modelNames } from '../../shared/models/model-name';
import type { SampleView } from '../../shared/samples/sample-view';
import { reportAssets } from './assets';

export interface HtmlReport {
  readonly html: string;
  /** What the report lacks, for whoever asked for it; empty where it is whole. */
  readonly warnings: readonly string[];
}

/** One run of a report, with what a person says of it. */
export type ReportedRun = AnalysedRun & Partial<Pick<RunInput, 'notes' | 'decisions'>>;

export type ReportOptions = Pick<ReportInput, 'analyst' | 'without' | 'units'>;

/** The report of one run or of several as one HTML file. */
export async function reportHtml(
  lab: LabConnection,
  runs: readonly ReportedRun[],
  { analyst, without, units }: ReportOptions = { analyst: '', without: [], units: 'percent' },
): Promise<HtmlReport> {
  const inputs: RunInput[] = [];
  const warnings: string[] = [];
  const names = modelNames(await lab.request('models.names', {}));
  for (const { input, analysis, notes = '', decisions = [] } of runs) {
    const views = await viewsOf(lab, input.dataset, samplesToShow(input.run, input.records));
    if (views === null) {
      warnings.push(
        `The data set "${input.dataset.name}" of the run "${input.run.plan.name}" is not in the lab folder any more, or another of that name is: none of its samples are shown.`,
      );
    }
    inputs.push({ ...input, analysis, views, names, notes, decisions });
  }
  const createdAt = new Date().toISOString();
  return { html: renderReport({ runs: inputs, analyst, without, units, createdAt }, reportAssets()), warnings };
}

/** Null when the lab folder holds other data under that name by now: its samples would not be the attacked ones. */
async function viewsOf(
  lab: LabConnection,
  dataset: DatasetManifest,
  ids: readonly string[],
): Promise<readonly SampleView[] | null> {
  const present = (await lab.request('data.list', {})).find(({ name }) => name === dataset.name);
  if (present?.hash !== dataset.hash) return null;
  if (ids.length === 0) return [];
  return lab.request('data.samples', { dataset: dataset.name, ids: [...ids], split: 'test', limit: 0 });
}
