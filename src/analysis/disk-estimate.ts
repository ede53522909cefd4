import { factsOf, perturbs } from '../shared/attacks/attack';
import { isPlane, planeOf, type ModalitySpec, type ModalitySpecs } from '../shared/data/modality';
import { isVoted } from '../shared/certificates/certificate';
import type { EvaluatedCell, Expansion, StudyPlan } from '../shared/plan/plan';
import { bytes } from './quantities';
import type { RecordedCosts } from './recorded-costs';

/** Bytes that a plan may take in the lab folder. */
export interface DiskEstimate {
  readonly records: number;
  /** Does `records` go by the runs of this lab? Otherwise by the usual size of a record. */
  readonly measured: boolean;
  /** Weights of the models still to train. */
  readonly weights: number;
  /** Attacked inputs that the run keeps. */
  readonly inputs: number;
}

/** @param classes of the data set @param weights as `countWeightBytes` counts them */
export function estimateDisk(
  expansion: Expansion,
  classes: number,
  { bytesPerRecord }: Pick<RecordedCosts, 'bytesPerRecord'>,
  weights: number,
  inputs: number,
): DiskEstimate {
  return {
    records: recordBytes(expansion, classes, bytesPerRecord),
    measured: bytesPerRecord !== null,
    weights,
    inputs,
  };
}

/** `about 1.2 MB of records, as earlier runs here; 84.0 kB of new weights`. */
export function diskText({ records, measured, weights, inputs }: DiskEstimate): string {
  const source = measured ? 'as earlier runs here' : 'by the usual size of a record';
  return `about ${bytes(records)} of records, ${source}; ${weights === 0 ? 'no' : `${bytes(weights)} of`} new weights${inputs === 0 ? '' : `; ${bytes(inputs)} of kept inputs`}`;
}

/** Numbers of a word's embedding, where the model is not known yet. */
const usualEmbedding = 64;
/** A number is four bytes, in base64; a line names its cell besides. */
const [bytesPerNumber, bytesPerLine] = [16 / 3, 120];

/** Bytes that the attacked inputs of a plan may take at the most. */
export function inputBytes(
  { storedInputs }: Pick<StudyPlan, 'storedInputs'>,
  { cells, rows }: Pick<Expansion, 'cells' | 'rows'>,
  modalities: ModalitySpecs,
): number {
  const each = Math.min(storedInputs, rows.length);
  return cells.reduce((sum, cell) => {
    if (cell.kind !== 'attack' || !perturbs(cell.attack)) return sum;
    const ids = Object.keys(cell.attack.budgets[cell.budgetIndex]);
    const numbers = ids.reduce(
      (count, id) => count + (Object.hasOwn(modalities, id) ? numbersOf(modalities[id]) : 0),
      0,
    );
    return sum + Math.ceil(each * (bytesPerLine + bytesPerNumber * numbers));
  }, 0);
}

function numbersOf(spec: ModalitySpec): number {
  if (!isPlane(spec)) return spec.maxWords * usualEmbedding;
  const { height, width, channels } = planeOf(spec);
  return height * width * channels;
}

/** Bytes of a record's line in a run's file: what every record has, and each logit that it holds. */
interface RecordSize {
  readonly base: number;
  readonly logits: (classes: number) => number;
}

const perLogit = 20;

/** By kind; held to records as they are written by a test. */
const typical: Readonly<
  Record<'clean' | 'degraded' | 'removal' | 'perturbation' | 'edit' | 'certificate' | 'leads', RecordSize>
> = {
  clean: { base: 160, logits: (classes) => classes },
  degraded: { base: 200, logits: (classes) => 2 * classes },
  removal: { base: 620, logits: (classes) => 2 * classes },
  perturbation: { base: 505, logits: (classes) => 2 * classes },
  edit: { base: 480, logits: (classes) => 2 * classes },
  certificate: { base: 270, logits: (classes) => classes },
  // Of two inputs; a bound of each.
  leads: { base: 420, logits: (classes) => 3 * classes },
};

/** Bytes of a typical record of a kind, for so many classes. */
export function typicalBytes(kind: keyof typeof typical, classes: number): number {
  const { base, logits } = typical[kind];
  return base + perLogit * logits(classes);
}

/**
 * Bytes that the records of a plan may take.
 *
 * @param measured bytes per record of the runs of this lab; null: there are none yet
 */
export function recordBytes(expansion: Expansion, classes: number, measured: number | null): number {
  if (measured !== null) return expansion.records * measured;
  return expansion.cells
    .filter((cell): cell is EvaluatedCell => cell.kind !== 'model')
    .reduce((sum, cell) => sum + expansion.rows.length * typicalBytes(kindOf(cell), classes), 0);
}

function kindOf(cell: EvaluatedCell): keyof typeof typical {
  switch (cell.kind) {
    case 'attack':
      return factsOf(cell.attack).kind;
    case 'certificate':
      return isVoted(cell.certificate) ? 'certificate' : 'leads';
    case 'clean':
    case 'degraded':
      return cell.kind;
    default:
      return cell satisfies never;
  }
}
