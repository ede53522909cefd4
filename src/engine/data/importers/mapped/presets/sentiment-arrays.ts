import type { InputDraft } from './array-inputs';
import { stepsIn } from './array-inputs';
import { whole, type Preset } from './preset';

/** CMU-MOSI and CMU-MOSEI as arrays: words, voice and face of an utterance, and a sentiment from −3 to 3. */
export const sentimentArrays: Preset = {
  title: 'CMU-MOSI or CMU-MOSEI as arrays',
  cites: ['zadeh2016mosi', 'zadeh2018multimodal'],
  expects: ['text', 'audio', 'vision', 'labels'].flatMap((name) => [`train/${name}.npy`, `test/${name}.npy`]),
  mapping: async (root) => {
    const inputs: InputDraft[] = [];
    for (const name of ['text', 'audio', 'vision']) {
      const { steps, features } = await stepsIn(root, `train/${name}.npy`);
      inputs.push({ kind: 'sequence', name, column: name, steps, features, padded: true, infinite: 'zero' });
    }
    return {
      ...whole,
      source: {
        kind: 'files',
        parts: (['train', 'valid', 'test'] as const).map((folder) => ({
          files: ['text', 'audio', 'vision', 'labels'].map((name) => `${folder}/${name}.npy`),
          split: folder === 'valid' ? 'validation' : folder,
        })),
      },
      inputs,
      label: { kind: 'value', column: 'labels', name: 'sentiment', range: [-3, 3], tolerance: 0.5 },
      split: { kind: 'parts' },
      task: 'How positive is it, from −3 to 3?',
    };
  },
};
