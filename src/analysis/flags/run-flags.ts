import type { Comparison } from '../comparison/subject-comparison';
import type { DataAnalysis } from '../data-analysis';
import { countOf, decimal, listOf } from '../format';
import type { AnalysisInput } from '../input';
import { seedsNeeded } from '../statistics/significance';
import { flagList, type Flag } from './flag';

/** What concerns the whole run. */
export function runFlags(
  input: AnalysisInput,
  data: DataAnalysis,
  comparisons: readonly Comparison[],
): readonly Flag[] {
  const { run, records, events, state } = input;
  const { flags, raise } = flagList({ model: null, attack: null });
  if (records.length < run.expansion.records || state !== 'finished') {
    raise(
      'incomplete',
      'void',
      `The run is ${state === 'finished' ? 'short of records' : state}: ${decimal(records.length)} of ${decimal(run.expansion.records)} records are there.`,
      'What is shown is a part of the study. Resume the run before using any number.',
    );
  }
  const devices = [...new Set(events.flatMap(({ device }) => (device === null ? [] : [device])))];
  if (devices.length > 1) {
    raise(
      'several-devices',
      'warning',
      `Parts were computed on different devices: ${listOf(devices)}.`,
      'Near-ties may fall differently between devices, so records are not bit-comparable. Run it on one device where that matters.',
    );
  }
  const halved = records.filter(({ halvings }) => halvings !== undefined).length;
  if (halved > 0) {
    raise(
      'halved-batches',
      'note',
      `Memory ran out: ${countOf(halved, 'record')} ${halved === 1 ? 'was' : 'were'} computed in smaller micro-batches than the plan says.`,
      'Their last digits may differ from those of a run with enough memory; near-ties may fall differently.',
    );
  }
  const seeds = run.plan.seeds.length;
  if (comparisons.length > 0 && seeds < seedsNeeded) {
    raise(
      'few-seeds',
      'note',
      `Every model was trained with ${countOf(seeds, 'seed')}; to tell recipes apart takes ${String(seedsNeeded)}.`,
      `A difference between two trained models is not yet a difference between their recipes. Plan ${String(seedsNeeded)} or more paired seeds to claim one.`,
    );
  }
  const incomparable = comparisons.flatMap(({ unjudged }) =>
    unjudged?.because === 'incomparable' ? unjudged.text : [],
  );
  for (const reason of new Set(incomparable)) {
    raise('not-comparable', 'note', reason, 'The comparison is shown but not judged: conclude nothing from it.');
  }
  if (data.clusters > 0 && data.clusters < data.n) {
    raise(
      'clusters',
      'note',
      `The ${countOf(data.n, 'sample')} come from ${countOf(data.clusters, 'different unit')} (${data.unit}).`,
      'Intervals count the units, not the samples.',
    );
  }
  return flags;
}
