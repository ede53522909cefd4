import { describe, expect, it } from 'vitest';
import { jointLead, jointSlopes, type JointLead } from '../../../../src/analysis/certificates/crmt/joint-head';
import {
  leadsOf,
  rivalsOf,
  runnerUp,
  slopesOf,
  totalOf,
  type ByClass,
  type Integrated,
} from '../../../../src/analysis/certificates/crmt/leads';
import { isKept, radiiOf } from '../../../../src/analysis/certificates/crmt/radius';
import { generatorFor } from '../../../../src/analysis/statistics/generator';

const CLASSES = 4;
const WIDTHS = [5, 3];

type Draw = () => number;
const drawn = (seed: string): Draw => {
  const uniform = generatorFor(seed);
  return () => 2 * uniform() - 1;
};
const row = (draw: Draw, count: number): number[] => Array.from({ length: count }, draw);
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** One linear head over the encodings of all modalities: h_k = Σ_m W_k^(m) · φ^(m) + b_k. */
interface JointHead {
  /** [M][K][D]. */
  readonly kernels: readonly (readonly (readonly number[])[])[];
  readonly biases: readonly number[];
}

function jointLeads(
  { kernels, biases }: JointHead,
  x: readonly (readonly number[])[],
  label: number,
): readonly JointLead[] {
  return rivalsOf(label, biases.length).map((rival) => {
    const apart = kernels.map((rows) => rows[label].map((value, d) => value - rows[rival][d]));
    const shares = apart.map((direction, m) => dot(direction, x[m]));
    const lead = { rival, shares, bias: biases[label] - biases[rival] };
    return jointLead(
      lead,
      apart.map((direction) => Math.hypot(...direction)),
    );
  });
}

describe('a joint head', () => {
  const head: JointHead = {
    kernels: [
      [
        [3, 4],
        [0, 0],
      ],
      [
        [0, 1],
        [0, 0],
      ],
    ],
    biases: [0.5, 0],
  };

  it('has margins to its own boundary per modality, weighed by the length of what divides the classes', () => {
    const [lead] = jointLeads(
      head,
      [
        [1, 1],
        [9, -2],
      ],
      0,
    );
    expect(lead).toEqual({ rival: 1, shares: [7, -2], margins: [7 / 5, -2], factors: [5, 1], bias: 0.5 });
    expect(totalOf(lead)).toBe(5.5);
    expect(jointSlopes(lead, [0.2, 3])).toEqual([1, 3]);
    // Bound B1: 5.5 / √((5 · 0.2)² + (1 · 3)²), and for one modality alone.
    const { joint, alone } = radiiOf([lead], () => jointSlopes(lead, [0.2, 3]));
    expect(joint).toEqual({ radius: 5.5 / Math.sqrt(10), rival: 1 });
    expect(alone.map(({ radius }) => radius)).toEqual([5.5, 5.5 / 3]);
  });

  it('over linear encoders has the exact distance to its nearest boundary as its radius', () => {
    const draw = drawn('b1');
    for (let trial = 0; trial < 50; trial += 1) {
      const random: JointHead = {
        kernels: WIDTHS.map((width) => Array.from({ length: CLASSES }, () => row(draw, width))),
        biases: row(draw, CLASSES),
      };
      const x = WIDTHS.map((width) => row(draw, width));
      const logits = random.biases.map(
        (bias, k) => bias + random.kernels.reduce((sum, w, m) => sum + dot(w[k], x[m]), 0),
      );
      const label = logits.indexOf(Math.max(...logits));
      const leads = jointLeads(random, x, label);
      const { joint } = radiiOf(leads, (rival) =>
        jointSlopes(
          leads.find((lead) => lead.rival === rival)!,
          [1, 1],
        ),
      );
      const distances = logits.flatMap((logit, k) => {
        if (k === label) return [];
        const gap = random.kernels.flatMap((w) => w[label].map((value, d) => value - w[k][d]));
        return [(logits[label] - logit) / Math.hypot(...gap)];
      });
      expect(joint.radius).toBeCloseTo(Math.min(...distances), 10);
    }
  });
});

