import { hasAll } from '../../has-all';
import { whole, type Preset } from './preset';

/** Folders of posters and of what is known of the films: as published, and as repositories of models lay it out. */
const FOLDERS = [
  { posters: 'dataset', films: 'dataset' },
  { posters: 'images', films: 'labels' },
] as const;

/** MM-IMDB (Arevalo et al., 2017): plots and posters of films, with all of their genres. */
export const mmImdb: Preset = {
  title: 'MM-IMDB',
  cites: ['arevalo2017gated'],
  expects: ['split.json'],
  mapping: async (root) => {
    const folders = await foldersIn(root);
    if (folders === null) return null;
    return {
      ...whole,
      source: {
        kind: 'files',
        parts: [{ files: ['split.json'], json: 'groups' }],
        rowFile: `${folders.films}/{value}.json`,
      },
      id: '{value}',
      inputs: [
        { kind: 'image', name: 'poster', file: `${folders.posters}/{value}.jpeg` },
        { kind: 'text', name: 'plot', columns: ['plot'], words: 200 },
      ],
      label: { kind: 'labels', column: 'genres' },
      split: { kind: 'column', column: 'key' },
      task: 'Which genres is the film of?',
    };
  },
};

async function foldersIn(root: string): Promise<(typeof FOLDERS)[number] | null> {
  for (const folders of FOLDERS) if (await hasAll(root, [folders.posters, folders.films])) return folders;
  return null;
}
