import { parse } from '../parse';
import { StudyPlan, type StudyPlanInput } from '../plan/plan';
import type { FusionName } from '../recipe/fusions';
import type { AttackDraft } from './attack-presets';
import { emojiTraining, type DemoSize } from './demo-plans';
import { pairedSeeds } from './paired-seeds';
import { plannedComparisons } from './planned-comparisons';

type SubjectDraft = StudyPlanInput['subjects'][number];
type TrainingDraft = NonNullable<SubjectDraft['training']>;

/** Made for steps in time, of which a picture and a name have none: it has a study of its own. */
type OfSteps = Extract<FusionName, 'mult'>;
/** A way of training a simpler one: they have studies of their own. */
type OfTraining = Extract<FusionName, 'mla' | 'unis-mmc'>;
type Compared = Exclude<FusionName, OfSteps | OfTraining>;

/** Every other fusion of the lab, with what people call it; the first is what the others are compared with. */
const fusions: Readonly<Record<Compared, string>> = {
  concat: 'concat',
  product: 'product',
  gated: 'gated',
  'low-rank-tensor': 'low-rank tensor',
  'token-transformer': 'token transformer',
  late: 'late',
  qmf: 'QMF',
  deq: 'DEQ',
  crmt: 'CRMT',
};
const reference = 'concat' satisfies Compared;

/**
 * Both arms of a fair comparison: encoders that learn with each fusion, and the same frozen ones below all of them; each as
 * it is, and trained on draws of a few elements, as the certificate asks about them.
 */
const ways = {
  plain: { label: '', training: {} },
  ablated: { label: 'ablated', training: { ablation: { rate: 0.75 } } },
  shared: { label: 'shared', training: { encoders: 'shared' } },
  'shared, ablated': { label: 'shared, ablated', training: { encoders: 'shared', ablation: { rate: 0.75 } } },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly training: TrainingDraft }>>;
type Way = keyof typeof ways;

/** What each way of the reference is compared with: what it lacks nothing else but. */
const lessHard: Readonly<Record<Way, Way | null>> = {
  plain: null,
  ablated: 'plain',
  shared: 'plain',
  'shared, ablated': 'shared',
};

const sizes: Readonly<
  Record<
    DemoSize,
    {
      readonly samples: number;
      /** Of PGD. */
      readonly steps: number;
      /** Of Square within the strongest attack. */
      readonly queries: number;
      /** Of the certificate. */
      readonly draws: number;
      /** Levels of noise. */
      readonly levels: readonly number[];
    }
  >
> = {
  quick: { samples: 100, steps: 10, queries: 100, draws: 200, levels: [0.2, 0.5] },
  standard: { samples: 200, steps: 20, queries: 500, draws: 200, levels: [0.1, 0.2, 0.3, 0.5] },
  full: { samples: 200, steps: 20, queries: 500, draws: 200, levels: [0.1, 0.2, 0.3, 0.5] },
};

/**
 * The study of all fusions: which one stands when parts are removed, when inputs are attacked, when they fail; and of which
 * something can be proven.
 */
export function fusionsPlan(size: DemoSize): StudyPlan {
  const { samples, steps, queries, draws, levels } = sizes[size];
  const draft: StudyPlanInput = {
    format: 'muroan.study',
    formatVersion: 1,
    name: `Which fusion stands?${size === 'standard' ? '' : ` (${size})`}`,
    question:
      'A picture of an emoji and its name, fused in nine ways. Which fusion keeps its answers when parts are removed, when one input or both are attacked, and under noise, and for how many samples can that be proven? Asked twice: of encoders that learn with their fusion, and of the same frozen encoders below every fusion (those that the concatenation learned, which is therefore at home there; the token transformer reads them before their last layer, and learns the places of its tokens); and of both as they are and trained on draws of a few elements.',
    data: { dataset: 'emoji-groups', selection: { split: 'test', count: samples, seed: 1 } },
    subjects: (Object.keys(ways) as Way[]).flatMap((way) =>
      (Object.keys(fusions) as Compared[]).map((fusion) => subject(fusion, way)),
    ),
    reference: nameOf(reference, 'plain'),
    baselineTraining: 'not-hardened',
    seeds: [0],
    attacks: [...attacks(steps, queries)],
    degradations: [
      { name: 'noise', modalities: ['image'], levels: [...levels] },
      { name: 'noise', modalities: ['text'], levels: [...levels] },
    ],
    certificates: [{ name: 'mmcert', kept: { image: 100, text: 1 }, draws }, { name: 'crmt' }],
    attackSeed: 1,
    primaryMeasure: 'removed-area',
  };
  const plan = parse(StudyPlan, draft, 'plan of the study of fusions');
  // All of them corrected together, or none could come out.
  return size === 'full' ? { ...plan, seeds: [...pairedSeeds(plannedComparisons(plan, {}))] } : plan;
}

function nameOf(fusion: Compared, way: Way): string {
  const { label } = ways[way];
  return label === '' ? fusions[fusion] : `${fusions[fusion]} · ${label}`;
}

/** The hardened of own encoders stand beside their plain twins too: whether hardening helps is asked of every fusion. */
function subject(fusion: Compared, way: Way): SubjectDraft {
  const less = lessHard[way];
  const comparedWith = [
    ...(fusion === reference ? [] : [nameOf(reference, way)]),
    ...(less !== null && (fusion === reference || way === 'ablated') ? [nameOf(fusion, less)] : []),
  ];
  return {
    name: nameOf(fusion, way),
    recipe: { encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } }, fusion: { name: fusion } },
    training: { ...emojiTraining, ...ways[way].training },
    comparedWith,
  };
}

/**
 * Removals from both inputs, counted alike whatever the fusion makes of them; PGD on each input and on both; and on the
 * picture the strongest that the lab has, along every path that a fusion offers.
 */
function attacks(steps: number, queries: number): readonly AttackDraft[] {
  const pgd = { name: 'pgd', norm: 'l2', steps } as const;
  const radii = { image: 0.5, text: 0.25 };
  return [
    { name: 'decoupling', modalities: ['image', 'text'], criterion: { name: 'score-drop' } },
    { ...pgd, budgets: [{ image: radii.image / 2 }, { image: radii.image }] },
    { ...pgd, budgets: [{ text: radii.text }] },
    { ...pgd, budgets: [radii] },
    // Fusions that weigh anew or are solved for may hide their slopes: what adapts to them stands beside plain PGD.
    { name: 'ensemble', norm: 'l2', steps, queries, budgets: [{ image: radii.image }] },
  ];
}
