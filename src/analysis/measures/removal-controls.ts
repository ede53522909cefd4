import type { RemovalRecord } from '../../shared/records/record';
import { meanOf } from '../statistics/bootstrap';
import { shareOf, type Estimate } from '../statistics/estimate';
import { successCurve, type SuccessCurve } from './curve';
import { pooledShare, removalCost } from './removed';
import { untouched, type Untouched } from './untouched';

/**
 * What a removal attack is compared with (evaluation of C, the attacked samples). Rates of controls with several draws
 * are means over the draws; a sample's draws stay together when intervals are computed.
 */
export interface RemovalControls {
  /** Nothing removed, by the same path. */
  readonly noOp: Untouched;
  /** The attack's own removal at random places; a failed attack has nothing to place and counts as no flip. */
  readonly randomRemoval: RandomControl;
  /** As many random queries of the same sizes, the smallest flip kept. */
  readonly randomSearch: RandomControl & {
    /** Mean pooled removed share over C, failure as 1, averaged over the draws. */
    readonly meanOverAll: Estimate;
    /** Random search − attack, paired: above 0, the attack removes less. */
    readonly removalDifference: Estimate;
  };
}

export interface RandomControl {
  readonly draws: number;
  /** Success rate of the control, with draws as repeated measures of a sample. */
  readonly successRate: Estimate;
  /** ASR(attack) − ASR(control), paired by sample. */
  readonly difference: Estimate;
  readonly curve: SuccessCurve;
}

export function removalControls(attacked: readonly RemovalRecord[], key: string): RemovalControls {
  const controlled = attacked.flatMap((record) =>
    record.controls === null ? [] : [{ record, controls: record.controls }],
  );
  const removalDraws = Math.max(0, ...controlled.map(({ controls }) => controls.randomRemoval.length));
  const searchDraws = Math.max(0, ...controlled.map(({ controls }) => controls.randomSearch.length));

  const placed = controlled.map(({ record, controls }) => ({
    group: record.group,
    attack: record.found === null ? 0 : 1,
    control: share(controls.randomRemoval, Boolean),
    costs: controls.randomRemoval.map((flips) => (flips ? removalCost(record) : Infinity)),
  }));
  const searched = controlled.map(({ record, controls }) => {
    const costs = controls.randomSearch.map((removed) =>
      removed === null ? Infinity : pooledShare(removed, record.elements),
    );
    return {
      group: record.group,
      attack: record.found === null ? 0 : 1,
      control: share(costs, (cost) => cost <= 1),
      costs,
      cost: share(costs, (cost) => Math.min(1, cost)),
      attackCost: removalCost(record),
    };
  });
  return {
    noOp: untouched(controlled.map(({ record, controls }) => ({ change: controls.noOp, logits: record.clean.logits }))),
    randomRemoval: randomControl(placed, removalDraws, `${key}/removal`),
    randomSearch: {
      ...randomControl(searchDraws === 0 ? [] : searched, searchDraws, `${key}/search`),
      meanOverAll: meanOf(
        (searchDraws === 0 ? [] : searched).map(({ cost, group }) => ({ value: cost, group })),
        `${key}/search/r`,
      ),
      removalDifference: meanOf(
        (searchDraws === 0 ? [] : searched).map(({ cost, attackCost, group }) => ({ value: cost - attackCost, group })),
        `${key}/search/dr`,
      ),
    },
  };
}

interface Paired {
  readonly group: string;
  readonly attack: number;
  readonly control: number;
  /** Cost of the control's flip per draw, Infinity for none; empty where there was nothing to draw. */
  readonly costs: readonly number[];
}

function randomControl(samples: readonly Paired[], draws: number, key: string): RandomControl {
  // A sample without draws (failed attack) is a failure of the control in every draw.
  const costs = samples.flatMap(({ costs: own }) => (own.length > 0 ? own : new Array<number>(draws).fill(Infinity)));
  const used = draws === 0 ? [] : samples;
  return {
    draws,
    successRate: shareOf(used.map(({ control, group }) => ({ value: control, group }))),
    difference: meanOf(
      used.map(({ attack, control, group }) => ({ value: attack - control, group })),
      `${key}/diff`,
    ),
    curve: successCurve(draws === 0 ? [] : costs),
  };
}

/** Mean of a number or a truth over draws; 0 without draws. */
function share<Value>(draws: readonly Value[], value: (draw: Value) => number | boolean): number {
  return draws.length === 0 ? 0 : draws.reduce((sum, draw) => sum + Number(value(draw)), 0) / draws.length;
}
