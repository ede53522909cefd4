import type { DegradedCell } from '../../shared/plan/plan';
import { pictureCorruptions, stepsOf, textCorruptions, type Corruption } from '../../shared/degradations/degradation';
import type { QmfNoiseChoice } from '../../shared/degradations/qmf-noise';
import type { Dataset, Sample } from '../data/dataset';
import type { ImageValue, ModalityValue, PlaneValue, TextValue } from '../modalities/modality';
import { randomFrom, type Random } from '../random';
import { noisySound } from './audio-noise';
import { inPlaceOf } from './missing';
import { noisySteps, noisyTable } from './number-noise';
import { corruptedPicture } from './picture-corruptions';
import { noisyPicture } from './picture-noise';
import { qmfNoisyPicture, qmfNoisyText } from './qmf-noise';
import { corruptedText } from './text-corruptions';
import { noisyText } from './text-noise';

export type Degrading = Pick<DegradedCell, 'degradation' | 'levelIndex' | 'seed'>;

/**
 * A sample as it is under a degradation. What is drawn depends on seed, sample, modality and level alone: all models of a
 * study see the same.
 */
export function degraded(sample: Sample, { degradation, levelIndex, seed }: Degrading, dataset: Dataset): Sample {
  const { level, kind } = stepsOf(degradation)[levelIndex];
  const changed = degradation.modalities.map((id): readonly [string, ModalityValue] => {
    switch (degradation.name) {
      case 'missing':
        return [id, inPlaceOf(id, sample, degradation.by, dataset, seed)];
      case 'noise':
        return [id, noisy(id, sample, level, dataset, randomFrom(seed, sample.id, 'noise', id, level))];
      case 'qmf-noise':
        return [
          id,
          noisyAsInQmf(id, sample, degradation, level, dataset, randomFrom(seed, sample.id, 'qmf-noise', id, level)),
        ];
      case 'corruption': {
        if (kind === null) return [id, sample.inputs[id]];
        const random = randomFrom(seed, sample.id, 'corruption', kind, id, level);
        return [id, corrupted(id, sample, kind, level, dataset, random)];
      }
      default:
        return degradation satisfies never;
    }
  });
  return { ...sample, inputs: { ...sample.inputs, ...Object.fromEntries(changed) } };
}

/** Of other kinds the protocol says nothing; plans are checked for it. */
function noisyAsInQmf(
  id: string,
  { inputs }: Sample,
  choice: QmfNoiseChoice,
  severity: number,
  { manifest }: Dataset,
  random: Random,
): ModalityValue {
  const spec = manifest.modalities[id];
  switch (spec.kind) {
    case 'image':
      return qmfNoisyPicture(spec, inputs[id] as ImageValue, choice, severity, random);
    case 'text':
      return qmfNoisyText(inputs[id] as TextValue, severity, random);
    case 'audio':
    case 'tabular':
    case 'sequence':
    case 'skeleton':
      return inputs[id];
    default:
      return spec satisfies never;
  }
}

/** Of a modality of another kind there is nothing to corrupt; plans are checked for it. */
function corrupted(
  id: string,
  { inputs }: Sample,
  kind: Corruption,
  severity: number,
  { manifest }: Dataset,
  random: Random,
): ModalityValue {
  const spec = manifest.modalities[id];
  switch (spec.kind) {
    case 'image':
      return isOneOf(pictureCorruptions, kind)
        ? corruptedPicture(kind, spec, inputs[id] as ImageValue, severity, random)
        : inputs[id];
    case 'text':
      return isOneOf(textCorruptions, kind)
        ? corruptedText(kind, inputs[id] as TextValue, severity, random)
        : inputs[id];
    case 'audio':
    case 'tabular':
    case 'sequence':
    case 'skeleton':
      return inputs[id];
    default:
      return spec satisfies never;
  }
}

function isOneOf<Kind extends string>(kinds: readonly Kind[], kind: string): kind is Kind {
  return (kinds as readonly string[]).includes(kind);
}

function noisy(id: string, { inputs }: Sample, level: number, { manifest }: Dataset, random: Random): ModalityValue {
  const spec = manifest.modalities[id];
  switch (spec.kind) {
    case 'image':
      return noisyPicture(spec, inputs[id] as ImageValue, level, random);
    case 'audio':
      return noisySound(spec, inputs[id] as PlaneValue, level, random);
    case 'tabular':
      return noisyTable(spec, inputs[id] as PlaneValue, level, random);
    case 'sequence':
    case 'skeleton':
      return noisySteps(spec, inputs[id] as PlaneValue, level, random);
    case 'text':
      return noisyText(inputs[id] as TextValue, level, random);
    default:
      return spec satisfies never;
  }
}
