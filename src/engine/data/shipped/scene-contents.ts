import type { Split } from '../../../shared/data/dataset';
import { permutation, randomFrom } from '../../random';
import type { DatasetRow } from '../write';
import { drawLayout, seenPixels, SIDE } from './scene-layout';
import { type Hour, shoot } from './scene-sensors';
import { pixelClassOf, THINGS } from './scene-things';
import type { ShippedDataset } from './shipped-dataset';

const SEED = 1;
const SCENES: readonly (readonly [Split, number])[] = [
  ['train', 1200],
  ['validation', 120],
  ['test', 200],
];
const HOURS: readonly Hour[] = ['day', 'night'];
/** Pixels of its kind that must be seen for a thing to be in the scene. */
const LEAST_SEEN = 12;

/**
 * Which kinds of things are in the scene, as a camera and a thermal camera see it? A set: any of them, the nearest one or what
 * stands behind it. Laid out and shot as those of `scenes`: at night the colour picture is nearly black, and cold things hardly
 * show in the thermal picture at any hour, so that neither tells the whole set alone.
 */
export const sceneContents: ShippedDataset = {
  header: {
    name: 'scene-contents',
    title: 'Contents of street scenes',
    task: 'Which kinds of things are in this scene?',
    preparation: { name: 'scene-contents', version: 1, seed: SEED },
    licences: ['Rendered by this project.'],
    classes: [...THINGS],
    target: { kind: 'labels' },
    conditions: [
      { name: 'by day', ending: '-day' },
      { name: 'at night', ending: '-night' },
    ],
    unit: 'scene',
    modalities: {
      rgb: { kind: 'image', height: SIDE, width: SIDE, channels: 3 },
      heat: { kind: 'image', height: SIDE, width: SIDE, channels: 1 },
    },
    oracle: null,
  },
  count: SCENES.reduce((sum, [, count]) => sum + count * HOURS.length, 0),
  rows: () => Promise.resolve(rendered()),
};

function* rendered(): Iterable<DatasetRow> {
  for (const [split, count] of SCENES) {
    const order = permutation(count, randomFrom('scene-contents', SEED, 'order', split));
    for (const [index, place] of order.entries()) {
      const layout = drawLayout(
        THINGS[place % THINGS.length],
        randomFrom('scene-contents', SEED, 'layout', split, index),
      );
      const seen = seenPixels(layout);
      const target = THINGS.map((thing) => Number(seen.filter(isOf(pixelClassOf(thing))).length >= LEAST_SEEN));
      const group = `${split}-${String(index).padStart(4, '0')}`;
      for (const hour of HOURS) {
        const { rgb, heat } = shoot(layout, seen, hour, randomFrom('scene-contents', SEED, 'shot', split, index, hour));
        yield { id: `${group}-${hour}`, label: 0, target, split, group, inputs: { rgb, heat } };
      }
    }
  }
}

function isOf(wanted: number): (pixel: { readonly pixelClass: number }) => boolean {
  return ({ pixelClass }) => pixelClass === wanted;
}
