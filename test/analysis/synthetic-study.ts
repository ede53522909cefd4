import { analyse } from '../../src/analysis/analyse';
import type { StudyAnalysis } from '../../src/analysis/study-analysis';
import { editRemovals, syntheticRun, type SyntheticOptions } from './synthetic-run';

/** A synthetic run of 150 samples, analysed. */
export const study = (options: SyntheticOptions = {}): StudyAnalysis =>
  analyse(syntheticRun({ count: 150, ...options }));

/** `level check` of each flag. */
export const checks = ({ flags }: StudyAnalysis): readonly string[] =>
  flags.map(({ check, level }) => `${level} ${check}`);

/** Everything that the verdict says. */
export const words = ({ verdict }: StudyAnalysis): string =>
  [
    verdict.headline,
    ...verdict.models.flatMap(({ sentences }) => sentences.map(({ text }) => text)),
    ...verdict.comparisons.map(({ text }) => text),
  ].join('\n');

/** Random search finds nothing either. */
export const withoutRandomFlips = editRemovals((record) => ({
  ...record,
  controls: record.controls && { ...record.controls, randomSearch: [null] },
}));
