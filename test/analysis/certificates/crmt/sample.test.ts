import { describe, expect, it } from 'vitest';
import {
  closestMargins,
  keeps,
  radiiIn,
  sampleBounds,
  type Led,
} from '../../../../src/analysis/certificates/crmt/sample';
import { roundings } from '../../../../src/shared/float32';
import type { Integration } from '../../../../src/shared/training/integration';

const ids = ['image', 'text'];
/** Weights of both signs: B2 takes their amounts. */
const integration: Integration = {
  weights: { image: [3, -4, 0], text: [1, 1, -1] },
  biases: [0.5, 0, 0],
  slopes: { image: [1, 0.5, 2], text: [0.2, 0.1, 0.3] },
  samples: 10,
  bounds: { image: 2, text: 1 },
  secondStep: null,
};
const exact = { rounding: 0, growth: 0 };
const record: Led = {
  label: 0,
  parts: { image: [4, 1, 0], text: [1, 0, 0.5] },
  proof: { image: { bound: 2, ...exact }, text: { bound: 1, ...exact } },
};

describe('what is estimated', () => {
  const { estimated } = sampleBounds(record, integration, ids);

  it('is bound B2 over all rivals, with the amounts of the weights', () => {
    expect(estimated.leads).toEqual([
      { rival: 1, shares: [3, 1], bias: 0.5 },
      { rival: 2, shares: [4, 0.5], bias: 0.5 },
    ]);
    expect(estimated.slopesFor(1)).toEqual([3 * 1 + 4 * 0.5, 0.2 + 0.1]);
    const { joint, alone } = radiiIn(estimated);
    // The runner-up is class 1, by 4.5; class 2 leads less far behind than it is slow.
    expect(joint.radius).toBeCloseTo(4.5 / Math.hypot(5, 0.3), 10);
    expect(joint.rival).toBe(1);
    expect(alone[1]).toEqual({ radius: 5 / 0.5, rival: 2 });
  });
});

describe('of one linear head over all inputs', () => {
  const pairs = (label: number, values: readonly number[]): number[][] =>
    [0, 1, 2].map((y) => [0, 1, 2].map((j) => (y === label ? values[j] : 0)));
  const joint: Integration = {
    ...integration,
    joint: {
      factors: { image: pairs(0, [0, 6, 8]), text: pairs(0, [0, 2, 1]) },
      slopes: { image: pairs(0, [0, 0.5, 0.25]), text: pairs(0, [0, 0.1, 0.2]) },
    },
  };
  const { estimated, proven } = sampleBounds(record, joint, ids);

  it('the estimate is bound B1: by the slopes of the margins, and what a unit of them counts', () => {
    expect(estimated.slopesFor(1)).toEqual([6 * 0.5, 2 * 0.1]);
    expect(radiiIn(estimated).joint.radius).toBeCloseTo(4.5 / Math.hypot(3, 0.2), 10);
  });

  it('the proof is what it was: nothing of an estimate is in it', () => {
    const without = sampleBounds(record, integration, ids).proven;
    expect(radiiIn(proven!)).toEqual(radiiIn(without!));
  });

  it('the lead over the closest rival is taken apart into margins and factors', () => {
    expect(closestMargins(estimated, joint, 0, ids)).toEqual({
      rival: 1,
      shares: [3, 1],
      bias: 0.5,
      margins: [0.5, 0.5],
      factors: [6, 2],
    });
    expect(closestMargins(estimated, integration, 0, ids)).toBeNull();
  });
});

describe('what is proven', () => {
  it('takes all scores of a modality together: ‖(a_y, a_j)‖ times their bound', () => {
    const { proven } = sampleBounds(record, integration, ids);
    expect(proven!.slopesFor(1)[0]).toBeCloseTo(5 * 2, 6);
    expect(proven!.slopesFor(2)[1]).toBeCloseTo(Math.SQRT2, 6);
    const { joint } = radiiIn(proven!);
    const closed = 4.5 / Math.hypot(10, Math.SQRT2);
    expect(joint.radius).toBeLessThan(closed);
    expect(joint.radius).toBeCloseTo(closed, 5);
    expect(keeps(proven!, [0.4, 0.2])).toBe(true);
    expect(keeps(proven!, [0.45, 0.2])).toBe(false);
  });

  it('takes the roundings at both ends from the lead, and their growth to the slopes', () => {
    const off = { bound: 2, rounding: 0.1, growth: 0.5 };
    const { proven } = sampleBounds(
      { ...record, proof: { image: off, text: { bound: 1, ...exact } } },
      integration,
      ids,
    );
    const [lead] = proven!.leads;
    expect(lead.bias).toBeCloseTo(0.5 - 2 * (5 * 0.1 + roundings(3) * 0.5), 8);
    expect(proven!.slopesFor(1)[0]).toBeCloseTo(5 * 2.5, 6);
  });

  it('is nothing where the lead is less than the roundings, and where no bound is known', () => {
    const parts = { image: [0, 0, 0], text: [0, 0, 0] };
    const near: Led = { ...record, parts, proof: { ...record.proof!, image: { bound: 2, rounding: 0.2, growth: 0 } } };
    const { proven, estimated } = sampleBounds(near, integration, ids);
    expect(radiiIn(estimated).joint.radius).toBeGreaterThan(0);
    expect(radiiIn(proven!).joint.radius).toBe(0);
    expect(sampleBounds({ ...record, proof: null }, integration, ids).proven).toBeNull();
  });

  it('is nothing of a wrong answer', () => {
    const { proven, estimated } = sampleBounds({ ...record, label: 2 }, integration, ids);
    expect([radiiIn(proven!).joint.radius, radiiIn(estimated).joint.radius]).toEqual([0, 0]);
  });
});
