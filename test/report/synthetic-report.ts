import { analyse } from '../../src/analysis/analyse';
import type { AnalysisInput } from '../../src/analysis/input';
import { buildReport } from '../../src/report/build';
import type { ReportDocument, Section } from '../../src/report/document';
import type { ReportInput, RunInput } from '../../src/report/input';
import { renderReport, type ReportAssets } from '../../src/report/render';
import { samplesToShow } from '../../src/report/samples/choose';
import { mapValues } from '../../src/shared/map-values';
import type { ModalitySpecs } from '../../src/shared/data/modality';
import type { SampleView, ValueView } from '../../src/shared/samples/sample-view';
import { syntheticRun, type SyntheticOptions } from '../analysis/synthetic-run';

/** What a report says of a synthetic run; `words` are shown as every sample's text. */
export function syntheticReport(options: SyntheticOptions = {}, words?: readonly string[]): RunInput {
  return reportOf(syntheticRun(options), words);
}

export function reportOf(run: AnalysisInput, words?: readonly string[]): RunInput {
  const ids = samplesToShow(run.run, run.records);
  return {
    analysis: analyse(run),
    run: run.run,
    events: run.events,
    dataset: run.dataset,
    models: run.models,
    records: run.records,
    views: ids.map((id) => viewOf(id, run.dataset.modalities, words)),
    names: new Map(),
    notes: '',
    decisions: [],
  };
}

/** A report on these runs that nobody has put a name to. */
export function unsigned(...runs: readonly RunInput[]): ReportInput {
  return { runs, analyst: '', without: [], units: 'percent', createdAt: '2026-01-05T11:00:00.000Z' };
}

/** The report on one run, its sections in one list. */
export function documentOf(run: RunInput): ReportDocument & { readonly sections: readonly Section[] } {
  const document = buildReport(unsigned(run));
  const { parts, closing, appendices } = document;
  return { ...document, sections: [...parts.flatMap(({ sections }) => sections), ...closing, ...appendices] };
}

export function pageOf(run: RunInput, assets: ReportAssets): string {
  return renderReport(unsigned(run), assets);
}

function viewOf(id: string, specs: ModalitySpecs, words: readonly string[] | undefined): SampleView {
  const row = Number(id.slice(1));
  const values = mapValues(specs, ({ kind }) => (kind === 'image' ? pictureOf(row) : sentenceOf(row, words)));
  return { id, row, split: 'test', label: row % 2, group: id, values };
}

function pictureOf(row: number): ValueView {
  const side = 28;
  const pixels = Array.from({ length: side * side }, (_, index) => {
    const y = Math.floor(index / side);
    const x = index % side;
    return x > 6 && x < 22 && y > 3 && y < 25 ? 90 + ((x * 7 + y * 5 + row) % 140) : 0;
  });
  return { kind: 'image', height: side, width: side, channels: 1, pixels: btoa(String.fromCharCode(...pixels)) };
}

const caption = ['a', 'short', 'sleeved', 'shirt', 'with', 'a', 'collar', 'in', 'a', 'plain', 'style'];

function sentenceOf(row: number, words: readonly string[] = caption): ValueView {
  return { kind: 'text', words: words.slice(0, 6 + (row % 5)) };
}
