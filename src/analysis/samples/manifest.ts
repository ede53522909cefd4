import { shownJson } from '../../shared/json/json-text';
import type { ModalitySpecs } from '../../shared/data/modality';
import type { SampleFile } from '../../shared/samples/sample-file';
import type { RunFacts } from '../run-facts';
import type { Column, TableRow } from '../table/column';
import { csvHeader, csvLine } from '../table/csv-table';
import type { SplitColumns } from '../table/filled-columns';

/** A file that was written, as the manifest tells of it. */
export interface ListedFile extends Pick<
  SampleFile,
  'modality' | 'role' | 'largestRounding' | 'spectralConvergence' | 'note'
> {
  /** From the folder of the manifest, slashes between. */
  readonly file: string;
  readonly bytes: number;
  /** Of the content, in hex. */
  readonly sha256: string;
}

/** An attacked sample: what its record says, by column of the table of records, and its files. */
export interface ListedSample {
  readonly row: TableRow;
  readonly files: readonly ListedFile[];
}

/** Of the record, what says whose file it is and what was done; the rest stands in the JSON. */
const told = [
  'run',
  'cell',
  'model',
  'attack',
  'norm',
  'kind',
  'sample',
  'row',
  'group',
  'label',
  'label_name',
  'clean_predicted',
  'clean_answer',
  'attacked_predicted',
  'attacked_answer',
  'success',
  'removed_share',
  'edits',
  'edited_words',
  'regions',
];
/** Of each modality. */
const toldEach = ['budget', 'norm', 'removed', 'elements'];

const fileColumns: readonly Column[] = [
  { name: 'file', type: 'text', unit: '', meaning: 'path of the file from the folder of the manifest' },
  { name: 'modality', type: 'text', unit: '', meaning: 'what it is of; empty: all of them' },
  { name: 'role', type: 'text', unit: '', meaning: 'attacked, clean: the sample untouched, or both' },
  { name: 'bytes', type: 'whole', unit: 'bytes', meaning: 'size of the file' },
  { name: 'sha256', type: 'text', unit: '', meaning: 'SHA-256 of the file' },
  {
    name: 'largest_rounding',
    type: 'number',
    unit: 'values in [0, 1]',
    meaning: 'largest difference from what the model was asked about; 0 where the file is exact',
  },
  {
    name: 'spectral_convergence',
    type: 'number',
    unit: '',
    meaning:
      'of a sound to listen to: norm of the difference of its own log-mel spectrogram from what the model was asked about, over the norm of that',
  },
  { name: 'note', type: 'text', unit: '', meaning: 'what else has to be known of the file' },
];

/** @param columns of the table of records */
export function manifestColumns(columns: readonly Column[], modalities: readonly string[]): readonly Column[] {
  const names = new Set([...told, ...modalities.flatMap((id) => toldEach.map((ending) => `${id}_${ending}`))]);
  return [...columns.filter(({ name }) => names.has(name)), ...fileColumns];
}

/** One line for each file. @param columns of the manifest */
export function manifestCsv(columns: readonly Column[], samples: readonly ListedSample[]): string {
  const lines = samples.flatMap(({ row, files }) =>
    files.map(({ largestRounding, spectralConvergence, ...file }) =>
      csvLine(columns, {
        ...row,
        ...file,
        largest_rounding: largestRounding,
        spectral_convergence: spectralConvergence,
      }),
    ),
  );
  return [csvHeader(columns), ...lines].join('');
}

export interface ManifestFacts extends RunFacts {
  /** What the values of the arrays are. */
  readonly modalities: ModalitySpecs;
}

/** What the samples are, what the columns mean that hold something, and each sample with its files. */
export function manifestJson(
  facts: ManifestFacts,
  { filled, empty }: SplitColumns,
  samples: readonly ListedSample[],
): string {
  const listed = samples.map(({ row, files }) => {
    const record = Object.fromEntries(
      filled.flatMap(({ name }) => {
        const value = Object.hasOwn(row, name) ? row[name] : null;
        if (value === null) return [];
        return [[name, typeof value === 'object' && 'structure' in value ? value.structure : value]];
      }),
    );
    return shownJson({ record, files });
  });
  const head = shownJson({
    format: 'muroan.samples',
    formatVersion: 1,
    ...facts,
    columns: filled,
    emptyColumns: empty.map(({ name }) => name),
  });
  return `${head.slice(0, -1)},"samples":[${listed.map((line) => `\n${line}`).join(',')}\n]}\n`;
}
