import { whole, type Preset } from './preset';

const OMICS = ['mrna', 'methylation', 'mirna'] as const;

/** BRCA multi-omics of TCGA as MOGONET's authors prepared it (Wang et al., 2021): a list without names for each kind of measurement. */
export const brca: Preset = {
  title: 'BRCA multi-omics',
  cites: ['wang2021mogonet'],
  expects: ['tr', 'te'].flatMap((part) => [`1_${part}.csv`, `2_${part}.csv`, `3_${part}.csv`, `labels_${part}.csv`]),
  mapping: () => ({
    ...whole,
    source: {
      kind: 'files',
      parts: (['tr', 'te'] as const).map((part) => ({
        files: [...OMICS.map((_, at) => `${String(at + 1)}_${part}.csv`), `labels_${part}.csv`],
        called: [...OMICS, 'label'],
        split: part === 'tr' ? 'train' : 'test',
      })),
    },
    inputs: OMICS.map((name) => ({ kind: 'numbers', name, columns: [name] })),
    label: { kind: 'class', column: 'label' },
    split: { kind: 'parts', validation: 0.1 },
    task: 'Which subtype of breast cancer is it?',
  }),
};
