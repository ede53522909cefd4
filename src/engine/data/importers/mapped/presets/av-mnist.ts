import { whole, type Preset } from './preset';

/** AV-MNIST (Vielzeuf et al., 2018), as MultiBench reads it: digits seen (28 × 28) and heard (spectrograms of 112 × 112). */
export const avMnist: Preset = {
  title: 'AV-MNIST',
  cites: ['vielzeuf2018centralnet', 'liang2021multibench'],
  expects: ['image/train_data.npy', 'audio/train_data.npy', 'train_labels.npy', 'test_labels.npy'],
  mapping: () => ({
    ...whole,
    source: {
      kind: 'files',
      parts: (['train', 'test'] as const).map((split) => ({
        files: [`image/${split}_data.npy`, `audio/${split}_data.npy`, `${split}_labels.npy`],
        called: ['image', 'audio', 'label'],
        fixed: { part: split },
        split,
      })),
    },
    inputs: [
      { kind: 'image', name: 'image', column: 'image', height: 28, width: 28, colour: 'grey', fit: 'stretch' },
      // Its publishers tell neither the length nor the bands of the sounds: these are of a second at 8 kHz.
      {
        ...{ kind: 'spectrogram', name: 'audio', column: 'audio', height: 56, width: 56 },
        ...{ levels: [0, 255], seconds: 1, hertz: [0, 4000], lowest: 'last' },
      },
    ],
    label: { kind: 'class', column: 'label' },
    split: { kind: 'parts', validation: 0.1 },
    task: 'Which digit is seen and heard?',
  }),
};
