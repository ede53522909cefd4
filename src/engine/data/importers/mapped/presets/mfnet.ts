import { whole, type Preset } from './preset';

/** RGB-T street scenes of MFNet (Ha et al., IROS 2017): PNG of four channels, the fourth of which is heat. */
export const mfnet: Preset = {
  title: 'MFNet RGB-T',
  cites: ['ha2017mfnet'],
  expects: ['images', 'labels', 'train.txt', 'val.txt', 'test.txt'],
  mapping: () => ({
    ...whole,
    source: {
      kind: 'files',
      parts: (['train', 'val', 'test'] as const).map((name) => ({
        files: [`${name}.txt`],
        header: ['name'],
        split: name === 'val' ? 'validation' : name,
      })),
    },
    id: '{name}',
    inputs: [
      { kind: 'image', name: 'rgb', file: 'images/{name}.png', alpha: 'ignore' },
      { kind: 'image', name: 'heat', file: 'images/{name}.png', alpha: 'only', colour: 'grey' },
    ],
    label: {
      kind: 'pixels',
      file: 'labels/{name}.png',
      classes: ['unlabelled', 'car', 'person', 'bike', 'curve', 'car stop', 'guardrail', 'color cone', 'bump'],
    },
    split: { kind: 'parts' },
  }),
};
