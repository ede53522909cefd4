/** Garments in two views, both pictures: what the lab ships has texts, and the peers know pictures only. */
import type { DatasetHeader, DatasetRow } from '../../../src/engine/data/write';
import type { Dataset } from '../../../src/engine/data/dataset';
import { Split } from '../../../src/shared/data/dataset';
import type { ImageValue } from '../../../src/engine/modalities/modality';
import { randomFrom } from '../../../src/engine/random';

const SIDE = 32;
const GARMENT_SIDE = 28;
const BORDER = (SIDE - GARMENT_SIDE) / 2;
const PER_CATEGORY = 700;

/** Fashion-MNIST's classes, in its order. */
const CLASSES = [
  ...['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat'],
  ...['Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
];

export const twoViewsHeader: DatasetHeader = {
  name: 'two-views',
  title: 'Two views of garments',
  task: 'What kind of garment is shown, once in colour and once, another of its kind, in grey?',
  preparation: { name: 'bench-two-views', version: 1, seed: 1 },
  licences: ['Pictures: Fashion-MNIST, Zalando SE, MIT.'],
  classes: CLASSES,
  unit: 'garment',
  oracle: null,
  modalities: {
    colour: { kind: 'image', height: SIDE, width: SIDE, channels: 3 },
    grey: { kind: 'image', height: SIDE, width: SIDE, channels: 1 },
  },
};

/**
 * Every garment of the captioned data set once in colour, in a random tint on a random dark ground; in grey the next
 * garment of its category and split, so that the second view adds to the first. Splits stay as they are.
 */
export function* twoViewsRows(captions: Dataset): Generator<DatasetRow> {
  for (const split of Split.options) {
    const garments = new Map(
      captions.rowsOf(split).map((row) => {
        const { group, inputs } = captions.sample(row);
        return [group, inputs.image as ImageValue];
      }),
    );
    const byCategory = CLASSES.map((_, category) => [...garments.keys()].filter((id) => categoryOf(id) === category));
    for (const [label, groups] of byCategory.entries()) {
      for (const [index, group] of groups.entries()) {
        const other = groups[(index + 1) % groups.length];
        yield {
          id: group,
          label,
          split,
          group,
          inputs: { colour: tinted(garments.get(group)!, group), grey: padded(garments.get(other)!) },
        };
      }
    }
  }
}

/** Garments are numbered category by category: `garment-0712` is of the second. */
function categoryOf(group: string): number {
  return Math.floor(Number(group.replace('garment-', '')) / PER_CATEGORY);
}

function padded(garment: ImageValue): Uint8Array {
  const pixels = new Uint8Array(SIDE * SIDE);
  garment.forEach((level, index) => {
    const row = Math.floor(index / GARMENT_SIDE) + BORDER;
    pixels[row * SIDE + (index % GARMENT_SIDE) + BORDER] = Math.round(255 * level);
  });
  return pixels;
}

function tinted(garment: ImageValue, key: string): Uint8Array {
  const random = randomFrom('two-views', key);
  const tint = [0, 1, 2].map(() => 0.5 + random.uniform() / 2);
  const ground = [0, 1, 2].map(() => random.uniform() / 4);
  const grey = padded(garment);
  return Uint8Array.from({ length: 3 * grey.length }, (_, index) => {
    const level = grey[Math.floor(index / 3)] / 255;
    return Math.round(255 * (level * tint[index % 3] + (1 - level) * ground[index % 3]));
  });
}
