import type { DatasetManifest, OracleSpec } from '../../shared/data/dataset';
import { Fills, isBox, type AudioSpec, type ImageSpec, type Region } from '../../shared/data/modality';
import { modalityOf } from '../modalities/registry';
import { randomFrom } from '../random';
import type { Sample } from './dataset';

/**
 * Can the label still be decided once these regions are gone? Null without an oracle: unknown stays unknown.
 * Which fill takes the removed parts' place is of no matter.
 */
export function decidable(manifest: DatasetManifest, sample: Sample, regions: readonly Region[]): boolean | null {
  const { oracle } = manifest;
  if (oracle === null) return null;
  const kept = Object.entries(manifest.modalities).flatMap(([id, spec]): readonly boolean[] => {
    const removed = regions.filter((region) => region.modality === id);
    switch (spec.kind) {
      case 'image':
      case 'audio': {
        const ink = oracle[spec.kind];
        return ink === undefined ? [] : [keepsInk(ink, spec, sample.inputs[id] as Float32Array, removed)];
      }
      case 'sequence': {
        const span = sample.spans?.[id];
        return oracle.sequence === undefined || span === undefined ? [] : [keepsSpan(span, removed)];
      }
      case 'tabular':
      case 'skeleton':
        return [];
      case 'text':
        return oracle.text === undefined ? [] : [keepsEvidence(sample.evidence, removed)];
      default:
        return spec satisfies never;
    }
  });
  switch (oracle.rule) {
    case 'all':
      return kept.every((keeps) => keeps);
    case 'any':
      return kept.some((keeps) => keeps);
    default:
      return oracle.rule satisfies never;
  }
}

/** An image without ink, or a sound that is silent, never decides anything. */
function keepsInk(
  oracle: NonNullable<OracleSpec['image']>,
  spec: ImageSpec | AudioSpec,
  pixels: Float32Array,
  removed: readonly Region[],
): boolean {
  const { channels } = spec;
  const isInk = (pixel: number): boolean =>
    oracle.background.some((level, channel) => Math.abs(pixels[pixel * channels + channel] - level) > oracle.tolerance);
  const gone = removedPixels(spec, removed);
  let ink = 0;
  let left = 0;
  for (let pixel = 0; pixel < gone.length; pixel += 1) {
    if (!isInk(pixel)) continue;
    ink += 1;
    if (gone[pixel] === 0) left += 1;
  }
  return ink > 0 && left >= oracle.minimum * ink;
}

/** 1 for every pixel that the removal takes: what turns white when everything else is black. */
function removedPixels({ height, width }: ImageSpec | AudioSpec, removed: readonly Region[]): Float32Array {
  const pixels: ImageSpec = { kind: 'image', height, width, channels: 1, mean: [0], std: [1] };
  const regions = removed.filter(isBox).map(({ modality, box }): Region => ({ kind: 'image', modality, box }));
  const black = new Float32Array(height * width);
  return modalityOf(pixels).remove(pixels, black, regions, Fills.parse({ image: 'white' }), randomFrom('oracle'));
}

function keepsEvidence(evidence: readonly number[], removed: readonly Region[]): boolean {
  const gone = new Set(removed.map((region) => (region.kind === 'text' ? region.word : -1)));
  return evidence.some((word) => !gone.has(word));
}

function keepsSpan([start, length]: readonly [start: number, length: number], removed: readonly Region[]): boolean {
  const boxes = removed.filter(isBox);
  return Array.from({ length }, (_, at) => start + at).some(
    (step) => !boxes.some(({ box: [, left, , steps] }) => left <= step && step < left + steps),
  );
}
