import type { ModelAnalysis } from '../../analysis/model-analysis';
import { amount } from '../cell-text';
import { cells, left, right, type Block, type Row } from '../document';

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
  const rows = models.flatMap(({ title, alignment }): readonly Row[] =>
    alignment.length === 0
      ? []
      : [
          { kind: 'group', title },
          ...alignment.flatMap(({ pair, untouched, shifts }) => [
            cells(pair, 'untouched', amount(untouched), '–'),
            ...shifts.map(({ setting, shift }) => cells(pair, setting.title, '–', amount(shift))),
          ]),
        ],
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'How the encodings of two inputs lie to each other',
      columns: [left('inputs'), left('as they are given'), right('cos of their encodings'), right('change')],
      rows,
      note: 'Cosine of the two encodings, mean over the samples: 1 where they point the same way, 0 where they have nothing in common. Change: paired by sample, of attacks over the samples attacked. Encodings of different width have none.',
    },
  ];
}
