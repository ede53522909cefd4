import { expect, it } from 'vitest';
import type { RowLabel } from '../../../../src/engine/data/importers/mapped/label-reader';
import { SurveyedRows } from '../../../../src/engine/data/importers/mapped/surveyed-rows';
import { heldMemory } from '../../../support/held-memory';

const MEGABYTE = 2 ** 20;

it('rows come back as they were added, those that are left out between them', () => {
  const rows = new SurveyedRows();
  const labels: readonly RowLabel[] = [
    { kind: 'names', names: ['a,b'] },
    { kind: 'names', names: ['a', 'b'] },
    { kind: 'flags', flags: [1, 0] },
    { kind: 'value', value: -0 },
    { kind: 'pixels' },
  ];
  const added = labels.map((label, at) => ({ id: `\u{d800}${String(at)}`, group: 'g', given: 'test' as const, label }));
  rows.leaveOut();
  for (const row of added) {
    expect(rows.add(row)).toBe(row.id);
    rows.leaveOut();
  }
  expect([rows.length, rows.kept]).toEqual([11, 5]);
  expect(added.map((_, kept) => rows.at(kept))).toEqual(added);
  expect(Array.from({ length: 11 }, (_, place) => rows.isKept(place))).toEqual([
    ...[false, true, false, true, false, true, false, true, false, true, false],
  ]);
});

it('what is kept of a row does not hold on to the text that it was cut from', () => {
  const rows = new SurveyedRows();
  const before = heldMemory();
  for (let at = 0; at < 60; at += 1) {
    const text = Buffer.alloc(MEGABYTE, `of piece ${String(at)} the text `).toString('latin1');
    const names = [text.slice(200, 240)];
    rows.add({ id: text.slice(0, 40), group: text.slice(100, 140), given: null, label: { kind: 'names', names } });
  }
  expect(heldMemory() - before).toBeLessThan(10 * MEGABYTE);
  expect(rows.kept).toBe(60);
});
