import type { DatasetManifest, OracleSpec } from '../../shared/dataset';
import type { ImageSpec, Region } from '../../shared/modality';
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
        return oracle.image === undefined
          ? []
          : [keepsInk(oracle.image, spec, sample.inputs[id] as Float32Array, removed)];
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

/** An image without ink never decides anything. */
function keepsInk(
  oracle: NonNullable<OracleSpec['image']>,
  spec: ImageSpec,
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
function removedPixels(spec: ImageSpec, removed: readonly Region[]): Float32Array {
  const pixels = { ...spec, channels: 1 as const };
  const black = new Float32Array(spec.height * spec.width);
  return modalityOf(pixels).remove(pixels, black, removed, { image: 'white', text: 'delete' }, randomFrom('oracle'));
}

function keepsEvidence(evidence: readonly number[], removed: readonly Region[]): boolean {
  const gone = new Set(removed.map((region) => (region.kind === 'text' ? region.word : -1)));
  return evidence.some((word) => !gone.has(word));
}
