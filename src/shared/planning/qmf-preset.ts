import type { DatasetManifest } from '../dataset';
import { parse } from '../parse';
import { Recipe } from '../recipe';
import { recipeDraft } from './recipe-draft';

/** Equal weights, weights that each sample finds, and these with the rank regulariser in both its forms. */
const fusions = {
  'equal weights': { name: 'late' },
  'QMF unranked': { name: 'qmf', rank: 0 },
  'QMF slack': { name: 'qmf', rankForm: 'slack' },
  'QMF gap': { name: 'qmf', rankForm: 'gap' },
} as const;

/**
 * What QMF (arXiv 2306.02050) is expected to do: under noise, weights found for each sample are at least as good as equal
 * ones, and with its rank regulariser an input counts for less where its own answer is worse. One recipe with the same training
 * otherwise, noise on each input at growing levels, each input missing; no attacks.
 *
 * @param training of every model
 */
export function qmfPlan(manifest: DatasetManifest, name: string, training: object): object {
  const ids = Object.keys(manifest.modalities);
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name,
    question:
      'Do weights that each sample finds for its inputs make late fusion better under noise than equal ones, and does the rank regulariser of QMF, in either form, make an input count for less where its own answer is worse?',
    data: {
      dataset: manifest.name,
      selection: { split: 'test', count: Math.min(500, manifest.splits.test), seed: 1 },
    },
    subjects: Object.entries(fusions).map(([subject, fusion]) => ({
      name: subject,
      recipe: { ...parse(Recipe, recipeDraft(manifest.modalities, { fusion: fusion.name }), 'preset'), fusion },
      training,
    })),
    seeds: [0, 1, 2],
    reference: 'equal weights',
    attacks: [],
    degradations: [
      ...ids.map((id) => ({ name: 'noise', modalities: [id], levels: [0.1, 0.2, 0.3, 0.5, 0.7] })),
      ...(ids.length < 2 ? [] : ids.map((id) => ({ name: 'missing', modalities: [id] }))),
    ],
    attackSeed: 1,
  };
}
