import type { AttackSetting } from '../../analysis/attack-setting';
import type { DataAnalysis } from '../../analysis/data-analysis';
import { modalityFacts } from '../../shared/data/modality';

/** What removals take of the inputs that they attack, in plain words: `squares of the image`, `words of the caption`. */
export function removedParts(
  { modalities }: Pick<DataAnalysis, 'modalities'>,
  settings: readonly AttackSetting[],
): readonly string[] {
  const attacked = new Set(settings.flatMap((setting) => (setting.kind === 'removal' ? setting.modalities : [])));
  return modalities
    .filter(({ id }) => attacked.has(id))
    .map(({ id, kind }) => `${modalityFacts[kind].part[1]} of the ${id}`);
}
