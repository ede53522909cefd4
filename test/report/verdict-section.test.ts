import { expect, test } from 'vitest';
import { contextOf } from '../../src/report/sections/context';
import { readingItems, verdictBlocks } from '../../src/report/sections/verdict';
import { decoupling, syntheticRun } from '../analysis/synthetic-run';
import { documentOf, reportOf } from './synthetic-report';

const run = syntheticRun({
  count: 20,
  attacks: [decoupling()],
  plan: { requirements: [{ measure: 'robust-accuracy', attack: 0, comparison: 'at-least', threshold: 0.5 }] },
});
const attackedLast = run.run.expansion.cells.findLast((cell) => cell.kind === 'attack');
const lastModel = attackedLast?.model;

/** Badges of the models, then labels and sentences of the requirements. */
function saidOf(state: typeof run.state, records = run.records) {
  const blocks = verdictBlocks(contextOf(reportOf({ ...run, state, records })), []);
  return blocks.flatMap((block) => {
    if (block.kind === 'verdict') return block.models.map(({ badge }) => badge);
    if (block.kind !== 'notices') return [];
    return block.notices.map(({ label, findings, advice }) => `${label}: ${findings[0].text} ${advice}`.trim());
  });
}

test('both counts of a removal stand on the line of its requirement, complete or not', () => {
  for (const state of ['finished', 'running'] as const) {
    const answers = saidOf(state).filter((text) => text.includes(': measured '));
    expect(answers.length).toBeGreaterThan(0);
    for (const text of answers) {
      expect(text).toMatch(/measured \d.*\u00a0%.*; counting mistakes only, \d.*\u00a0%/u);
      expect(text).toContain('it may be right where the deciding evidence is gone');
    }
  }
});

test('what was computed of a model by half is inconclusive so far, and says so', () => {
  const half = run.records.filter(({ cell, row }) => !cell.startsWith('attack-') || row % 2 === 0);
  const said = saidOf('running', half).filter((text) => text.includes(': measured '));
  expect(said.length).toBeGreaterThan(0);
  for (const text of said) {
    expect(text).toMatch(/^inconclusive: /u);
    expect(text).toContain('The run is not complete');
  }
});

test('what an incomplete run has not reached is not computed yet, neither spared nor inconclusive', () => {
  const cells = new Set(
    run.run.expansion.cells.flatMap((cell) => (cell.kind === 'attack' && cell.model === lastModel ? [cell.id] : [])),
  );
  const some = run.records.filter(({ cell }) => !cells.has(cell));
  expect(some.length).toBeLessThan(run.records.length);
  const said = saidOf('running', some);
  expect(said).toContain('not computed yet');
  expect(said.filter((text) => /^not computed yet: .*at 95 % confidence\.$/u.test(text))).toHaveLength(1);
  expect(said).not.toContain('not attacked');
  expect(said.join(' ')).not.toMatch(/measured –/u);
  expect(saidOf('finished').join(' ')).not.toContain('not computed yet');
});

test('the cover says that what an incomplete run leaves inconclusive is so for now', () => {
  const half = run.records.filter(({ cell, row }) => !cell.startsWith('attack-') || row % 2 === 0);
  const coverOf = (input: typeof run): string => JSON.stringify(documentOf(reportOf(input)).cover);
  expect(coverOf({ ...run, state: 'running', records: half })).toContain('"2 inconclusive so far"');
  expect(coverOf(run)).not.toContain('so far');
});

test('badges that judge a model are explained wherever they are shown, in the window as in the report', () => {
  const context = contextOf(reportOf(syntheticRun({ count: 80, attacks: [decoupling()] })));
  const told = readingItems(context).join(' ').toLowerCase();
  const badges = verdictBlocks(context, []).flatMap((block) =>
    block.kind === 'verdict' ? block.models.map(({ badge }) => badge) : [],
  );
  expect(badges.length).toBeGreaterThan(0);
  for (const badge of badges) expect(told).toContain(badge.split(' ').slice(0, 2).join(' '));
});
