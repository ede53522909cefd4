import { isPlane, planeOf, type ModalitySpec, type ModalitySpecs } from '../../shared/data/modality';
import type { ModalityValue, PlaneValue, TextValue } from '../modalities/modality';
import type { HostTensor, HostTensors } from '../predictors/host-tensor';
import { shapeOf } from '../predictors/inputs/plane-input';
import { lookup } from '../models/vocabulary';
import { inputNames, layoutOf } from './input-names';

/**
 * What an exported graph is given of samples.
 *
 * @param modalities that the model reads
 * @param values of the samples, by modality
 */
export function askedOf(
  modalities: ModalitySpecs,
  vocabulary: readonly string[],
  values: Readonly<Record<string, readonly ModalityValue[]>>,
): HostTensors {
  const idsOf = lookup(vocabulary);
  return Object.assign(
    {},
    ...Object.entries(modalities).map(([id, spec]) => ofModality(id, spec, values[id], idsOf)),
  ) as HostTensors;
}

function ofModality(
  id: string,
  spec: ModalitySpec,
  values: readonly ModalityValue[],
  idsOf: ReturnType<typeof lookup>,
): HostTensors {
  const names = inputNames(id, spec);
  if (!isPlane(spec)) {
    const { ids } = idsOf(values as readonly TextValue[], spec.maxWords);
    const data = BigInt64Array.from(ids, BigInt);
    return { [names.values]: { type: 'int64', shape: [values.length, spec.maxWords], data } };
  }
  const plane = planeOf(spec);
  const size = plane.height * plane.width * plane.channels;
  const data = new Float32Array(values.length * size);
  const mask = new Float32Array(values.length * plane.width);
  (values as readonly PlaneValue[]).forEach((value, row) => {
    data.set(value, row * size);
    mask.fill(1, row * plane.width, row * plane.width + value.length / (plane.height * plane.channels));
  });
  const given: HostTensor = { type: 'float32', shape: [values.length, ...shapeOf(layoutOf(spec), plane)], data };
  return {
    [names.values]: given,
    ...(names.mask === null
      ? {}
      : { [names.mask]: { type: 'float32', shape: [values.length, plane.width], data: mask } as const }),
  };
}
