import { useEffect, useState } from 'react';
import { canonicalJson } from '../../shared/identity';
import type { Expansion, ModelCell } from '../../shared/plan';
import { useLab } from '../lab/connection';

/** A weight is a float32. */
const bytesPerWeight = 4;

/** Bytes of the weights that a plan has trained and the lab does not hold yet; null while they are being counted. */
export function useWeightBytes(expansion: Expansion): number | null {
  const lab = useLab();
  const [counted, setCounted] = useState<{ readonly of: Expansion; readonly bytes: number } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const count = async (): Promise<void> => {
      let weights = 0;
      for (const { spec, models } of distinct(expansion)) {
        const { parameters } = await lab.request('models.describe', { spec, measure: false }, { signal });
        weights += models * parameters;
      }
      setCounted({ of: expansion, bytes: weights * bytesPerWeight });
    };
    // What stands against a recipe, the check of the plan says.
    count().catch(() => undefined);
    return () => {
      controller.abort();
    };
  }, [lab, expansion]);
  return counted?.of === expansion ? counted.bytes : null;
}

/** Specifications still to be trained that differ in more than the seed, and how many models each makes. */
function distinct({
  cells,
  trainedModels,
}: Expansion): readonly { readonly spec: ModelCell['spec']; readonly models: number }[] {
  const trained = new Set(trainedModels);
  const missing = new Map(
    cells.flatMap((cell) =>
      cell.kind === 'model' && !trained.has(cell.model) ? [[cell.model, cell.spec] as const] : [],
    ),
  );
  const groups = new Map<string, { readonly spec: ModelCell['spec']; readonly models: number }>();
  for (const spec of missing.values()) {
    const key = canonicalJson([spec.recipe, spec.training.trainRows]);
    groups.set(key, { spec, models: (groups.get(key)?.models ?? 0) + 1 });
  }
  return [...groups.values()];
}
