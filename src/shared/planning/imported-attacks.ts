import { AttackChoice, factsOf, type AttackName } from '../attacks/attack';
import { textsOf } from '../attacks/edit';
import { readBy } from '../data/read-by';
import { starterAttacks } from './attack-presets';
import {
  blackBoxLimit,
  usualAttack,
  type AttackedData,
  type ImportedGives,
  type UsualAttack,
} from './black-box-limits';
import { attackLimit } from './target-limits';

/** A model of a study that was made elsewhere: what it is called there, what it reads, and what attacks can have of it. */
export interface ImportedSubject {
  readonly name: string;
  /** Modalities. */
  readonly reads: readonly string[];
  readonly gives: ImportedGives;
}

/** Names of the models of a study that others can be made on: those whose gradients there are. */
export function sourcesAmong(names: readonly string[], imported: readonly ImportedSubject[]): readonly string[] {
  return names.filter((one) => imported.every(({ name, gives }) => name !== one || gives.gives.includes('gradients')));
}

/**
 * An attack as a study begins with it, in those settings that every imported model of the study can be put to: the plan check
 * refuses the others.
 *
 * @param imported none: the lab trains all models of the study
 * @param source model that an attack is made on that is not made on the one it is shown to; absent: there is none
 */
export function attackOnImported(
  name: AttackName,
  { modalities, target }: AttackedData,
  imported: readonly ImportedSubject[],
  source?: string,
): UsualAttack {
  const ids = Object.keys(modalities).filter((id) => imported.every(({ reads }) => reads.includes(id)));
  const read = readBy(modalities, ids);
  for (const { name: subject, gives } of imported) {
    const { reason } = usualAttack(name, { modalities: read, target }, gives, source);
    if (reason !== null) return { drafts: [], reason: `${reason} (“${subject}”)` };
  }
  if (factsOf({ name }).kind === 'edit' && textsOf(read).length === 0) {
    return { drafts: [], reason: 'needs words to change, and there is no text' };
  }
  if (name === 'transfer' && source === undefined) {
    return { drafts: [], reason: 'is made on a model whose gradients are known, and there is none' };
  }
  const drafts = starterAttacks(name, read, source).filter((draft) => {
    const choice = AttackChoice.safeParse(draft);
    // What is not sound yet is not for a model to take or leave.
    if (!choice.success || imported.length === 0) return true;
    return (
      attackLimit(choice.data, target) === null &&
      imported.every(({ gives }) => blackBoxLimit(choice.data, read, gives) === null)
    );
  });
  return { drafts, reason: drafts.length === 0 ? 'has no setting that all models can be put to' : null };
}
