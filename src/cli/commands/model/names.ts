import { modelNames, type ModelNames } from '../../../shared/models/model-name';
import type { ModelDescription } from '../../../shared/models/model-description';
import type { EngineSession } from '../../session';

/** The names that people gave models of this lab. */
export async function namesIn(session: EngineSession): Promise<ModelNames> {
  return modelNames(await session.request('models.names', {}));
}

/** What `--json` tells of a model: its name too, where it has one. */
export function named(model: ModelDescription, names: ModelNames): ModelDescription & { readonly name?: string } {
  const name = names.get(model.id);
  return name === undefined ? model : { name, ...model };
}
