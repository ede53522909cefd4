/** Of a model or of an attack on it, whatever its inputs. */
const kinds = [
  'accuracy',
  'fusion-gain',
  'degraded-accuracy',
  'accuracy-lost',
  'beside-single',
  'robust-accuracy',
  'success-rate',
  'mistake-rate',
  'input-removed',
  'several-needed',
  'single-source-gap',
  'robustness-ratio',
  'interaction',
  'miou',
  'robust-miou',
  'degraded-miou',
] as const;

/** Of one input. */
const kindsOfInput = ['accuracy-alone', 'removed', 'removed-where-broken', 'miou-alone'] as const;

/** What a figure of a run is of. */
export type Measure =
  | { readonly kind: (typeof kinds)[number] }
  | { readonly kind: (typeof kindsOfInput)[number]; readonly modality: string };

/** What a figure is in: a share of samples or of an input, or a difference of such shares. */
export type MeasureUnit = 'share' | 'points';

/** A measure as text, equal for equal ones: `removed image`. */
export function measureKey(measure: Measure): string {
  return 'modality' in measure ? `${measure.kind} ${measure.modality}` : measure.kind;
}

/** The measure of a key; null for a text that is none. */
export function measureOfKey(key: string): Measure | null {
  const [first, ...rest] = key.split(' ');
  const modality = rest.join(' ');
  const kind = kinds.find((each) => each === first);
  if (kind !== undefined && modality === '') return { kind };
  const ofInput = kindsOfInput.find((each) => each === first);
  return ofInput === undefined || modality === '' ? null : { kind: ofInput, modality };
}

/** As results, report and trend call it, with its unit where that is no share. */
export function measureName(measure: Measure): string {
  return unitOfMeasure(measure) === 'points' ? `${bareName(measure)} (points)` : bareName(measure);
}

/** The same without its unit. */
export function bareName(measure: Measure): string {
  switch (measure.kind) {
    case 'accuracy':
      return 'clean accuracy';
    case 'accuracy-alone':
      return `${measure.modality} alone (single model)`;
    case 'fusion-gain':
      return 'gain of fusing over the best single';
    case 'degraded-accuracy':
      return 'accuracy with failing inputs';
    case 'accuracy-lost':
      return 'lost with failing inputs';
    case 'beside-single':
      return 'failing inputs − best single';
    case 'robust-accuracy':
      return 'robust accuracy';
    case 'success-rate':
      return 'attack success rate';
    case 'mistake-rate':
      return 'mistakes: changed, label still decidable';
    case 'removed':
      return `${measure.modality} removed, failures as all of it`;
    case 'removed-where-broken':
      return `${measure.modality} removed, mean over successes`;
    case 'input-removed':
      return 'input removed, failures as all of it';
    case 'several-needed':
      return 'cross-modal share: successes that need several inputs';
    case 'single-source-gap':
      return 'single-source gap';
    case 'robustness-ratio':
      return 'robustness ratio';
    case 'interaction':
      return 'interaction of the inputs';
    case 'miou':
      return 'clean mIoU';
    case 'miou-alone':
      return `mIoU of ${measure.modality} alone (single model)`;
    case 'robust-miou':
      return 'robust mIoU';
    case 'degraded-miou':
      return 'mIoU with failing inputs';
    default:
      return measure satisfies never;
  }
}

export function unitOfMeasure({ kind }: Measure): MeasureUnit {
  switch (kind) {
    case 'fusion-gain':
    case 'accuracy-lost':
    case 'beside-single':
    case 'single-source-gap':
    case 'interaction':
      return 'points';
    case 'accuracy':
    case 'accuracy-alone':
    case 'degraded-accuracy':
    case 'robust-accuracy':
    case 'success-rate':
    case 'mistake-rate':
    case 'removed':
    case 'removed-where-broken':
    case 'input-removed':
    case 'several-needed':
    case 'robustness-ratio':
    case 'miou':
    case 'miou-alone':
    case 'robust-miou':
    case 'degraded-miou':
      return 'share';
    default:
      return kind satisfies never;
  }
}
