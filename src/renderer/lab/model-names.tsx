import { createContext, use, useMemo, type ReactNode } from 'react';
import { shownModelNames } from '../../analysis/shown-names';
import { modelNames, type ModelNames } from '../../shared/models/model-name';
import { useRequest } from './use-request';

const Names = createContext<ModelNames>(new Map());

/** Knows what the models of the lab are called, for the whole window. */
export function ModelNamesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { value } = useRequest('models.names', {}, { refreshOn: ['modelNamed', 'modelTrained', 'workEnded'] });
  const names = useMemo(() => modelNames(value ?? []), [value]);
  return <Names value={names}>{children}</Names>;
}

/** Names by model id, of the models that have one. */
export function useModelNames(): ModelNames {
  return use(Names);
}

/** These, as they are shown beside other text. */
export function useShownModelNames(): ModelNames {
  const names = useModelNames();
  return useMemo(() => shownModelNames(names), [names]);
}
