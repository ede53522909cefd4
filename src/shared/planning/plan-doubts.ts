import { factsOf } from '../attacks/attack';
import type { DatasetManifest } from '../data/dataset';
import type { StudyPlan } from '../plan/plan';
import type { Problem } from '../problem';
import { fewest } from '../sample-size';
import { subjectDoubts } from './subject-doubts';

/** What a plan without a fault may still not mean, field by field. */
export function planDoubts(
  { attacks, certificates, subjects, data: { selection } }: StudyPlan,
  { modalities, splits }: Pick<DatasetManifest, 'modalities' | 'splits'>,
): readonly Problem[] {
  if (attacks.length === 0) {
    const text = `is empty, so only accuracies without an attack are measured${certificates.length === 0 ? '' : ', and what is certified'}.`;
    return [...subjectDoubts(subjects), { where: 'plan.attacks', text }];
  }
  return [
    ...subjectDoubts(subjects),
    ...sizeDoubts(selection.count ?? splits[selection.split]),
    ...attacks.flatMap((attack, index) => factsOf(attack).doubts(attack, `plan.attacks[${String(index)}]`, modalities)),
  ];
}

/** One wrong answer among as many as are needed leaves too few. */
function sizeDoubts(samples: number): readonly Problem[] {
  if (samples > fewest) return [];
  return [
    {
      where: 'plan.data.selection.count',
      text: `is ${String(samples)}. Only samples that a model answers correctly are attacked, and fewer than ${String(fewest)} of them carry no claim.`,
    },
  ];
}
