import type { AnalysisInput } from '../input';
import { canonicalJson, shortId } from '../../shared/identity';
import { computedBy, computedOn } from '../../shared/runs/run';
import type { RunComparison } from './run-difference';

/**
 * Reasons not to read the difference of two runs as a difference of their models, most serious first. Versions of the
 * measures are none: both runs are measured anew from their records.
 */
export function runWarnings(a: AnalysisInput, b: AnalysisInput, comparison: RunComparison): readonly string[] {
  return [
    ...(comparison.sameRun ? ['This is the same run twice: it differs from itself in nothing.'] : []),
    ...comparison.models.flatMap(({ voids, attacks }) =>
      [...voids, ...attacks.flatMap((attack) => attack.voids)].map(
        (reason) => `VOID: do not use these differences. ${reason}.`,
      ),
    ),
    ...maskWarnings(comparison),
    ...differs(
      'Data sets',
      `${a.dataset.name} ${shortId(a.run.expansion.datasetHash)}`,
      `${b.dataset.name} ${shortId(b.run.expansion.datasetHash)}`,
    ),
    ...sampleWarning(a, b, comparison.commonSamples),
    ...unfinished('A', a),
    ...unfinished('B', b),
    ...parameterWarnings(comparison),
    ...differs('Attack seeds', String(a.run.plan.attackSeed), String(b.run.plan.attackSeed)),
    ...differs('Micro-batch sizes', String(a.run.plan.microBatch), String(b.run.plan.microBatch)),
    ...differs('Devices', devicesOf(a), devicesOf(b)),
    ...differs('Program versions', versionsOf(a), versionsOf(b)),
    ...leftOut(comparison.unpaired),
  ];
}

function maskWarnings({ models }: RunComparison): readonly string[] {
  const masked = models.flatMap(({ attacks }) => attacks.filter(({ masks }) => masks.length > 0));
  return [...new Set(masked.flatMap(({ masks }) => masks))].map(
    (reason) =>
      `MASKED: ${reason}, so differences under attacks that follow them tell of the gradients, not of the models.`,
  );
}

/** Names that a warning is still read with. */
const mostNamed = 6;

function leftOut(unpaired: readonly string[]): readonly string[] {
  if (unpaired.length === 0) return [];
  const rest = unpaired.length - mostNamed;
  const others = rest > 0 ? `; and ${String(rest)} more` : '';
  return [`In one run only, so left out: ${unpaired.slice(0, mostNamed).join('; ')}${others}.`];
}

function differs(what: string, a: string, b: string): readonly string[] {
  return a === b ? [] : [`${what} differ: ${a} and ${b}.`];
}

function sampleWarning(a: AnalysisInput, b: AnalysisInput, common: number): readonly string[] {
  const counts = [a, b].map((input) => input.run.expansion.rows.length);
  const equal = canonicalJson(a.run.expansion.rows) === canonicalJson(b.run.expansion.rows);
  if (equal) return [];
  return [
    `Samples differ: ${String(counts[0])} and ${String(counts[1])}, of which ${String(common)} are in both. Only these are compared.`,
  ];
}

function unfinished(name: string, input: AnalysisInput): readonly string[] {
  return input.state === 'finished' ? [] : [`Run ${name} is ${input.state}: some of its records are missing.`];
}

function parameterWarnings({ models }: RunComparison): readonly string[] {
  const lines = models.flatMap(({ attacks, degradations }) =>
    [...attacks, ...degradations]
      .filter(({ differences }) => differences.length > 0)
      .map(({ title, differences }) => `${title}: parameters differ in ${differences.join('; ')}.`),
  );
  return [...new Set(lines)];
}

function devicesOf(input: AnalysisInput): string {
  return listed(computedOn(input.events));
}

function versionsOf(input: AnalysisInput): string {
  return listed(computedBy(input.run, input.events));
}

function listed(values: readonly string[]): string {
  return [...new Set(values)].sort().join(', ') || 'none';
}
