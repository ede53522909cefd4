import { certifiedRays, isVoted, ratioOf, threatOf, type VoteChoice } from '../shared/certificate';
import type { SampledPool } from '../shared/certificate-record';
import type { DatasetManifest } from '../shared/dataset';
import { planeOf, type ModalitySpec } from '../shared/modality';
import type { StudyPlan } from '../shared/plan';
import { planDoubts } from '../shared/planning/plan-doubts';
import type { Problem } from '../shared/problem';
import { countOf, listOf } from './format';
import { keeper } from './certificates/mmcert/certificate';
import { fewestVotes, pixelPValues } from './certificates/mmcert/holm';
import { neededLead } from './certificates/mmcert/overlap';
import { radiusAt } from './measures/certified';

type Data = Pick<DatasetManifest, 'modalities' | 'splits' | 'classes' | 'pixelClasses'>;

/** What a plan without a fault may still not mean, of what it attacks and of what it wants certified. */
export function studyDoubts(plan: StudyPlan, data: Data): readonly Problem[] {
  return [...planDoubts(plan, data), ...certificateDoubts(plan, data)];
}

/** Certificates that nothing can come of: not even where all draws agree, of the longest text there may be. */
export function certificateDoubts({ certificates }: Pick<StudyPlan, 'certificates'>, data: Data): readonly Problem[] {
  return certificates.flatMap((choice, index): readonly Problem[] => {
    if (!isVoted(choice)) return [];
    const pools = longestPools(choice, data.modalities);
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

function longestPools(choice: VoteChoice, modalities: Data['modalities']): readonly SampledPool[] {
  const elementsOf = (id: string): number => (Object.hasOwn(modalities, id) ? mostElements(modalities[id]) : 0);
  switch (choice.name) {
    case 'mmcert':
      return Object.entries(choice.kept).map(([id, kept]) => {
        const n = elementsOf(id);
        return { modalities: [id], n, k: Math.min(kept, n) };
      });
    case 'randomized-ablation': {
      const n = choice.modalities.reduce((sum, id) => sum + elementsOf(id), 0);
      return [{ modalities: choice.modalities, n, k: Math.min(choice.kept, n) }];
    }
    default:
      return choice satisfies never;
  }
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
  const threat = threatOf(choice);
  if (pixelClasses !== undefined) {
    const picture = Object.values(modalities).find(({ kind }) => kind === 'image');
    const pixels = picture === undefined ? 1 : mostElements(picture);
    return (radius) =>
      fewestVotes([{ votes: draws, pixels }], pixelPValues(draws, neededLead(pools, radius, threat)), alpha) !== null;
  }
  return keeper({ votes: classes.map((_, label) => (label === 0 ? draws : 0)), alpha, strict }, pools, threat);
}
