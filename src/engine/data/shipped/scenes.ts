import type { Split } from '../../../shared/data/dataset';
import { permutation, randomFrom } from '../../random';
import type { DatasetRow } from '../write';
import { drawLayout, seenPixels, SIDE } from './scene-layout';
import { type Hour, shoot } from './scene-sensors';
import { PIXEL_CLASSES, THINGS } from './scene-things';
import type { ShippedDataset } from './shipped-dataset';

const SEED = 1;
/** Scenes of each split; every main thing stands in as many. */
const SCENES: readonly (readonly [Split, number])[] = [
  ['train', 900],
  ['validation', 96],
  ['test', 240],
];
const HOURS: readonly Hour[] = ['day', 'night'];

/**
 * What stands in front, as a camera, a depth camera and a thermal camera see it? Every scene is shot by day and by
 * night. At night the colour picture is nearly black; warm things show in the thermal picture at any hour, cold ones in
 * it hardly at all; shapes show in the depth picture, which knows neither colour nor warmth. No sensor tells everything
 * alone, two of them nearly do. Rendered here, so that nothing is shipped but this code.
 */
export const scenes: ShippedDataset = {
  header: {
    name: 'scenes',
    title: 'Street scenes',
    task: 'What is the nearest thing in this scene?',
    preparation: { name: 'scenes', version: 1, seed: SEED },
    licences: ['Rendered by this project.'],
    classes: [...THINGS],
    pixelClasses: [...PIXEL_CLASSES],
    conditions: [
      { name: 'by day', ending: '-day' },
      { name: 'at night', ending: '-night' },
    ],
    unit: 'scene',
    modalities: {
      rgb: { kind: 'image', height: SIDE, width: SIDE, channels: 3 },
      depth: { kind: 'image', height: SIDE, width: SIDE, channels: 1 },
      heat: { kind: 'image', height: SIDE, width: SIDE, channels: 1 },
    },
    // Whether a thing can still be told from what is left depends on its outline, which no share of pixels says.
    oracle: null,
  },
  count: SCENES.reduce((sum, [, count]) => sum + count * HOURS.length, 0),
  rows: () => Promise.resolve(rendered()),
};

/** Rendered one after the other as they are written. */
function* rendered(): Iterable<DatasetRow> {
  for (const [split, count] of SCENES) {
    const order = permutation(count, randomFrom('scenes', SEED, 'order', split));
    for (const [index, place] of order.entries()) {
      const label = place % THINGS.length;
      const layout = drawLayout(THINGS[label], randomFrom('scenes', SEED, 'layout', split, index));
      const seen = seenPixels(layout);
      const group = `${split}-${String(index).padStart(4, '0')}`;
      for (const hour of HOURS) {
        const { mask, ...inputs } = shoot(layout, seen, hour, randomFrom('scenes', SEED, 'shot', split, index, hour));
        yield { id: `${group}-${hour}`, label, split, group, inputs, mask };
      }
    }
  }
}
