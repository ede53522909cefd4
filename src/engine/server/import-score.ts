/** What a model that was made elsewhere is measured by, sample by sample as its answers come. */
import type { DatasetManifest } from '../../shared/data/dataset';
import type { MeasuredScore } from '../../shared/models/measured-score';
import type { Prediction } from '../../shared/records/record';
import { hasLabel } from '../../shared/data/target';
import type { Sample } from '../data/dataset';

/** 95 %, on either side. */
const QUANTILE = 1.959964;

export class ImportScore {
  readonly #manifest: Pick<DatasetManifest, 'classes' | 'target'>;
  /** Of each real unit: what is divided, and by what, for each label; of a value once. */
  readonly #units = new Map<string, Ratios>();
  #correct = 0;

  constructor(manifest: Pick<DatasetManifest, 'classes' | 'target'>) {
    this.#manifest = manifest;
  }

  add(sample: Pick<Sample, 'label' | 'target' | 'group'>, answer: Prediction): void {
    const { classes, target } = this.#manifest;
    if (answer.predicted === sample.label) this.#correct += 1;
    if (target === undefined) return;
    const ratios = ratiosOf(target, sample, answer, classes.length);
    this.#units.set(sample.group, summed(this.#units.get(sample.group) ?? nothing(ratios), ratios));
  }

  /** Right answers, as the data have it. */
  get correct(): number {
    return this.#correct;
  }

  /** Null where accuracy says it all. */
  get score(): MeasuredScore | null {
    const { target } = this.#manifest;
    if (target === undefined || this.#units.size === 0) return null;
    return {
      name: target.kind === 'value' ? 'mean-absolute-error' : 'macro-f1',
      ...meanOfRatios([...this.#units.values()], target.kind === 'value' ? Infinity : 1),
    };
  }
}

/** Numerators and denominators. */
interface Ratios {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

/** F1 of a label is 2 TP / (2 TP + FP + FN); of values, the absolute error by the samples. */
function ratiosOf(
  target: NonNullable<DatasetManifest['target']>,
  { label, target: asked }: Pick<Sample, 'label' | 'target'>,
  { predicted, logits }: Prediction,
  labels: number,
): Ratios {
  switch (target.kind) {
    case 'labels': {
      const places = Array.from({ length: labels }, (_, place) => [hasLabel(label, place), hasLabel(predicted, place)]);
      return {
        above: places.map(([holds, answered]) => (holds && answered ? 2 : 0)),
        below: places.map(([holds, answered]) => Number(holds) + Number(answered)),
      };
    }
    case 'value':
      return { above: [Math.abs(logits[0] - (asked?.[0] ?? NaN))], below: [1] };
    default:
      return target satisfies never;
  }
}

function nothing({ above }: Ratios): Ratios {
  const zeros = above.map(() => 0);
  return { above: zeros, below: zeros };
}

function summed(a: Ratios, b: Ratios): Ratios {
  return { above: a.above.map((own, at) => own + b.above[at]), below: a.below.map((own, at) => own + b.below[at]) };
}

/**
 * The mean of ratios of sums, 0 where there is nothing to divide by, with its 95 % interval: the sums are over units that were
 * drawn, so a ratio varies as the sum of what each unit has above less the ratio times what it has below, over all that is below.
 * Source: W. G. Cochran, Sampling Techniques, 3rd edition, 1977, section 6.3 (the ratio estimator).
 */
export function meanOfRatios(units: readonly Ratios[], most: number): Omit<MeasuredScore, 'name'> {
  const all = units.reduce(summed, nothing(units[0]));
  const width = all.above.length;
  const ratios = all.above.map((above, at) => (all.below[at] === 0 ? 0 : above / all.below[at]));
  const value = ratios.reduce((sum, ratio) => sum + ratio, 0) / width;
  const squares = units.reduce((sum, { above, below }) => {
    const own = ratios.reduce(
      (off, ratio, at) => off + (all.below[at] === 0 ? 0 : (above[at] - ratio * below[at]) / all.below[at]),
      0,
    );
    return sum + (own / width) ** 2;
  }, 0);
  if (units.length < 2) return { value, low: null, high: null };
  const half = QUANTILE * Math.sqrt((units.length / (units.length - 1)) * squares);
  return { value, low: Math.max(0, value - half), high: Math.min(most, value + half) };
}
