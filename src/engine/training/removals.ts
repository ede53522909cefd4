import type { Fills, ModalitySpec, Region } from '../../shared/data/modality';
import type { RemovalTraining } from '../../shared/training/training';
import type { ModalityValue } from '../modalities/modality';
import { modalityOf } from '../modalities/registry';
import type { Network } from '../models/network';
import { randomFrom, type Random } from '../random';
import type { Batch } from './batches';

/** Halvings stop at this share of the longer side, as those of the decoupling attack do unless it is told otherwise. */
const SMALLEST = 1 / 32;

/**
 * A batch of which some samples have lost parts: of each input up to so many regions that the decoupling attack would try,
 * of any of its sizes, in the same way. The label stays, whether or not what is left still tells it.
 */
export function removeParts(
  network: Network,
  batch: Batch,
  removals: RemovalTraining,
  seed: number,
  step: number,
): Batch {
  const { rate, imageFill, textFill, audioFill, valueFill } = removals;
  if (rate === 0) return batch;
  const random = randomFrom(seed, 'removals', step);
  const losing = Array.from(batch.labels, () => random.uniform() < rate);
  const fills: Fills = { image: imageFill, text: textFill, audio: audioFill, values: valueFill };
  const inputs = Object.entries(batch.inputs).map(([id, values]) => {
    const spec = network.modalities[id];
    const places = randomFrom(seed, 'removals', step, id);
    const noise = randomFrom(seed, 'removals', step, id, 'fill');
    return [
      id,
      values.map((value, row) => {
        if (!losing[row]) return value;
        const regions = regionsToLose(spec, id, value, mostOf(spec, removals), places);
        return regions.length === 0 ? value : modalityOf(spec).remove(spec, value, regions, fills, noise);
      }),
    ] as const;
  });
  return { ...batch, inputs: Object.fromEntries(inputs) };
}

function mostOf({ kind }: ModalitySpec, { cells, words }: RemovalTraining): number {
  switch (kind) {
    case 'image':
    case 'audio':
    case 'tabular':
    case 'sequence':
    case 'skeleton':
      return cells;
    case 'text':
      return words;
    default:
      return kind satisfies never;
  }
}

/** None to `most` regions: which at the top, then which size, at random. No word twice. */
function regionsToLose(
  spec: ModalitySpec,
  id: string,
  value: ModalityValue,
  most: number,
  random: Random,
): readonly Region[] {
  const modality = modalityOf(spec);
  const roots = modality.roots(spec, value, id);
  const count = random.below(most + 1);
  const taken = new Map<string, Region>();
  for (let pick = 0; pick < count && roots.length > 0; pick += 1) {
    const path = [oneOf(roots, random)];
    for (;;) {
      const last = path[path.length - 1];
      const children = modality.side(spec, last).fraction > SMALLEST ? modality.children(spec, last) : [];
      if (children.length === 0) break;
      path.push(oneOf(children, random));
    }
    const region = oneOf(path, random);
    taken.set(JSON.stringify(region), region);
  }
  return [...taken.values()];
}

function oneOf<Item>(items: readonly Item[], random: Random): Item {
  return items[random.below(items.length)];
}
