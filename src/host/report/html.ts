import type { AnalysedRun } from '../../analysis/analysed-run';
import type { ReportWords } from '../../report/input';
import { renderReport } from '../../report/render';
import { samplesToShow } from '../../report/samples/choose';
import type { DatasetManifest } from '../../shared/dataset';
import type { LabConnection } from '../../shared/lab-connection';
import type { SampleView } from '../../shared/protocol';
import { reportAssets } from './assets';

export interface HtmlReport {
  readonly html: string;
  /** What the report lacks, for whoever asked for it; null where it is whole. */
  readonly warning: string | null;
}

const unsigned: ReportWords = { analyst: '', notes: '' };

/** The report of a run as one HTML file. */
export async function reportHtml(
  lab: LabConnection,
  { input, analysis }: AnalysedRun,
  words: ReportWords = unsigned,
): Promise<HtmlReport> {
  const views = await viewsOf(lab, input.dataset, samplesToShow(input.run, input.records));
  const html = renderReport(
    { ...input, ...words, analysis, views: views ?? [], createdAt: new Date().toISOString() },
    reportAssets(),
  );
  return {
    html,
    warning:
      views === null
        ? `The data set "${input.dataset.name}" of this run is not in the lab folder any more: no samples are shown.`
        : null,
  };
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
