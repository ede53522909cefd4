import { countOf, decimal } from '../../analysis/format';

/** Texts of what leaves the lab for other programs. */
export const exports = {
  open: 'For other programs',
  title: 'Save for other programs',
  lead: 'Files that Python, spreadsheets and LaTeX read. Nothing in them is rounded. The JSON and the notes of the Parquet file tell what each column means, and in what unit.',
  records: {
    title: 'Records',
    meaning: (records: number): string =>
      `${countOf(records, 'record')}: one row for each sample and cell, with budgets, sizes, answers and queries in their own units, in one table.`,
    kinds: { csv: 'CSV', json: 'JSON', parquet: 'Parquet' },
    save: (kind: string): string => `Save records as ${kind}`,
    making: (kind: string): string => `Writing the records as ${kind}`,
    units: { looking: 'records looked through', writing: 'records' },
    allColumns: 'With the columns that no record fills',
  },
  samples: {
    title: 'Attacked samples',
    meaning: (kept: number): string =>
      `A ZIP of what attacks made of samples, each beside the untouched one: pictures as PNG, texts, every value exactly as NPZ, and a manifest with SHA-256. ${
        kept === 0
          ? 'This plan stores none of small changes; removals and edits stand in the records.'
          : `Of small changes the first ${decimal(kept)} samples of each attack.`
      }`,
    sound:
      'Sound leaves as its spectrogram, which is what models see, with a WAV made up to it to listen to; the manifest says how near that is.',
    kind: 'ZIP',
    save: 'Save attacked samples as ZIP',
    making: 'Packing the samples',
    unit: 'samples',
    oneRun: 'Samples are saved of one run at a time.',
  },
  papers: {
    title: 'Papers',
    meaning: (papers: number): string =>
      `${countOf(papers, 'paper')} that attacks, models, training, data and statistics go back to; the report lists the same.`,
    kind: 'BibTeX',
    save: 'Save the papers as BibTeX',
    making: 'Listing the papers',
  },
  reading: 'Reading the run',
  made: (name: string, size: string): string => `Saved ${name}, ${size}.`,
} as const;
