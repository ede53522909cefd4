import { whole, type Preset } from './preset';

/** Scenes with more than 80 pictures each, which the publishers compare on; others are left out. */
const SCENES = [
  ...['bathroom', 'bedroom', 'classroom', 'computer_room', 'conference_room', 'corridor', 'dining_area', 'dining_room'],
  ...['discussion_area', 'furniture_store', 'home_office', 'kitchen', 'lab', 'lecture_theatre', 'library'],
  ...['living_room', 'office', 'rest_space', 'study_space'],
];

/**
 * SUN RGB-D (Song et al., CVPR 2015): rooms seen by four kinds of sensors, a folder for each view with `image`, `depth_bfx` and
 * `scene.txt`. Depth is kept in eighths of a millimetre, so that all of 16 bits is 8.19 m. The publishers' split is a file of MATLAB,
 * which is not read.
 */
export const sunRgbd: Preset = {
  title: 'SUN RGB-D',
  cites: ['song2015sun'],
  expects: ['kv1', 'kv2', 'realsense', 'xtion'],
  mapping: () => ({
    ...whole,
    source: { kind: 'listing', pattern: '{view:*}/scene.txt', texts: { scene: '{view}/scene.txt' } },
    id: '{view}',
    inputs: [
      { kind: 'image', name: 'rgb', file: '{view}/image/*' },
      { kind: 'depth', name: 'depth', file: '{view}/depth_bfx/*' },
    ],
    label: { kind: 'class', column: 'scene', classes: SCENES.map((value) => ({ value, name: value })) },
    split: { kind: 'drawn', by: 'class' },
    task: 'Which kind of room is seen?',
  }),
};
