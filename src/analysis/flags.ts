import type { Flag, FlagContext, FlagLevel } from './flags/flag';
import { modelFlags } from './flags/model-flags';
import { orderFlags } from './flags/order-flags';
import { perturbationFlags } from './flags/perturbation-flags';
import { removalFlags } from './flags/removal-flags';
import { runFlags } from './flags/run-flags';

export function raiseFlags(context: FlagContext): readonly Flag[] {
  const flags = [
    ...runFlags(context),
    ...context.models.flatMap(({ results, analysis }) => [
      ...modelFlags(analysis, context.data),
      ...analysis.removals.flatMap((measures) => removalFlags(analysis, measures)),
      ...analysis.perturbations.flatMap((measures) => perturbationFlags(analysis, measures)),
      ...orderFlags(results, analysis, context.settings),
    ]),
  ];
  return [...flags].sort((a, b) => weight[a.level] - weight[b.level]);
}

const weight: Readonly<Record<FlagLevel, number>> = { void: 0, warning: 1, note: 2 };
