import type { AttackSetting } from '../attack-setting';

/** One modality of a joint attack, attacked by itself. */
export interface SingleOfJoint {
  readonly modality: string;
  readonly setting: AttackSetting;
}

/**
 * The same attack on each modality of a joint one by itself; null where one of them was not run.
 *
 * @param radii that each modality by itself was to have; empty for removals, which have none
 */
export function singlesOf(
  joint: AttackSetting,
  settings: readonly AttackSetting[],
  radii: Readonly<Record<string, number>>,
): readonly SingleOfJoint[] | null {
  const singles = joint.modalities.flatMap((modality) => {
    const setting = settings.find(
      (other) =>
        other.modalities.length === 1 &&
        other.modalities[0] === modality &&
        other.family === joint.family &&
        (other.kind === 'removal' || other.radii[modality] === radii[modality]),
    );
    return setting === undefined ? [] : [{ modality, setting }];
  });
  return joint.modalities.length > 1 && singles.length === joint.modalities.length ? singles : null;
}
