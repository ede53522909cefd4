import type { Paper } from './paper';

/** Of the statistics that stand beside every number. */
export const measurePapers = {
  wilson1927probable: {
    authors: ['Edwin B. Wilson'],
    title: 'Probable Inference, the Law of Succession, and Statistical Inference',
    year: 1927,
    published: {
      kind: 'journal',
      venue: 'Journal of the American Statistical Association',
      volume: '22',
      number: '158',
      pages: [209, 212],
    },
    arxiv: null,
    doi: '10.1080/01621459.1927.10502953',
  },
  efron1979bootstrap: {
    authors: ['Bradley Efron'],
    title: 'Bootstrap Methods: Another Look at the Jackknife',
    year: 1979,
    published: { kind: 'journal', venue: 'The Annals of Statistics', volume: '7', number: '1', pages: [1, 26] },
    arxiv: null,
    doi: '10.1214/aos/1176344552',
  },
  holm1979simple: {
    authors: ['Sture Holm'],
    title: 'A Simple Sequentially Rejective Multiple Test Procedure',
    year: 1979,
    published: {
      kind: 'journal',
      venue: 'Scandinavian Journal of Statistics',
      volume: '6',
      number: '2',
      pages: [65, 70],
    },
    arxiv: null,
  },
  clopper1934use: {
    authors: ['C. J. Clopper', 'E. S. Pearson'],
    title: 'The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial',
    year: 1934,
    published: { kind: 'journal', venue: 'Biometrika', volume: '26', number: '4', pages: [404, 413] },
    arxiv: null,
    doi: '10.1093/biomet/26.4.404',
  },
} as const satisfies Readonly<Record<string, Paper>>;
