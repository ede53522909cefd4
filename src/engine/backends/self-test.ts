import { LabError } from '../../shared/errors';
import type { DeviceKind } from '../../shared/device';
import reference from './self-test-reference.json';
import { probeNetwork, type SelfTestNumbers } from './self-test-network';

/**
 * Largest difference allowed, relative to the size of what is compared. float32 in another order of summation gives
 * about 1e-6; a wrong kernel gives 1e-2 and more.
 */
export const TOLERANCE = 1e-4;

/**
 * Computes a small fixed network forward and backward on this thread's backend and compares with numbers stored from
 * the reference backend.
 *
 * @returns the largest relative difference
 * @throws LabError `internal`, naming what differs, when it is above the tolerance
 */
export async function selfTest(device: DeviceKind): Promise<number> {
  const { error, what } = largestDifference(await probeNetwork(), reference);
  if (error <= TOLERANCE) return error;
  throw new LabError(
    'internal',
    `The device ${device} computes wrongly: ${what} differs from its reference by ${error.toPrecision(3)} (allowed: ${TOLERANCE}).`,
    { remedy: 'Use another device (muroan devices lists them), and report the processor and Node version.' },
  );
}

/** Compares group by group; a difference is relative to the group's largest reference number. NaN counts as infinite. */
export function largestDifference(
  numbers: SelfTestNumbers,
  wanted: SelfTestNumbers,
): { readonly error: number; readonly what: string } {
  let worst = { error: 0, what: 'nothing' };
  for (const [what, expected] of Object.entries(wanted)) {
    const actual = what in numbers ? numbers[what] : [];
    const scale = Math.max(...expected.map(Math.abs));
    const differences = expected.map((value, index) => Math.abs(actual[index] - value) / scale);
    const largest = Math.max(0, ...differences.map((difference) => (Number.isNaN(difference) ? Infinity : difference)));
    if (largest > worst.error) worst = { error: largest, what };
  }
  return worst;
}
