import { certifiedRays, isVoted, ratioOf, threatsTo, type VoteChoice } from '../shared/certificates/certificate';
import { poolsOf } from '../shared/certificates/certificate-pools';
import type { SampledPool } from '../shared/certificates/certificate-record';
import type { DatasetManifest } from '../shared/data/dataset';
import { planeOf, type ModalitySpec } from '../shared/data/modality';
import type { StudyPlan } from '../shared/plan/plan';
import { pairedSeeds } from '../shared/planning/paired-seeds';
import { planDoubts } from '../shared/planning/plan-doubts';
import { plannedComparisons } from '../shared/planning/planned-comparisons';
import type { Problem } from '../shared/problem';
import { countOf, listOf } from './format';
import { keeper } from './certificates/mmcert/certificate';
import { fewestVotes, pixelPValues } from './certificates/mmcert/holm';
import { neededLead } from './certificates/mmcert/overlap';
import { radiusAt } from './measures/certified';

type Data = Pick<DatasetManifest, 'modalities' | 'splits' | 'classes' | 'pixelClasses'>;

/** What a plan without a fault may still not mean, of what it attacks and of what it wants certified. */
export function studyDoubts(plan: StudyPlan, data: Data): readonly Problem[] {
  return [
    ...planDoubts(plan, data),
    ...seedDoubts(plan, data),
    ...certificateDoubts(plan, data),
    ...ablationDoubts(plan),
  ];
}

/** Several seeds, and yet so few that nothing could come out of them. With one the models are compared, not their recipes. */
function seedDoubts(plan: StudyPlan, { modalities }: Data): readonly Problem[] {
  const comparisons = plannedComparisons(plan, modalities);
  const needed = pairedSeeds(comparisons).length;
  if (plan.seeds.length < 2 || comparisons === 0 || plan.seeds.length >= needed) return [];
  return [
    {
      where: 'plan.seeds',
      text: `has ${countOf(plan.seeds.length, 'training seed')}, by which none of ${countOf(comparisons, 'comparison')} corrected together can come out, whatever is found. Give ${String(needed)}, fewer comparisons, or one seed, of which the models themselves are compared.`,
    },
  ];
}

/** Ensembles of models none of which ever saw a draw: a twin that did would show what that costs. */
function ablationDoubts({ certificates, subjects }: StudyPlan): readonly Problem[] {
  const index = certificates.findIndex(isVoted);
  if (index < 0 || subjects.some(({ training }) => training.ablation.rate > 0)) return [];
  return [
    {
      where: `plan.certificates[${String(index)}]`,
      text: 'asks about draws of a few elements, and no model was trained on such: their votes will be worse than they need be. A subject trained on draws (training.ablation.rate above 0) shows by how much.',
    },
  ];
}

/** Certificates that nothing can come of: not even where all draws agree, of the longest text there may be. */
export function certificateDoubts({ certificates }: Pick<StudyPlan, 'certificates'>, data: Data): readonly Problem[] {
  return certificates.flatMap((choice, index): readonly Problem[] => {
    if (!isVoted(choice)) return [];
    const pools = poolsOf(
      choice,
      Object.entries(data.modalities).map(([modality, spec]) => ({ modality, elements: mostElements(spec) })),
    );
    const keeps = unanimous(choice, pools, data);
    const where = `plan.certificates[${String(index)}]`;
    const votes = `even where all ${countOf(choice.draws, 'draw')} agree`;
    if (!keeps(pools.map(() => 0))) {
      return [{ where: `${where}.draws`, text: `proves nothing at all, ${votes}. More draws, or a larger α, could.` }];
    }
    const sets = certifiedRays(choice).filter((ray) => !keeps(radiusAt(pools, ray, 1)));
    if (sets.length === 0) return [];
    const named = sets.map((ray) => {
      const ids = Object.keys(ray);
      const ratio = ratioOf(ray);
      return ids.length === 1 ? ids[0] : ratio === null ? `each of ${listOf(ids)}` : `${listOf(ids)}, ${ratio}`;
    });
    return [
      {
        where: `${where}.kept`,
        text: `proves nothing against one element of ${named.join(', nor against one of ')}, ${votes}. Fewer elements drawn could, or more draws.`,
      },
    ];
  });
}

function mostElements(spec: ModalitySpec): number {
  if (spec.kind === 'text') return spec.maxWords;
  const { height, width } = planeOf(spec);
  return height * width;
}

/** Is a radius certified where all draws agree? Of pictures that are answered pixel by pixel: any pixel. */
function unanimous(
  choice: VoteChoice,
  pools: readonly SampledPool[],
  { modalities, classes, pixelClasses }: Data,
): (radius: readonly number[]) => boolean {
  const { draws, alpha, strict } = choice;
  const threats = threatsTo(choice, pools);
  if (pixelClasses !== undefined) {
    const picture = Object.values(modalities).find(({ kind }) => kind === 'image');
    const pixels = picture === undefined ? 1 : mostElements(picture);
    return (radius) =>
      fewestVotes([{ votes: draws, pixels }], pixelPValues(draws, neededLead(pools, radius, threats)), alpha) !== null;
  }
  return keeper({ votes: classes.map((_, label) => (label === 0 ? draws : 0)), alpha, strict }, pools, threats);
}
