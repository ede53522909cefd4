import { useMemo, useState } from 'react';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { mostDrawn } from '../../report/charts/style';

/** The models of a run that its charts draw: the first or others that say most, until somebody chooses others. */
export interface DrawnChoice {
  /** By id. */
  readonly chosen: readonly string[];
  readonly choose: (chosen: readonly string[]) => void;
}

/** @param first titles of those that are drawn at first; left out, or of none: the first of the list */
export function useDrawnModels(
  models: readonly ModelAnalysis[],
  first: (models: readonly ModelAnalysis[]) => ReadonlySet<string> = () => new Set(),
): DrawnChoice & { readonly drawn: readonly ModelAnalysis[] } {
  const [chosen, choose] = useState<readonly string[]>(() => {
    const titles = first(models);
    const wanted = titles.size === 0 ? models : models.filter(({ title }) => titles.has(title));
    return wanted.slice(0, mostDrawn).map(({ model }) => model);
  });
  const drawn = useMemo(() => models.filter(({ model }) => chosen.includes(model)), [models, chosen]);
  return { drawn, chosen, choose };
}
