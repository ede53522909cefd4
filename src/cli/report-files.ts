import { recordsCsv, type CellNames } from '../analysis/csv';
import { attackKey } from '../analysis/measures/attack-setting';
import type { AnalysisInput } from '../analysis/input';
import type { StudyAnalysis } from '../analysis/study-analysis';
import type { DatasetManifest } from '../shared/dataset';
import type { SampleView } from '../shared/protocol';
import { renderReport } from '../report/render';
import { samplesToShow } from '../report/samples/choose';
import { reportAssets } from './report-assets';
import type { EngineSession } from './session';

/** A run and what its numbers say: what files about it are made from. */
export interface AnalysedRun {
  readonly input: AnalysisInput;
  readonly analysis: StudyAnalysis;
}

/** The report of a run as one HTML file. */
export async function reportHtml(session: EngineSession, { input, analysis }: AnalysedRun): Promise<string> {
  const ids = samplesToShow(input.run, input.records);
  return renderReport(
    {
      ...input,
      analysis,
      views: await viewsOf(session, input.dataset, ids),
      createdAt: new Date().toISOString(),
    },
    reportAssets(),
  );
}

/** None when the lab folder holds other data under that name by now: its samples would not be the attacked ones. */
async function viewsOf(
  session: EngineSession,
  dataset: DatasetManifest,
  ids: readonly string[],
): Promise<readonly SampleView[]> {
  const present = (await session.request('data.list', {})).find(({ name }) => name === dataset.name);
  if (present?.hash !== dataset.hash) {
    session.note(`The data set "${dataset.name}" of this run is not in the lab folder any more: no samples are shown.`);
    return [];
  }
  if (ids.length === 0) return [];
  return session.request('data.samples', { dataset: dataset.name, ids: [...ids], split: 'test', limit: 0 });
}

/** Every record of a run as CSV, one line per sample and cell. */
export function runCsv(analysed: AnalysedRun): string {
  const { records, dataset } = analysed.input;
  return recordsCsv(records, dataset, cellNames(analysed));
}

function cellNames({ input: { run }, analysis }: AnalysedRun): ReadonlyMap<string, CellNames> {
  const { cells } = run.expansion;
  const titles = new Map(
    cells.flatMap((cell): readonly (readonly [string, string])[] =>
      cell.kind === 'model' ? [[cell.model, `${cell.title} · seed ${String(cell.spec.seed)}`]] : [],
    ),
  );
  const attacks = new Map(analysis.attacks.map(({ key, title }) => [key, title]));
  return new Map(
    cells.flatMap((cell): readonly (readonly [string, CellNames])[] => {
      const model = titles.get('model' in cell ? cell.model : '') ?? '';
      switch (cell.kind) {
        case 'model':
          return [];
        case 'clean':
          return [[cell.id, { model, attack: 'none' }]];
        case 'attack':
          return [[cell.id, { model, attack: attacks.get(attackKey(cell)) ?? '' }]];
        default:
          return cell satisfies never;
      }
    }),
  );
}
