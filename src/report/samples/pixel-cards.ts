import { percent } from '../../analysis/format';
import { iouWords, rightShare, sampleIou, untouchedAnswer } from '../../analysis/segmentation/sample-pixels';
import { classesIn } from '../../shared/data/class-map';
import type { PixelRecord } from '../../shared/records/record';
import { isPictureView, type PictureView, type SampleView } from '../../shared/samples/sample-view';
import type { PixelCard, PixelCards } from '../document';
import type { RunInput } from '../input';
import type { ChosenPixels } from './choose-pixels';
import {
  changeColours,
  changePicture,
  changeWords,
  classColour,
  classPicture,
  cssColour,
  pixelChanges,
} from './class-colours';
import { pixelsOf, pngUri } from './picture';

/** Longer side of a drawn map, in pixels: on paper all of a sample stand in one row. */
const side = 128;

/** What the colours of a map of classes stand for. */
export function classLegend(classes: readonly string[]): PixelCards['legends'][number] {
  return {
    title: 'Classes',
    entries: classes.map((name, index) => ({ name, colour: cssColour(classColour(index)) })),
  };
}

/** What colours stand for: classes, and what became of an answer. */
export function pixelLegends(classes: readonly string[]): PixelCards['legends'] {
  return [
    classLegend(classes),
    {
      title: 'Changes',
      entries: pixelChanges.map((id) => ({ name: changeWords[id], colour: cssColour(changeColours[id]) })),
    },
  ];
}

/** Cards for the chosen samples of one model; those that are not among the views, or of which no map was kept, are left out. */
export function pixelCards(
  { model, records }: ChosenPixels,
  input: RunInput,
  views: readonly SampleView[],
): readonly PixelCard[] {
  const known = new Map(views.map((view) => [view.id, view]));
  const read = Object.keys(model.spec.recipe.encoders);
  return records.flatMap((record) => {
    const view = known.get(record.sample);
    const before = untouchedAnswer(record, model.model, input.run.expansion.cells, input.records);
    const { answered } = record;
    if (view?.mask === undefined || before === null || answered === null || answered === undefined) return [];
    return [card(record, view, read, { truth: view.mask, before, answered }, input.dataset.pixelClasses ?? [])];
  });
}

function card(
  record: PixelRecord,
  view: SampleView,
  read: readonly string[],
  maps: { readonly truth: string; readonly before: string; readonly answered: string },
  classes: readonly string[],
): PixelCard {
  const inputs = Object.entries(view.values).filter(
    (entry): entry is [string, PictureView] => read.includes(entry[0]) && isPictureView(entry[1]),
  );
  const { height, width } = inputs[0][1];
  const size = { height, width };
  const pixels = height * width;
  const [truth, before, after] = [maps.truth, maps.before, maps.answered].map((map) => classesIn(map, pixels));
  const [was, is] = [rightShare(record.untouched), record.changed === null ? null : rightShare(record.changed)];
  return {
    title: record.sample,
    tone: is !== null && is < was ? 'bad' : 'plain',
    outcome: `Right pixels ${percent(was)} → ${percent(is)}`,
    pictures: [
      ...inputs.map(([modality, picture]) => drawn(modality, picture)),
      drawn('true classes', classPicture(truth, size)),
      drawn('answered before', classPicture(before, size)),
      drawn('answered after', classPicture(after, size)),
      drawn('changes', changePicture(truth, before, after, size)),
    ],
    note: `IoU of this sample: ${sampleIou(record, classes).map(iouWords).join(', ')}.`,
  };
}

function drawn(caption: string, picture: PictureView): PixelCard['pictures'][number] {
  const longer = Math.max(picture.width, picture.height);
  const scale = Math.max(1, Math.floor(side / longer));
  const shrink = Math.min(1, side / (longer * scale));
  return {
    caption,
    width: Math.round(picture.width * scale * shrink),
    height: Math.round(picture.height * scale * shrink),
    source: pngUri(picture, pixelsOf(picture), scale),
  };
}
