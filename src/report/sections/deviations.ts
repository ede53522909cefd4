import { countOf, decimal, listOf, utcTime } from '../../analysis/format';
import { computedBy } from '../../shared/runs/run';
import { optionalSections, type OptionalSection } from '../../shared/reports/report-sections';
import type { Context } from './context';

/** Where the run is not what its plan asked for, or was not computed in one go. */
export function deviations({ input }: Context): readonly string[] {
  const { run, analysis, events, models } = input;
  const { complete, state, records, recordsExpected } = analysis.run;
  const resumptions = events.filter(({ event }) => event === 'resumed').length;
  const notes = events.flatMap(({ at, event, note }) =>
    note === null ? [] : [`${event} ${utcTime(at)} UTC: ${note}`],
  );
  const devices = distinct(events.map(({ device }) => device));
  const versions = computedBy(run, events);
  const halved = input.records.filter(({ halvings }) => halvings !== undefined).length;
  const planned = new Set(run.expansion.cells.flatMap((cell) => (cell.kind === 'model' ? [cell.model] : []))).size;
  const found = [
    ...(complete
      ? []
      : [`The run is incomplete (${state}): ${decimal(records)} of ${decimal(recordsExpected)} records are there.`]),
    ...(models.length < planned
      ? [`Of ${countOf(planned, 'model')} of the plan, ${decimal(models.length)} are trained.`]
      : []),
    ...(resumptions > 0 ? [`It was resumed ${countOf(resumptions, 'time')}; only missing records were computed.`] : []),
    ...(devices.length > 1 ? [`Parts were computed on different devices: ${listOf(devices)}.`] : []),
    ...(versions.length > 1 ? [`Parts were computed by different versions of the lab: ${listOf(versions)}.`] : []),
    ...(halved > 0
      ? [`Memory ran out: ${countOf(halved, 'record')} came from smaller batches than the plan says.`]
      : []),
    ...notes.map((note) => `Noted by the lab: ${note}`),
  ];
  return found.length > 0
    ? found
    : ['None: every sample of the plan was evaluated in every cell, without interruption.'];
}

/** What is left out of the numbers, and of the report. */
export function exclusions({ input, models }: Context, without: readonly OptionalSection[]): readonly string[] {
  const { dataset, run, analysis } = input;
  const { split, seed } = run.plan.data.selection;
  const all = dataset.splits[split];
  const wrong = models.flatMap(({ title, accuracy: { hits, n } }) =>
    n === 0 ? [] : [`${decimal(n - hits)} of ${decimal(n)} for ${title}`],
  );
  return [
    analysis.data.n < all
      ? `Of the ${decimal(all)} samples of the ${split} split, ${decimal(analysis.data.n)} were drawn with seed ${String(seed)} before any result was known; the others were not looked at.`
      : `All ${decimal(all)} samples of the ${split} split were used.`,
    analysis.segmentation === null
      ? wrongBefore(wrong)
      : 'Every sample was attacked, whatever was answered without an attack, and every pixel counts.',
    'No other sample was excluded.',
    ...(input.views === null
      ? [`Of this report, not of the numbers: its samples, since ${dataGone(dataset.name)}`]
      : []),
    ...(without.length === 0
      ? []
      : [`Left out of this report on request: ${listOf(without.map((id) => `“${optionalSections[id]}”`))}.`]),
  ];
}

function wrongBefore(wrong: readonly string[]): string {
  return `Samples answered wrongly without an attack are not attacked${wrong.length === 0 || wrong.length > mostNamed ? '' : ` (${wrong.join(', ')})`}. They are left out of success rates and count as errors in accuracies.`;
}

/** Why samples cannot be shown, as the end of a sentence. */
export function dataGone(dataset: string): string {
  return `the lab folder does not hold the data set “${dataset}” any more, or holds other data under its name.`;
}

/** Most models whose counts are listed. */
const mostNamed = 6;

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
