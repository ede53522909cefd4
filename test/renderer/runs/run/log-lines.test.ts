import { expect, it } from 'vitest';
import { asText, logLines, passes } from '../../../../src/renderer/runs/run/log-lines';
import { withLines } from '../../../../src/renderer/runs/run/use-run-log';
import type { RunEvent } from '../../../../src/shared/runs/run';
import { mostLogLines, type RunLogLine } from '../../../../src/shared/runs/run-log';

const event = (second: number, name: RunEvent['event'], note: string | null = null): RunEvent => ({
  at: `2026-01-02T03:04:0${String(second)}.000Z`,
  event: name,
  appVersion: '1.0.0',
  device: name === 'created' ? null : 'wasm',
  hardware: name === 'created' ? null : 'a processor',
  note,
});
const line = (second: number, text: string, level: RunLogLine['level'] = 'info'): RunLogLine => ({
  at: `2026-01-02T03:04:0${String(second)}.000Z`,
  level,
  text,
});

it('puts what happened and what was logged in one order, with the device and its changes', () => {
  const events = [
    event(0, 'created'),
    event(1, 'started'),
    event(3, 'paused'),
    event(5, 'resumed', 'Goes on on b after a.'),
  ];
  const lines = logLines(events, [line(2, 'PGD begins.'), line(4, 'A worker was replaced.', 'warning')]);
  expect(asText(lines).split('\n')).toEqual([
    '2026-01-02 03:04:00 UTC info Run created.',
    '2026-01-02 03:04:01 UTC info Run started on wasm, a processor.',
    '2026-01-02 03:04:02 UTC info PGD begins.',
    '2026-01-02 03:04:03 UTC info Run paused on wasm, a processor.',
    '2026-01-02 03:04:04 UTC warning A worker was replaced.',
    '2026-01-02 03:04:05 UTC warning Run resumed on wasm, a processor. Goes on on b after a.',
  ]);
});

it('an end that failed is an error, and says why', () => {
  const [end] = logLines([event(0, 'failed', 'The disk is full.')], []);
  expect(end).toMatchObject({ level: 'error', text: 'Run failed on wasm, a processor. The disk is full.' });
});

it('filters by level', () => {
  const levels = ['info', 'warning', 'error'] as const;
  expect(levels.filter((level) => passes('all', level))).toEqual(levels);
  expect(levels.filter((level) => passes('warnings', level))).toEqual(['warning', 'error']);
  expect(levels.filter((level) => passes('errors', level))).toEqual(['error']);
});

it('holds no more than the last lines, and counts those let go', () => {
  const many = Array.from({ length: mostLogLines }, (_, index) => line(0, String(index)));
  const log = withLines(withLines({ lines: [], omitted: 0, failed: true }, many, 5), [line(1, 'last')], 2);
  expect(log.lines).toHaveLength(mostLogLines);
  expect(log.lines[0].text).toBe('1');
  expect(log.lines.at(-1)?.text).toBe('last');
  expect(log).toMatchObject({ omitted: 8, failed: false });
});
