import type { ModelAnalysis } from '../../analysis/model-analysis';
import { amount } from '../cell-text';
import { cells, left, right, type Block, type Row } from '../document';
import { sideBySide } from './side-by-side';

/** How strongly the loss hangs on each encoding, and how encodings lie to each other, untouched and under what is done. */
export function encodingBlocks(models: readonly ModelAnalysis[]): readonly Block[] {
  return [...vulnerabilityBlocks(models), ...alignmentBlocks(models)];
}

function vulnerabilityBlocks(models: readonly ModelAnalysis[]): readonly Block[] {
  const known = models.filter(({ vulnerability }) => vulnerability.length > 0);
  const modalities = [...new Set(known.flatMap(({ vulnerability }) => vulnerability.map(({ modality }) => modality)))];
  if (known.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'How strongly the loss hangs on each encoding (V_m)',
      columns: [left('model'), ...modalities.map((id) => right(id))],
      rows: known.map(({ title, vulnerability }) =>
        cells(title, ...modalities.map((id) => amount(vulnerability.find(({ modality }) => modality === id)?.slope))),
      ),
      note: 'Mean length (l2) of the gradient of the cross-entropy at each input’s encoding, over all samples, nothing done to them. Larger: a small move of that encoding changes the loss more. It goes with the scale of the encodings: compare inputs of one model, not models.',
    },
  ];
}

function alignmentBlocks(models: readonly ModelAnalysis[]): readonly Block[] {
  const known = models.filter(({ alignment }) => alignment.length > 0);
  if (known.length === 0) return [];
  return sideBySide(known).map((shown) => ({
    kind: 'table',
    caption: 'How the encodings of two inputs lie to each other',
    roomy: shown.length < 3,
    columns: [left('as inputs are given'), ...shown.map(({ title }) => right(title))],
    rows: alignmentRows(shown),
    note: 'Untouched: cosine of the two encodings, mean over the samples: 1 where they point the same way, 0 where they have nothing in common. Below it what is added to that, paired by sample, of attacks over the samples attacked. Encodings of different width have none.',
  }));
}

function alignmentRows(models: readonly ModelAnalysis[]): readonly Row[] {
  const pairs = [...new Set(models.flatMap(({ alignment }) => alignment.map(({ pair }) => pair)))];
  return pairs.flatMap((pair): readonly Row[] => {
    const own = models.map(({ alignment }) => alignment.find((one) => one.pair === pair));
    const settings = new Map(own.flatMap((one) => one?.shifts ?? []).map(({ setting }) => [setting.key, setting]));
    return [
      { kind: 'group', title: pair },
      cells('untouched', ...own.map((one) => amount(one?.untouched))),
      ...[...settings].map(([key, { title }]) =>
        cells(title, ...own.map((one) => amount(one?.shifts.find(({ setting }) => setting.key === key)?.shift))),
      ),
    ];
  });
}
