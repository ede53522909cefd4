import { whole, type Preset } from './preset';

/** MM-IMDB (Arevalo et al., 2017): plots and posters of films, with all of their genres. */
export const mmImdb: Preset = {
  title: 'MM-IMDB',
  cites: ['arevalo2017gated'],
  expects: ['split.json', 'dataset'],
  mapping: () => ({
    ...whole,
    source: { kind: 'files', parts: [{ files: ['split.json'], json: 'groups' }], rowFile: 'dataset/{value}.json' },
    id: '{value}',
    inputs: [
      { kind: 'image', name: 'poster', file: 'dataset/{value}.jpeg' },
      { kind: 'text', name: 'plot', columns: ['plot'], words: 200 },
    ],
    label: { kind: 'labels', column: 'genres' },
    split: { kind: 'column', column: 'key' },
    task: 'Which genres is the film of?',
  }),
};
