import { factsOf } from '../attack';
import type { DatasetManifest } from '../dataset';
import type { StudyPlan } from '../plan';
import { fewest } from '../sample-size';

/** What a plan without a fault may still not mean, in sentences that name the field. */
export function planDoubts(
  { attacks, data: { selection } }: StudyPlan,
  { modalities, splits }: Pick<DatasetManifest, 'modalities' | 'splits'>,
): readonly string[] {
  if (attacks.length === 0) return ['plan.attacks: is empty, so only accuracies without an attack are measured.'];
  return [
    ...sizeDoubts(selection.count ?? splits[selection.split]),
    ...attacks.flatMap((attack, index) => factsOf(attack).doubts(attack, `plan.attacks[${String(index)}]`, modalities)),
  ];
}

/** One wrong answer among as many as are needed leaves too few. */
function sizeDoubts(samples: number): readonly string[] {
  if (samples > fewest) return [];
  return [
    `plan.data.selection.count: is ${String(samples)}. Only samples that a model answers correctly are attacked, and fewer than ${String(fewest)} of them carry no claim.`,
  ];
}
