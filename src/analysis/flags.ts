import type { DataAnalysis } from './data-analysis';
import { answerFlags } from './flags/answer-flags';
import { certificateFlags, radiusFlags } from './flags/certificate-flags';
import { editFlags } from './flags/edit-flags';
import type { Flag } from './flags/flag';
import { modelFlags } from './flags/model-flags';
import { orderFlags } from './flags/order-flags';
import { perturbationFlags } from './flags/perturbation-flags';
import { removalFlags } from './flags/removal-flags';
import { settlingFlags } from './flags/settling-flags';
import type { AttackSetting } from './attack-setting';
import type { Evaluated } from './model-analysis';
import type { FlagLevel } from '../shared/reports/flag-level';

/** What concerns one model or an attack on it. */
export function flagModel(
  { results, analysis }: Evaluated,
  data: DataAnalysis,
  settings: readonly AttackSetting[],
): readonly Flag[] {
  return [
    ...modelFlags(analysis, data),
    ...answerFlags(results, analysis),
    ...analysis.removals.flatMap((measures) => removalFlags(analysis, measures)),
    ...analysis.perturbations.flatMap((measures) => perturbationFlags(analysis, measures)),
    ...analysis.edits.flatMap((measures) => editFlags(analysis, measures)),
    ...settlingFlags(results, analysis),
    ...certificateFlags(analysis.title, results.cell.spec.training, analysis.certified),
    ...radiusFlags(analysis),
    ...orderFlags(results, analysis, settings),
  ];
}

/** The gravest first. */
export function byLevel(flags: readonly Flag[]): readonly Flag[] {
  return [...flags].sort((a, b) => weight[a.level] - weight[b.level]);
}

const weight: Readonly<Record<FlagLevel, number>> = { void: 0, warning: 1, note: 2 };
