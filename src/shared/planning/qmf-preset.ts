import type { DatasetManifest } from '../data/dataset';
import { hasQmfNoise } from '../degradations/qmf-noise';
import { recipeDraft } from './recipe-draft';

/** Static late fusion, and QMF without its rank loss and with both readings of it. */
const fusions = {
  late: { name: 'late' },
  'QMF, no rank loss': { name: 'qmf', rank: 0 },
  QMF: { name: 'qmf' },
  'QMF, gap': { name: 'qmf', rankForm: 'gap' },
} as const;

/**
 * What QMF (arXiv 2306.02050) expects, to come out either way: does its rank loss make the weights fall with what each input
 * loses, and is a fusion that weighs anew for every sample as good as static late fusion under its noise?
 *
 * @param training of every model
 */
export function qmfPlan(manifest: DatasetManifest, name: string, training: object): object {
  const noisy = Object.entries(manifest.modalities).flatMap(([id, { kind }]) => (hasQmfNoise(kind) ? [id] : []));
  const noise = { name: 'qmf-noise', modalities: noisy };
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name,
    question:
      'Late fusion, static or weighted anew for every sample as QMF does, with its rank loss and without: do the weights fall with what each input loses, more so with the rank loss? And is the dynamic fusion at least as accurate as the static one under the noise that QMF is tested by?',
    data: {
      dataset: manifest.name,
      selection: { split: 'test', count: Math.min(500, manifest.splits.test), seed: 1 },
    },
    subjects: Object.entries(fusions).map(([subject, fusion]) => ({
      name: subject,
      recipe: { ...(recipeDraft(manifest.modalities, { fusion: fusion.name }) as object), fusion },
      training,
    })),
    reference: 'late',
    // Of fewer no paired difference can be told from chance.
    seeds: [0, 1, 2, 3, 4, 5],
    attacks: [],
    degradations:
      noisy.length === 0
        ? []
        : [
            noise,
            { ...noise, pictures: 'salt-pepper' },
            ...(noisy.length < 2 ? [] : noisy.map((id) => ({ ...noise, modalities: [id] }))),
          ],
    attackSeed: 1,
    requirements: [],
  };
}
