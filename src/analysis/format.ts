import type { Estimate } from './statistics/estimate';

/** Rounding is for display only. The sign is a true minus; a missing value is an en dash. */
const missing = '–';

/** Share in [0, 1] → `94.2 %`, `0.13 %`; more digits where the number is small. */
export function percent(share: number | null): string {
  return share === null ? missing : `${percentNumber(share)}\u00a0%`;
}

/**
 * As `percent`, for a number in a column: a digit behind the point even of 0 and 100, so that points stand below each
 * other. What is smaller than 1 % keeps its digits, or removals of little would look alike.
 */
export function percentInColumn(share: number | null): string {
  return share === null ? missing : `${percentNumberInColumn(share)}\u00a0%`;
}

/** As `percentInColumn`, without the sign. */
export function percentNumberInColumn(share: number | null): string {
  const text = percentNumber(share);
  return text === '100' || text === '0' ? `${text}.0` : text;
}

/** As `percent`, without the sign. */
export function percentNumber(share: number | null): string {
  if (share === null) return missing;
  const value = share * 100;
  const size = Math.abs(value);
  const digits = size >= 1 || size === 0 ? 1 : size >= 0.1 ? 2 : 3;
  const text = value.toFixed(digits);
  // A share that rounds to 100 or 0 without being it must not look as if it were.
  if (size < 100 && Number(text) === 100) return '99.9+';
  if (size > 0 && Number(text) === 0) return '<0.001';
  return minus(text === '100.0' ? '100' : text === '0.0' ? '0' : text);
}

/** `94.2 % [91.8, 95.9]`. */
export function percentEstimate(estimate: Estimate): string {
  return estimate.value === null
    ? missing
    : `${percent(estimate.value)} ${interval(estimate, percentNumber)}`.trimEnd();
}

/** A difference of shares in percentage points: `+3.2 points [1.0, 5.4]`. */
export function pointsEstimate(estimate: Estimate): string {
  return estimate.value === null
    ? missing
    : `${signedPoints(estimate.value)} points ${interval(estimate, signedPoints)}`.trimEnd();
}

/** What is lost, in percentage points: `40.2 points [35.1, 44.9]`; a minus where something is won. */
export function lossEstimate(estimate: Estimate): string {
  return estimate.value === null ? missing : `${loss(estimate.value)} points ${interval(estimate, loss)}`.trimEnd();
}

/** As `signedPoints`, without a plus. */
export function loss(difference: number | null): string {
  return signedPoints(difference).replace(/^\+/u, '');
}

export function signedPoints(difference: number | null): string {
  if (difference === null) return missing;
  const text = (difference * 100).toFixed(1);
  if (Number(text) === 0) return '0.0';
  return difference > 0 ? `+${text}` : minus(text);
}

export function interval(estimate: Estimate, show: (value: number | null) => string): string {
  if (estimate.method === 'none' && estimate.value !== null) return '[n too small]';
  return estimate.low === null || estimate.high === null ? '' : `[${show(estimate.low)}, ${show(estimate.high)}]`;
}

/** A number with up to three significant digits, thousands separated: `1,364`, `0.137`. */
export function decimal(value: number | null): string {
  if (value === null) return missing;
  if (Math.abs(value) >= 1000)
    return minus(
      Math.round(value)
        .toString()
        .replace(/\B(?=(\d{3})+$)/g, ','),
    );
  return minus(String(Number(value.toPrecision(3))));
}

/** A ratio around 1, to two places: `2.04`. */
export function ratio(value: number | null): string {
  return value === null ? missing : value.toFixed(2);
}

/** A score of robustness under noise, to three places as such scores are published: `0.137`, `−0.040`. */
export function score(value: number | null): string {
  if (value === null) return missing;
  const text = value.toFixed(3);
  return minus(Number(text) === 0 ? '0.000' : text);
}

export function pValue(p: number | null): string {
  if (p === null) return missing;
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** `1 sample`, `2 samples`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${decimal(count)} ${count === 1 ? noun : plural}`;
}

/** An ISO time as `2026-01-05 10:03:20`, in UTC, so that logs of different machines compare. */
export function utcTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

function minus(text: string): string {
  return text.replace('-', '−');
}
