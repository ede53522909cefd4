import { LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import { sameName } from '../../shared/models/model-name';
import { listNames, writeName } from '../lab/model-names';
import { showModel } from '../lab/models';

export interface Renamed {
  readonly model: string;
  /** What it was called before; null: it had no name. */
  readonly before: string | null;
}

/**
 * Gives a trained model a name, or takes it away (null).
 *
 * @param given id of the model, or the start of one
 * @throws LabError `not-found`, `invalid`; `conflict` for the name of another model
 */
export async function renameModel(lab: string, given: string, name: string | null): Promise<Renamed> {
  const { id } = await showModel(lab, given);
  // A name that cannot be read is nobody's: it must not keep the others from being given.
  const named = await listNames(lab, () => undefined);
  const before = named.find(({ model }) => model === id)?.name ?? null;
  const other = name === null ? undefined : named.find((one) => one.model !== id && sameName(one.name, name));
  if (other !== undefined) {
    throw new LabError('conflict', `is ${JSON.stringify(name)}, as model ${shortId(other.model)} is called already.`, {
      where: 'name',
      remedy: 'Choose another name, or rename that model first.',
    });
  }
  if (name !== before) await writeName(lab, id, name);
  return { model: id, before };
}
