import { percent } from '../../analysis/format';
import { modalityShare } from '../../analysis/measures/removed';
import { softmax } from '../../analysis/softmax';
import { removes } from '../../shared/attack';
import type { ImageFill, ImageRegion, ModalitySpec } from '../../shared/modality';
import type { ImageView, SampleView } from '../../shared/sample-view';
import type { Prediction, RemovalRecord } from '../../shared/record';
import { boxesOf, wordsOf } from '../../shared/regions';
import type { SampleCard, SampleImage, SampleValue } from '../document';
import type { RunInput } from '../input';
import type { ChosenSamples } from './choose';
import { pixelsOf, pngUri, scaleFor, withRemoved } from './picture';

/** Cards for the chosen samples of one model; those that are not among the views are left out. */
export function sampleCards(
  chosen: ChosenSamples,
  input: RunInput,
  samples: readonly SampleView[],
): readonly SampleCard[] {
  const views = new Map(samples.map((view) => [view.id, view]));
  return chosen.records.flatMap((record) => {
    const view = views.get(record.sample);
    return view === undefined ? [] : [card(record, view, chosen, input)];
  });
}

function card(record: RemovalRecord, view: SampleView, { cell }: ChosenSamples, input: RunInput): SampleCard {
  const { classes, modalities } = input.dataset;
  const { found } = record;
  const regions = found?.regions ?? [];
  const fill = removes(cell.attack) ? cell.attack.fills.image : 'mean';
  const values = Object.entries(view.values).map(([modality, value]): SampleValue => {
    switch (value.kind) {
      case 'image':
        return imageCard(value, modality, boxesOf(regions, modality), fill, modalities[modality]);
      case 'text': {
        const gone = wordsOf(regions, modality);
        return {
          kind: 'text',
          modality,
          words: value.words.map((text, index) => ({ text, removed: gone.has(index) })),
        };
      }
      default:
        return value satisfies never;
    }
  });
  const name = (index: number): string => classes.at(index) ?? String(index);
  return {
    title: record.sample,
    tone: found === null ? 'good' : found.decidable === false ? 'plain' : 'bad',
    outcome:
      found === null
        ? `“${name(record.label)}” stays: nothing found`
        : `“${name(record.clean.predicted)}” becomes “${name(found.attacked.predicted)}”`,
    values,
    probabilities: probabilities(record, found?.attacked ?? null, name),
    note:
      found === null
        ? queries(record)
        : `${removedWords(found.share.removed, record.elements, Object.keys(modalities))} ${decidableWords(found.decidable)}`,
  };
}

function imageCard(
  image: ImageView,
  modality: string,
  boxes: readonly ImageRegion[],
  fill: ImageFill,
  spec: ModalitySpec,
): SampleImage {
  const scale = scaleFor(image);
  const pixels = pixelsOf(image);
  const mean = spec.kind === 'image' ? spec.mean : [];
  return {
    kind: 'image',
    modality,
    width: image.width * scale,
    height: image.height * scale,
    before: pngUri(image, pixels, scale),
    after: pngUri(image, withRemoved(image, pixels, boxes, fill, mean), scale),
    removed: boxes.map(([top, left, height, width]) => {
      const right = Math.min(image.width, left + width);
      const bottom = Math.min(image.height, top + height);
      return [left * scale, top * scale, (right - left) * scale, (bottom - top) * scale] as const;
    }),
  };
}

function probabilities(
  record: RemovalRecord,
  attacked: Prediction | null,
  name: (index: number) => string,
): SampleCard['probabilities'] {
  const before = softmax(record.clean.logits);
  const after = attacked === null ? null : softmax(attacked.logits);
  const order = before.map((_, index) => index);
  const weight = (index: number): number =>
    (index === record.label ? 3 : 0) +
    (index === attacked?.predicted ? 2 : 0) +
    Math.max(before[index], after?.[index] ?? 0);
  return order
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, 3)
    .map((index) => {
      const shares = [before[index], ...(after === null ? [] : [after[index]])];
      return {
        name: name(index),
        isLabel: index === record.label,
        before: before[index],
        after: after === null ? null : after[index],
        shown: shares.map(percent),
      };
    });
}

type Counts = RemovalRecord['elements'];

function removedWords(removed: Counts, elements: Counts, modalities: readonly string[]): string {
  const parts = modalities
    .filter((id) => (removed[id] ?? 0) > 0)
    .map((id) => `${percent(modalityShare(removed, elements, id))} of the ${id}`);
  return `${parts.join(' and ')} removed;`;
}

function decidableWords(decidable: boolean | null): string {
  switch (decidable) {
    case true:
      return 'the label can still be decided: a mistake.';
    case false:
      return 'the deciding evidence is gone: no mistake.';
    case null:
      return 'label preservation not checked.';
    default:
      return decidable satisfies never;
  }
}

function queries({ queries: { search, combination } }: RemovalRecord): string {
  return `After ${String(search + combination)} queries.`;
}
