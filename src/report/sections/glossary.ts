import type { Section } from '../document';
import { glossary } from '../glossary';
import type { Context } from './context';

type Used = (context: Context) => boolean;

const always: Used = () => true;
const removal: Used = ({ settings }) => settings.some(({ kind }) => kind === 'removal');
const gradient: Used = ({ settings }) => settings.some(({ kind }) => kind === 'perturbation');

/** Which terms a report uses; only these are printed. */
const used: Readonly<Record<keyof typeof glossary, Used>> = {
  accuracy: always,
  chance: always,
  successRate: ({ settings }) => settings.length > 0,
  robustAccuracy: ({ settings }) => settings.length > 0,
  removedShare: removal,
  area: removal,
  decidable: (context) => removal(context) && context.input.analysis.data.oracle !== null,
  crossModal: removal,
  epsilon: gradient,
  latent: ({ settings }) => settings.some(({ latent }) => latent.length > 0),
  singleSourceGap: ({ models }) => models.some(({ singleSource }) => singleSource.length > 0),
  splitting: ({ models }) => models.some(({ splitting }) => splitting.length > 0),
  complementarity: ({ models }) => models.some(({ fusion }) => fusion.unimodal.length > 0),
  holm: ({ input }) => input.analysis.comparisons.some(({ pHolm }) => pHolm !== null),
  interval: always,
};

export function glossarySection(context: Context): Section {
  return {
    id: 'glossary',
    title: 'Words used',
    blocks: [
      {
        kind: 'glossary',
        entries: Object.entries(used).flatMap(([key, applies]) =>
          applies(context) ? [glossary[key as keyof typeof glossary]] : [],
        ),
      },
    ],
  };
}
