/** All who take part in one attack, in turns; held to have done the same; ranked. */
import { wilson } from '../../../src/analysis/statistics/estimate';
import { median, quotients, rounded, spread } from '../spread';
import type { Arm, AttackName, Result, Setting } from './arms';

export interface Contest {
  readonly title: string;
  readonly attack: AttackName;
  readonly arms: readonly Arm[];
  /** How many times the images a second of the fastest peer. */
  readonly targets: Readonly<Record<'native' | 'wasm', number>>;
  /** Largest share of samples in which two may differ; null where each draws its own random numbers. */
  readonly disagreement: number | null;
}

interface Measured {
  readonly arm: Arm;
  readonly imagesPerSecond: readonly number[];
  readonly held: readonly boolean[];
}

/** @throws Error when two of them have not done the same */
export async function compete(contest: Contest, setting: Setting, rounds: number): Promise<readonly object[]> {
  const measured = await inTurns(contest, setting, rounds);
  const peers = measured.filter(({ arm }) => arm.side === 'peer');
  const fastest = peers.reduce((best, peer) =>
    median(peer.imagesPerSecond) > median(best.imagesPerSecond) ? peer : best,
  );
  refuseUnequal(contest, measured, fastest);
  return measured.map(({ arm, imagesPerSecond, held }) => {
    const count = held.filter(Boolean).length;
    const [low, high] = wilson(count, held.length);
    const percent = (share: number): number => rounded(100 * share, 1);
    return {
      who: arm.title,
      'images per second': spread(imagesPerSecond),
      'times the fastest peer': spread(quotients(imagesPerSecond, fastest.imagesPerSecond)),
      target: arm.side === 'peer' ? '' : contest.targets[arm.side],
      'robust accuracy, %': `${percent(count / held.length)} [${percent(low)}, ${percent(high)}]`,
      'labels unlike the fastest peer’s, %': percent(disagreementOf(held, fastest.held)),
    };
  });
}

/** One after the other in every round; the first round warms up compilers and caches, and is not counted. */
async function inTurns({ attack, arms }: Contest, setting: Setting, rounds: number): Promise<readonly Measured[]> {
  const results = arms.map((): Result[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, arm] of arms.entries()) {
      const result = await arm.run(attack, setting, 0);
      refuseTooFar(arm, result, setting);
      if (round > 0) results[index].push(result);
    }
  }
  return arms.map((arm, index) => ({
    arm,
    imagesPerSecond: results[index].map(({ seconds }) => setting.rows.length / seconds),
    held: results[index][0].held,
  }));
}

/** A float32 sum of a pixel and a change of it is off by so much. */
const ROUNDING = 1e-6;

function refuseTooFar({ title }: Arm, { held, largest }: Result, { rows, epsilon }: Setting): void {
  if (held.length !== rows.length) throw new Error(`${title} attacked ${held.length} of ${rows.length} samples.`);
  if (largest > epsilon + ROUNDING) throw new Error(`${title} changed a pixel by ${largest}; allowed: ${epsilon}.`);
}

function refuseUnequal({ title, disagreement }: Contest, measured: readonly Measured[], fastest: Measured): void {
  const interval = (held: readonly boolean[]): readonly [number, number] =>
    wilson(held.filter(Boolean).length, held.length);
  const [low, high] = interval(fastest.held);
  for (const { arm, held } of measured) {
    const [ownLow, ownHigh] = interval(held);
    if (ownLow > high || ownHigh < low) {
      throw new Error(`${title}: robust accuracy of ${arm.title} and ${fastest.arm.title} disagree.`);
    }
    const differ = disagreementOf(held, fastest.held);
    if (disagreement !== null && differ > disagreement) {
      throw new Error(`${title}: ${arm.title} and ${fastest.arm.title} differ in ${rounded(100 * differ, 1)} %.`);
    }
  }
}

function disagreementOf(held: readonly boolean[], others: readonly boolean[]): number {
  return held.filter((stands, index) => stands !== others[index]).length / held.length;
}
