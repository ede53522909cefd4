import { describe, expect, it } from 'vitest';
import {
  countOf,
  decimal,
  percent,
  percentEstimate,
  percentInColumn,
  percentNumberInColumn,
  score,
  utcTime,
} from '../../src/analysis/format';
import { bytes, duration, durationLeft } from '../../src/analysis/quantities';
import { rateOfCounts } from '../../src/analysis/statistics/estimate';

describe('quantities', () => {
  it.each<readonly [string, string]>([
    [percent(0.9421), '94.2\u00a0%'],
    [percent(null), '–'],
    [percent(1), '100\u00a0%'],
    [percentInColumn(1), '100.0\u00a0%'],
    [percentInColumn(0), '0.0\u00a0%'],
    [percentInColumn(0.9421), '94.2\u00a0%'],
    [percentInColumn(0.0013), '0.13\u00a0%'],
    [percentInColumn(null), '–'],
    [percentNumberInColumn(0.9999), '99.9+'],
    [score(0.9), '0.900'],
    [score(-0.04), '−0.040'],
    [score(-0.0001), '0.000'],
    [score(null), '–'],
    [percentEstimate(rateOfCounts(940, 1000)), '94.0\u00a0% [92.4, 95.3]'],
    [percentEstimate(rateOfCounts(0, 0)), '–'],
    [duration(0.44), '0.4 s'],
    [duration(9.96), '10 s'],
    [duration(185), '3 min 05 s'],
    [duration(3599.7), '1 h 00 min'],
    [duration(7800), '2 h 10 min'],
    // An estimate of what is left has no tenths, and is never nothing.
    [durationLeft(0.2), '1 s'],
    [durationLeft(8.43), '8 s'],
    [durationLeft(9.6), '10 s'],
    [durationLeft(184.6), '3 min 05 s'],
    [decimal(1234567), '1,234,567'],
    [countOf(1, 'query', 'queries'), '1 query'],
    [countOf(2, 'query', 'queries'), '2 queries'],
    [bytes(999), '999 B'],
    [bytes(1_400_000_000), '1.4 GB'],
    [utcTime('2026-03-01T14:05:09.123Z'), '2026-03-01 14:05:09'],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected);
  });
});
