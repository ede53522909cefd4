import type { ShippedName } from '../data/dataset';
import type { Asked } from '../data/target';

/** What there is to know of a data set that ships, before it is written into a lab. */
export interface ShippedFacts extends Asked {
  readonly title: string;
  /** Ids of the modalities, in their order. */
  readonly inputs: readonly string[];
}

/** As their headers in the engine have it, which a test holds them to. */
export const shippedFacts: Readonly<Record<ShippedName, ShippedFacts>> = {
  'caption-match': { title: 'Caption match', inputs: ['image', 'text'], classes: { length: 2 } },
  'emoji-groups': { title: 'Emoji groups', inputs: ['image', 'text'], classes: { length: 9 } },
  'digit-trio': {
    title: 'Digits seen, heard and written',
    inputs: ['image', 'sound', 'text'],
    classes: { length: 10 },
  },
  scenes: {
    title: 'Street scenes',
    inputs: ['rgb', 'depth', 'heat'],
    classes: { length: 6 },
    pixelClasses: { length: 8 },
  },
  'digit-sum': {
    title: 'Sums of digits, seen and heard',
    inputs: ['image', 'sound'],
    classes: { length: 1 },
    target: { kind: 'value', unit: '', range: [0, 18], tolerance: 1 },
  },
  'scene-contents': {
    title: 'Contents of street scenes',
    inputs: ['rgb', 'heat'],
    classes: { length: 6 },
    target: { kind: 'labels' },
  },
  'cued-classes': {
    title: 'Light and tone at a touch',
    inputs: ['light', 'tone', 'touch'],
    classes: { length: 4 },
  },
  'cued-values': {
    title: 'Light and tone at a touch, as a value',
    inputs: ['light', 'tone', 'touch'],
    classes: { length: 1 },
    target: { kind: 'value', unit: '', range: [-3, 3], tolerance: 0.5 },
  },
  'skeleton-actions': { title: 'Actions of skeletons', inputs: ['skeleton', 'watch'], classes: { length: 12 } },
};
