import { readContained } from '../../contained-file';
import { decodePicture } from '../../decode-picture';
import { filesBelow } from '../listing';
import { whole, type Preset } from './preset';

const LARGEST_FILE = 64 * 2 ** 20;

/**
 * Scenes of NYUD2 (Silberman et al., ECCV 2012) and SUN RGB-D as they are passed on for recognition (Du et al., CVPR 2019; Zhang
 * et al., ICML 2023): one picture for each view, whose left half is its colours and whose right half is its depth.
 */
export const pairedScenes: Preset = {
  title: 'scenes of NYUD2 or SUN RGB-D side by side',
  cites: ['silberman2012indoor', 'song2015sun', 'du2019translate'],
  expects: ['train', 'test'],
  mapping: async (root, signal) => {
    if (!(await arePairs(root, signal))) return null;
    return {
      ...whole,
      source: { kind: 'listing', pattern: '{split}/{class}/{name}.png' },
      id: '{split}-{class}-{name}',
      inputs: [
        { kind: 'image', name: 'rgb', file: '{split}/{class}/{name}.png', half: 'left' },
        { kind: 'image', name: 'depth', file: '{split}/{class}/{name}.png', half: 'right' },
      ],
      label: { kind: 'class', column: 'class' },
      split: { kind: 'column', column: 'split' },
      task: 'Which kind of room is seen?',
    };
  },
};

/** Whether the first picture is twice as wide as it is high, or wider, and has halves. */
async function arePairs(root: string, signal: AbortSignal | undefined): Promise<boolean> {
  for await (const path of filesBelow(root, 'train', signal)) {
    if (!/^train\/[^/]+\/[^/]+\.png$/u.test(path)) return false;
    const { height, width } = decodePicture(await readContained(root, path, LARGEST_FILE));
    return width % 2 === 0 && width >= 2 * height;
  }
  return false;
}
