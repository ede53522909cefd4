import type { Comparison } from '../comparison/subject-comparison';
import type { DataAnalysis } from '../data-analysis';
import { countOf, decimal, listOf } from '../format';
import type { AnalysisInput } from '../input';
import { seedsNeeded } from '../statistics/significance';
import { flagList, type Flag, type Raise } from './flag';

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
  flagStored(raise, events);
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

/** What the run has stored of attacked inputs, as it was when the run last ended. */
function flagStored(raise: Raise, events: AnalysisInput['events']): void {
  const stored = events.findLast((event) => event.stored !== undefined)?.stored;
  if (stored === undefined || stored.differing + stored.damaged === 0) return;
  const { kept, differing, damaged } = stored;
  const parts = [
    ...(differing === 0 ? [] : [`${decimal(differing)} got another verdict when the model was asked again`]),
    ...(damaged === 0 ? [] : [`${decimal(damaged)} could not be read as they were written`]),
  ];
  raise(
    'stored-inputs',
    'warning',
    `Re-evaluation of stored adversarial inputs differs: of ${decimal(kept)}, ${listOf(parts)}.`,
    'The model draws at random, looks at its batch, or was changed since; or the disk has lost something. Do not hand these inputs on as evidence: check the disk and the model, and run the study again.',
  );
}
