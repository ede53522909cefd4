/** What the attacks on a model that answers for every pixel, and its own answers, show of how far figures can be trusted. */
import { isAltered, type PixelCounts, type PixelRecord } from '../../shared/records/record';
import type { PerturbationSetting } from '../attack-setting';
import { ballFaults, type AttackFault } from '../measures/attack-faults';
import { measureSlopes, type SlopeMeasures } from '../measures/slopes';
import { isUnsteady } from '../measures/steadiness';
import { untouched, type Untouched } from '../measures/untouched';
import { rateOf, type Estimate, type Rate } from '../statistics/estimate';
import { miouDifference, summed, untouchedOf, type Counted } from './iou';

/** Of one attack at one budget. */
export interface PixelTrust {
  readonly setting: PerturbationSetting;
  readonly faults: readonly AttackFault[];
  readonly lossFell: Rate;
  readonly lossUnmoved: Rate;
  readonly slopes: SlopeMeasures | null;
  /** Attacked inputs read back and asked a second time; null where nobody asked. */
  readonly readBack: Untouched | null;
}

export function trustOf(records: readonly PixelRecord[], setting: PerturbationSetting): PixelTrust {
  const attacked = records.flatMap(({ attack, untouched: before, changed, loss: [was, is], group }) =>
    attack === null || changed === null || is === null ? [] : [{ attack, before, changed, was, is, group }],
  );
  const readBack = attacked.flatMap(({ attack: { again, largestLogit } }) =>
    again === undefined ? [] : [{ change: again, logits: [largestLogit] }],
  );
  return {
    setting,
    faults: ballFaults(
      attacked.map(({ attack, before, changed }) => ({
        norms: attack.norms,
        isHit: !isEqual(before, changed),
        change: attack.zeroBudget,
        logits: [attack.largestLogit],
      })),
      setting,
    ),
    lossFell: rateOf(
      attacked.map(({ was, is, attack: { largestLogit }, group }) => ({
        hit: is < was && isAltered(was - is, [largestLogit]),
        group,
      })),
    ),
    lossUnmoved: rateOf(attacked.map(({ was, is, group }) => ({ hit: was === is, group }))),
    slopes: measureSlopes(
      attacked.map(({ attack: { slopes, queries }, group }) => ({ slopes, taken: queries.gradient, group })),
    ),
    readBack: readBack.length === 0 ? null : untouched(readBack),
  };
}

function isEqual(a: PixelCounts, b: PixelCounts): boolean {
  return a.truePositives.every(
    (value, at) => value === b.truePositives[at] && a.falsePositives[at] === b.falsePositives[at],
  );
}

/** Why nothing may be said in favour of a model, whatever attacks leave. */
export type PixelUnsoundness =
  | { readonly kind: 'constant'; readonly answered: number }
  /** `gain`: its mIoU − that of always answering the commonest class, paired. */
  | { readonly kind: 'near-chance'; readonly commonest: number; readonly gain: Estimate }
  /** Asked again among other samples, it gave other logits. */
  | ({ readonly kind: 'unsteady' } & Untouched);

/** @param clean of the untouched samples @param key seeds the bootstrap */
export function pixelUnsoundness(clean: readonly PixelRecord[], key: string): readonly PixelUnsoundness[] {
  if (clean.length === 0) return [];
  const reasons: PixelUnsoundness[] = [];
  const samples = untouchedOf(clean);
  const { truePositives, falsePositives, falseNegatives } = summed(samples);
  const answered = Array.from(truePositives, (own, at) => own + falsePositives[at]);
  const given = answered.flatMap((count, at) => (count > 0 ? [at] : []));
  if (given.length === 1) reasons.push({ kind: 'constant', answered: given[0] });
  const truth = Array.from(truePositives, (own, at) => own + falseNegatives[at]);
  const commonest = truth.indexOf(Math.max(...truth));
  const gain = miouDifference(samples, alwaysAnswering(samples, commonest), `${key}/chance`);
  if (gain.low === null || gain.low <= 0) reasons.push({ kind: 'near-chance', commonest, gain });
  const again = pixelsAskedAgain(clean);
  if (again !== null && isUnsteady(again)) reasons.push({ kind: 'unsteady', ...again });
  return reasons;
}

/** What became of the answers when the same samples were asked a second time, among others; null where nobody asked. */
function pixelsAskedAgain(clean: readonly PixelRecord[]): Untouched | null {
  const asked = clean.flatMap(({ again }) =>
    again === undefined ? [] : [{ change: again.change, logits: [again.largestLogit] }],
  );
  return asked.length === 0 ? null : untouched(asked);
}

/** The same pixels, all answered as one class. */
function alwaysAnswering(samples: readonly Counted[], answer: number): readonly Counted[] {
  return samples.map(({ row, group, counts: { truePositives, falseNegatives } }) => {
    const there = truePositives.map((own, at) => own + falseNegatives[at]);
    const all = there.reduce((sum, own) => sum + own, 0);
    return {
      row,
      group,
      counts: {
        truePositives: there.map((own, at) => (at === answer ? own : 0)),
        falsePositives: there.map((own, at) => (at === answer ? all - own : 0)),
        falseNegatives: there.map((own, at) => (at === answer ? 0 : own)),
      },
    };
  });
}
