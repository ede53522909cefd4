import type { DatasetManifest } from '../data/dataset';
import { pixelReasons } from './pixel-limits';
import { usualRadius } from './attack-presets';
import { boundedEncoders } from './even-encoders';
import { fusionLimit } from './target-limits';
import type { Target } from '../data/target';

/** The ablation of CRMT (arXiv 2402.06244, Fig. 5): what orthogonal rows, the margins and the second step each do. */
const steps = {
  'joint training': { margin: 0, integration: 0, orthogonal: false },
  'orthogonal only': { margin: 0, integration: 0 },
  'step 1': { margin: 2, integration: 0 },
  'step 2': { margin: 0, integration: 45 },
  'both steps': { margin: 2, integration: 45 },
} as const;

const shares = [0.25, 0.5, 1, 2] as const;

/** Why the study of a fusion that adds up what its inputs say tells nothing of some data; a sentence. Null: it does. */
export function sumPresetLimit(
  fusion: 'crmt' | 'qmf',
  name: string,
  data: { readonly target?: Target | undefined; readonly pixelClasses?: unknown } | undefined,
): string | null {
  if (data?.pixelClasses !== undefined) return `Its fusion ${pixelReasons.fusion}.`;
  const limit = fusionLimit(fusion, data?.target);
  if (limit !== null) return `Its fusion ${limit}.`;
  return name === 'caption-match'
    ? 'Whether a caption fits a picture is told by no sum of what each says: models that add up their inputs guess.'
    : null;
}

/**
 * Five ways of training one recipe whose logits are sums over its inputs, the first of them what the others are compared with:
 * PGD in l2 on each input and on all in one joint ball, and the radii that are proven and estimated.
 *
 * @param training of every model
 */
export function crmtPlan(manifest: DatasetManifest, name: string, training: object): object {
  const modalities = Object.entries(manifest.modalities);
  const ids = modalities.map(([id]) => id);
  const recipe = Object.fromEntries(modalities.map(([id, { kind }]) => [id, { name: boundedEncoders[kind] }]));
  const least = Math.min(...modalities.map(([, { kind }]) => usualRadius[kind].l2));
  const pgd = { name: 'pgd', norm: 'l2', steps: 20 };
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name,
    question:
      'One recipe whose decision is a sum over its inputs, trained step by step as CRMT does: do orthogonal rows, wider margins and weights learned for robustness each make it harder to break, on one input and on all at once? Which input does it prefer, and is that the vulnerable one?',
    data: {
      dataset: manifest.name,
      selection: { split: 'test', count: Math.min(200, manifest.splits.test), seed: 1 },
    },
    subjects: Object.entries(steps).map(([subject, fusion]) => ({
      name: subject,
      recipe: { encoders: recipe, fusion: { name: 'crmt', ...fusion }, head: { name: 'linear' } },
      training,
    })),
    reference: 'joint training',
    attacks: [
      ...modalities.map(([id, { kind }]) => ({
        ...pgd,
        budgets: shares.map((share) => ({ [id]: share * usualRadius[kind].l2 })),
      })),
      ...(ids.length < 2
        ? []
        : [
            {
              ...pgd,
              share: 'joint',
              budgets: shares.map((share) => Object.fromEntries(ids.map((id) => [id, share * least]))),
            },
          ]),
    ],
    certificates: [{ name: 'crmt' }],
    attackSeed: 1,
    primaryMeasure: 'robust-accuracy',
  };
}
