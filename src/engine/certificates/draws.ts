import { threatTo, type VoteChoice } from '../../shared/certificates/certificate';
import type { ModalitySpecs } from '../../shared/data/modality';
import type { CertificateCell } from '../../shared/plan/plan';
import { poolsOf } from '../../shared/certificates/certificate-pools';
import type { SampledPool } from '../../shared/records/record';
import type { Sample } from '../data/dataset';
import { drawn } from '../modalities/drawn';
import { modalityOf } from '../modalities/registry';
import { retained } from '../modalities/retained';
import { randomFrom } from '../random';

export interface Certifying extends Pick<CertificateCell, 'seed'> {
  readonly certificate: VoteChoice;
}

/** All draws of some samples in one row, sample after sample, so that a batch on the device takes draws of several. */
export interface Draws {
  readonly samples: number;
  /** Of each sample. */
  readonly each: number;
  /** What is drawn from, by sample. */
  readonly pools: readonly (readonly SampledPool[])[];
  /** Which sample a place of the row is a draw of. */
  readonly sampleAt: (place: number) => number;
  /** What the model sees there. It depends on seed, sample and draw alone: all models of a study see the same. */
  readonly shownAt: (place: number) => Sample;
}

export function drawsOf(
  samples: readonly Sample[],
  modalities: ModalitySpecs,
  { certificate, seed }: Certifying,
): Draws {
  const { draws } = certificate;
  const unseen = (id: string) => (threatTo(certificate, id) === 'modify' ? 'masked' : 'left-out');
  const prepared = samples.map((sample) => {
    const counted = Object.entries(modalities).map(([modality, spec]) => ({
      modality,
      elements: modalityOf(spec).elements(spec, sample.inputs[modality]),
    }));
    return { sample, counted, pools: poolsOf(certificate, counted) };
  });
  const sampleAt = (place: number): number => Math.floor(place / draws);
  return {
    samples: samples.length,
    each: draws,
    pools: prepared.map(({ pools }) => pools),
    sampleAt,
    shownAt: (place) => {
      const { sample, counted, pools } = prepared[sampleAt(place)];
      const kept = drawn(pools, counted, randomFrom(seed, sample.id, 'certificate', place % draws));
      const inputs = Object.entries(kept).map(
        ([id, marks]) => [id, retained(modalities[id], sample.inputs[id], marks, unseen(id))] as const,
      );
      return { ...sample, inputs: { ...sample.inputs, ...Object.fromEntries(inputs) } };
    },
  };
}
