import { analyse } from '../../src/analysis/analyse';
import type { AnalysisInput } from '../../src/analysis/input';
import type { ReportInput } from '../../src/report/input';
import { samplesToShow } from '../../src/report/samples/choose';
import type { ModalityKind, ModalitySpecs } from '../../src/shared/modality';
import type { SampleView } from '../../src/shared/protocol';
import { syntheticRun, type SyntheticOptions } from '../analysis/synthetic-run';

/** A report's input made of a synthetic run; `words` are shown as every sample's text. */
export function syntheticReport(options: SyntheticOptions = {}, words?: readonly string[]): ReportInput {
  return reportOf(syntheticRun(options), words);
}

export function reportOf(run: AnalysisInput, words?: readonly string[]): ReportInput {
  const ids = samplesToShow(run.run, run.records);
  return {
    analysis: analyse(run),
    run: run.run,
    events: run.events,
    dataset: run.dataset,
    models: run.models,
    records: run.records,
    views: ids.map((id) => viewOf(id, run.dataset.modalities, words)),
    createdAt: '2026-01-05T11:00:00.000Z',
  };
}

function viewOf(id: string, specs: ModalitySpecs, words: readonly string[] | undefined): SampleView {
  const idsOf = (kind: ModalityKind): readonly string[] => Object.keys(specs).filter((own) => specs[own].kind === kind);
  const row = Number(id.slice(1));
  const side = 28;
  const pixels = Array.from({ length: side * side }, (_, index) => {
    const y = Math.floor(index / side);
    const x = index % side;
    return x > 6 && x < 22 && y > 3 && y < 25 ? 90 + ((x * 7 + y * 5 + row) % 140) : 0;
  });
  return {
    id,
    row,
    split: 'test',
    label: row % 2,
    group: id,
    images: Object.fromEntries(
      idsOf('image').map((own) => [
        own,
        { height: side, width: side, channels: 1, pixels: btoa(String.fromCharCode(...pixels)) },
      ]),
    ),
    texts: Object.fromEntries(
      idsOf('text').map((own) => [
        own,
        [...(words ?? ['a', 'short', 'sleeved', 'shirt', 'with', 'a', 'collar', 'in', 'a', 'plain', 'style'])].slice(
          0,
          6 + (row % 5),
        ),
      ]),
    ),
  };
}
