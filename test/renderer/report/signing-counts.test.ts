import { expect, it } from 'vitest';
import { signingCounts } from '../../../src/renderer/report/signing-counts';
import { texts } from '../../../src/renderer/texts/catalogue';
import type { FlagDecision } from '../../../src/shared/reports/report-wishes';

const words = texts.report.unsigned;
const decided = (reason: string): readonly FlagDecision[] => [{ flag: 'a', accepted: true, reason }];

it('tells what lacks a reason only from what nobody has answered', () => {
  const counts = signingCounts([
    { key: 'a', level: 'warning', decisions: decided('') },
    { key: 'a', level: 'warning', decisions: decided('It is small.') },
    { key: 'a', level: 'warning', decisions: [] },
    // A note that is accepted needs none.
    { key: 'a', level: 'note', decisions: decided('') },
  ]);
  expect(counts).toEqual({ all: 4, open: 2, refused: 0, noReason: 1 });
});

it('says so in one line', () => {
  expect(words.noReason(5)).toBe('5 decisions lack a reason');
  expect(words.noReason(1)).toBe('1 decision lacks a reason');
});
