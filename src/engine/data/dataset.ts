import type { DatasetManifest, Split } from '../../shared/data/dataset';
import type { ModalityValue } from '../modalities/modality';
import type { Spans } from './spans';

/** One row, decoded. */
export interface Sample {
  readonly id: string;
  readonly row: number;
  /** The code of the right answer (`shared/data/target.ts`). */
  readonly label: number;
  /** Whether each label holds, or the value; absent of data that ask for a class. */
  readonly target?: Float32Array;
  /** The real unit that intervals cluster by: which garment, which emoji. */
  readonly group: string;
  /** Value by modality id. */
  readonly inputs: Readonly<Record<string, ModalityValue>>;
  /** Indices of the words that decide the label, for the oracle; empty without one. */
  readonly evidence: readonly number[];
  /** Of every sequence, the steps that decide the label, for the oracle; absent without one. */
  readonly spans?: Spans;
  /** Class of every pixel, row-major; absent where the data set labels no pixels. */
  readonly mask?: Uint8Array;
}

/** A data set opened for reading: columns in memory, rows decoded on demand. */
export interface Dataset {
  readonly manifest: DatasetManifest;
  /** Row numbers of a split, ascending. */
  rowsOf(split: Split): readonly number[];
  /** @throws LabError `not-found` for a row outside the data set */
  sample(row: number): Sample;
  /** Row of a sample id. @throws LabError `not-found` */
  rowOf(id: string): number;
  label(row: number): number;
}