describe('an orthogonal classifier', () => {
  const sample: Integrated = {
    scores: [
      [4, 1, 3],
      [1, 2, 0],
    ],
    weights: [
      [1, 2, 0.5],
      [0.5, 0.25, 1],
    ],
    biases: [0, 0.5, 0.25],
  };
  const constants: ByClass = [
    [1, 0.25, 4],
    [2, 4, 1],
  ];

  it('leads by what its modalities add, and its bias', () => {
    expect(leadsOf(sample, 0)).toEqual([
      { rival: 1, shares: [2, 0], bias: -0.5 },
      { rival: 2, shares: [2.5, 0.5], bias: -0.25 },
    ]);
    expect(runnerUp(leadsOf(sample, 0)).rival).toBe(1);
  });

  it('is as far from a change as bound B2 says of its nearest rival, which need not be the runner-up', () => {
    const slopesFor = (rival: number): readonly number[] => slopesOf(sample, constants, 0, rival);
    // Rival 1: 1.5 / √((1 + 0.5)² + (1 + 1)²) = 0.6; rival 2: 2.75 / √((1 + 2)² + (1 + 1)²) = 0.763.
    const { joint, alone } = radiiOf(leadsOf(sample, 0), slopesFor);
    expect(joint).toEqual({ radius: expect.closeTo(0.6, 12) as number, rival: 1 });
    // Of the image alone class 2 is nearer, at 2.75 / 3, than class 1 at 1.5 / 1.5.
    expect(alone).toEqual([
      { radius: expect.closeTo(2.75 / 3, 12) as number, rival: 2 },
      { radius: 0.75, rival: 1 },
    ]);
  });

  it('takes the amount of a weight below zero, which would otherwise count for the bound', () => {
    const turned = { ...sample, weights: [[1, -2, 0.5], sample.weights[1]] };
    expect(slopesOf(turned, constants, 0, 1)).toEqual(slopesOf(sample, constants, 0, 1));
  });

  it('has no radius where the label does not lead, and any where nothing can be changed', () => {
    const slopesFor = (): readonly number[] => [1, 0];
    expect(radiiOf(leadsOf(sample, 1), slopesFor).joint.radius).toBe(0);
    expect(radiiOf(leadsOf(sample, 0), slopesFor).alone[1].radius).toBe(Infinity);
  });

  it('keeps its decision under sizes that together cost less than every lead', () => {
    const slopesFor = (rival: number): readonly number[] => slopesOf(sample, constants, 0, rival);
    // Rival 1 takes 1.5 x + 2 y of 1.5; rival 2 takes 3 x + 2 y of 2.75.
    expect(isKept(leadsOf(sample, 0), slopesFor, [0.5, 0.37])).toBe(true);
    expect(isKept(leadsOf(sample, 0), slopesFor, [0.5, 0.38])).toBe(false);
    expect(isKept(leadsOf(sample, 0), slopesFor, [0.91, 0])).toBe(true);
    expect(isKept(leadsOf(sample, 0), slopesFor, [0.92, 0])).toBe(false);
  });
});

/** Rows that are orthonormal, by Gram and Schmidt. */
function orthonormal(draw: Draw, count: number, width: number): readonly (readonly number[])[] {
  const rows: number[][] = [];
  while (rows.length < count) {
    let next = row(draw, width);
    for (const earlier of [...rows, ...rows]) next = next.map((value, d) => value - dot(next, earlier) * earlier[d]);
    const length = Math.hypot(...next);
    rows.push(next.map((value) => value / length));
  }
  return rows;
}

it('no change of linear encoders within the radius alters the decision, the shortest one included', () => {
  const draw = drawn('b2');
  const widths = [6, 5];
  let tightest = 0;
  for (let trial = 0; trial < 200; trial += 1) {
    // s = W x with orthonormal rows: every score has the slope 1.
    const kernels = widths.map((width) => orthonormal(draw, CLASSES, width));
    const x = widths.map((width) => row(draw, width));
    const weights = widths.map(() => row(draw, CLASSES));
    const biases = row(draw, CLASSES).map((value) => value / 4);
    const scoresAt = (point: readonly (readonly number[])[]): ByClass =>
      kernels.map((rows, m) => rows.map((own) => dot(own, point[m])));
    const logitsAt = (point: readonly (readonly number[])[]): readonly number[] =>
      scoresAt(point).reduce<readonly number[]>((sum, own, m) => sum.map((h, k) => h + weights[m][k] * own[k]), biases);
    const logits = logitsAt(x);
    const label = logits.indexOf(Math.max(...logits));
    const sample = { scores: scoresAt(x), weights, biases };
    const ones = widths.map(() => row(() => 1, CLASSES));
    const { joint } = radiiOf(leadsOf(sample, label), (rival) => slopesOf(sample, ones, label, rival));
    const exact = logits.flatMap((logit, k) => {
      if (k === label) return [];
      const direction = kernels.map((rows, m) =>
        rows[k].map((value, d) => weights[m][k] * value - weights[m][label] * rows[label][d]),
      );
      const length = Math.hypot(...direction.flat());
      const distance = (logits[label] - logit) / length;
      // The shortest change, a hair longer than needed, does alter it: the distance is one.
      const moved = logitsAt(
        x.map((own, m) => own.map((value, d) => value + (direction[m][d] / length) * distance * (1 + 1e-9))),
      );
      expect(moved[label]).toBeLessThan(moved[k]);
      return [distance];
    });
    expect(joint.radius).toBeLessThanOrEqual(Math.min(...exact) * (1 + 1e-12));
    tightest = Math.max(tightest, joint.radius / Math.min(...exact));
  }
  // |a_y| + |a_j| against √(a_y² + a_j²): looser by √2 at most, and not by more than that on the whole.
  expect(tightest).toBeGreaterThan(1 / Math.SQRT2);
});
