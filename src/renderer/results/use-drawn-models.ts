import { useMemo, useState } from 'react';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { mostDrawn } from '../../report/charts/style';

/** The models of a run that its charts draw: the first, until somebody chooses others. */
export interface DrawnChoice {
  /** By id. */
  readonly chosen: readonly string[];
  readonly choose: (chosen: readonly string[]) => void;
}

export function useDrawnModels(
  models: readonly ModelAnalysis[],
): DrawnChoice & { readonly drawn: readonly ModelAnalysis[] } {
  const [chosen, choose] = useState<readonly string[]>(() => models.slice(0, mostDrawn).map(({ model }) => model));
  const drawn = useMemo(() => models.filter(({ model }) => chosen.includes(model)), [models, chosen]);
  return { drawn, chosen, choose };
}
