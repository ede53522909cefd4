import { answerShares, type AnswerShare } from '../../analysis/answer-shares';
import { countOf, decimal, percent } from '../../analysis/format';
import { modalityShare } from '../../analysis/measures/removed';
import { removes } from '../../shared/attacks/attack';
import { Fills, partsText, type ImageRegion, type ModalitySpec } from '../../shared/data/modality';
import {
  boxesInPicture,
  cellWords,
  isSkeletonView,
  kindShown,
  sidesText,
  type PictureView,
  type SampleView,
} from '../../shared/samples/sample-view';
import type { Prediction, RemovalRecord } from '../../shared/records/record';
import { boxesOf, wordsOf } from '../../shared/samples/regions';
import { saidName, type Answered } from '../../shared/data/target';
import type { SampleCard, SampleImage, SampleValue } from '../document';
import type { RunInput } from '../input';
import type { ChosenSamples } from './choose';
import { pixelsOf, pngUri, scaleFor, withRemoved } from './picture';
import { skeletonCard } from './skeleton-card';

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
  const { modalities } = input.dataset;
  const { found } = record;
  const regions = found?.regions ?? [];
  const fills = removes(cell.attack) ? cell.attack.fills : Fills.parse({});
  const values = Object.entries(view.values).map(([modality, value]): SampleValue => {
    switch (value.kind) {
      case 'image':
      case 'audio':
      case 'series':
        return isSkeletonView(value)
          ? skeletonCard(value, modality, boxesOf(regions, modality))
          : pictureCard(value, modality, boxesOf(regions, modality), fills, modalities[modality]);
      case 'text':
        return wordsCard(value.words, modality, wordsOf(regions, modality));
      case 'tabular':
        return wordsCard(cellWords(value), modality, wordsOf(regions, modality));
      default:
        return value satisfies never;
    }
  });
  const name = (said: Prediction): string => saidName(input.dataset, said);
  return {
    title: record.sample,
    tone: found === null ? 'good' : found.decidable === false ? 'plain' : 'bad',
    outcome:
      found === null
        ? `“${name(record.clean)}” stays: nothing found`
        : `“${name(record.clean)}” becomes “${name(found.attacked)}”`,
    values,
    probabilities: probabilities(record, found?.attacked ?? null, input.dataset),
    note: `${
      found === null
        ? queries(record)
        : `${removedWords(found.share.removed, record.elements, Object.keys(modalities))} ${decidableWords(found.decidable)}`
    }${restWords(record, cell.model, input)}`,
  };
}

/** Of a fusion that is solved for in steps: how the untouched sample came to rest. */
function restWords({ row }: RemovalRecord, model: string, { run, records }: RunInput): string {
  const clean = run.expansion.cells.find((one) => one.kind === 'clean' && one.model === model);
  const own = records.find((one) => one.kind === 'clean' && one.cell === clean?.id && one.row === row);
  if (own?.kind !== 'clean' || own.settled === undefined) return '';
  const { solved, residuals } = own.settled;
  const steps = countOf(residuals.length, 'step');
  const residual = decimal(residuals[residuals.length - 1]);
  return solved
    ? ` Untouched, the fusion came to rest in ${steps} (residual ${residual}).`
    : ` Untouched, the fusion had not come to rest after ${steps} (residual ${residual}).`;
}

function wordsCard(words: readonly string[], modality: string, gone: ReadonlySet<number>): SampleValue {
  return { kind: 'text', modality, words: words.map((text, index) => ({ text, removed: gone.has(index) })) };
}

function pictureCard(
  picture: PictureView,
  modality: string,
  boxes: readonly ImageRegion[],
  fills: Fills,
  spec: ModalitySpec,
): SampleImage {
  const scale = scaleFor(picture);
  const pixels = pixelsOf(picture);
  const sides = sidesText(picture);
  return {
    kind: 'image',
    modality,
    width: picture.width * scale,
    height: picture.height * scale,
    before: pngUri(picture, pixels, scale),
    after: pngUri(picture, withRemoved(picture, pixels, boxes, fills, spec), scale),
    removed: boxesInPicture(picture, boxes).map(([top, left, height, width]) => {
      const right = Math.min(picture.width, left + width);
      const bottom = Math.min(picture.height, top + height);
      return [left * scale, top * scale, (right - left) * scale, (bottom - top) * scale] as const;
    }),
    removedText: partsText(kindShown(picture), boxes.length),
    ...(sides === null ? {} : { sides }),
  };
}

/** None of a value. */
function probabilities(
  record: RemovalRecord,
  attacked: Prediction | null,
  data: Answered,
): SampleCard['probabilities'] {
  const before = answerShares(data, record.clean.logits, record.label) ?? [];
  const after = attacked === null ? null : answerShares(data, attacked.logits, record.label);
  const weight = ({ index, share, isLabel }: AnswerShare): number =>
    (isLabel ? 3 : 0) + (index === attacked?.predicted ? 2 : 0) + Math.max(share, after?.[index].share ?? 0);
  return [...before]
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, 3)
    .map(({ index, name, isLabel, share }) => {
      const then = after === null ? null : after[index].share;
      return {
        name,
        isLabel,
        before: share,
        after: then,
        shown: [share, ...(then === null ? [] : [then])].map(percent),
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
