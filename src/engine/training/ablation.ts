import type { ModalitySpec } from '../../shared/data/modality';
import type { AblationTraining } from '../../shared/training/training';
import { drawn } from '../modalities/drawn';
import { modalityOf } from '../modalities/registry';
import { retained } from '../modalities/retained';
import type { Network } from '../models/network';
import { randomFrom } from '../random';
import type { Batch } from './batches';

/** A batch of which some samples show only some elements, drawn of each input by itself, as certificates draw them. */
export function ablateParts(
  network: Network,
  batch: Batch,
  ablation: AblationTraining,
  seed: number,
  step: number,
): Batch {
  const { rate } = ablation;
  if (rate === 0) return batch;
  const random = randomFrom(seed, 'ablation', step);
  const isAblated = Array.from(batch.labels, () => random.uniform() < rate);
  const inputs = Object.entries(batch.inputs).map(([modality, values]) => {
    const spec = network.modalities[modality];
    const own = randomFrom(seed, 'ablation', step, modality);
    const [least, most] = shareOf(spec, ablation);
    return [
      modality,
      values.map((value, row) => {
        if (!isAblated[row]) return value;
        const elements = modalityOf(spec).elements(spec, value);
        const share = least + own.uniform() * Math.max(0, most - least);
        const k = Math.min(elements, Math.max(1, Math.round(share * elements)));
        const kept = drawn([{ modalities: [modality], n: elements, k }], [{ modality, elements }], own);
        return retained(spec, value, kept[modality], ablation.wordsUnseen);
      }),
    ] as const;
  });
  return { ...batch, inputs: Object.fromEntries(inputs) };
}

function shareOf({ kind }: ModalitySpec, ablation: AblationTraining): readonly [least: number, most: number] {
  switch (kind) {
    case 'text':
      return [ablation.wordsLeast, ablation.wordsMost];
    case 'image':
    case 'audio':
    case 'tabular':
    case 'sequence':
    case 'skeleton':
      return [ablation.least, ablation.most];
    default:
      return kind satisfies never;
  }
}
