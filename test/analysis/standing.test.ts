import { measureName } from '../../src/analysis/measure';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { compareRuns } from '../../src/analysis/comparison/run-comparison';
import { runWarnings } from '../../src/analysis/comparison/run-warnings';
import {
  isVoid,
  isVoidAttack,
  restricts,
  standingOf,
  voidsOfAttack,
  voidsOfModel,
  yesTo,
} from '../../src/analysis/standing';
import { voidNote } from '../../src/analysis/void-mark';
import { contextOf } from '../../src/report/sections/context';
import { keyNumbersSection } from '../../src/report/sections/key-numbers';
import { decoupling, pgd, syntheticRun, type SyntheticOptions } from './synthetic-run';

/** Of concat the removal alters its input by itself; late has learnt nothing. */
const options: SyntheticOptions = {
  count: 120,
  subjects: ['concat', 'product', 'late'],
  attacks: [decoupling(), pgd([{ image: 0.1 }])],
  accuracy: (subject) => (subject === 'late' ? 0.4 : 1),
  edit: (record, { subject }) =>
    record.kind === 'removal' && subject === 'concat'
      ? { ...record, controls: record.controls && { ...record.controls, noOp: 1 } }
      : record,
};
const input = syntheticRun(options);
const analysis = analyse(input);
const models = analysis.subjects.flatMap((subject) => subject.models);
const [removal, change] = analysis.attacks.map(({ title }) => title);

describe('how far a figure may be used', () => {
  test('is judged alike by what was measured and by what the checks found', () => {
    expect(models.map(isVoid)).toEqual([false, false, true]);
    for (const model of models) {
      const { title } = model;
      expect(voidsOfModel(analysis.flags, title).length > 0, title).toBe(isVoid(model));
      for (const measures of [...model.removals, ...model.perturbations]) {
        const { title: attack } = measures.setting;
        expect(voidsOfAttack(analysis.flags, title, attack).length > 0, `${title}, ${attack}`).toBe(
          isVoidAttack(measures),
        );
        expect(standingOf({ model: title, attack }, analysis.flags) === 'void').toBe(
          isVoid(model) || isVoidAttack(measures),
        );
      }
    }
  });

  test('is void for a model as for all attacks on it, for one attack alone, or merely doubted', () => {
    const of = (model: string, attack: string | null) => standingOf({ model, attack }, analysis.flags);
    expect([of('late', null), of('late', removal), of('late', change)]).toEqual(['void', 'void', 'void']);
    expect([of('concat', null), of('concat', removal)]).toEqual(['sound', 'void']);
    expect(of('concat', change)).not.toBe('void');
    const few = analyse(syntheticRun({ count: 12, subjects: ['concat'], accuracy: () => 1, attacks: [decoupling()] }));
    expect(standingOf({ model: 'concat', attack: few.attacks[0].title }, few.flags)).toBe('doubted');
  });

  test('is void of a run that is incomplete, whatever was measured', () => {
    const { flags } = analyse({ ...syntheticRun({ count: 60, subjects: ['concat'] }), state: 'paused' });
    expect(standingOf({ model: 'concat', attack: null }, flags)).toBe('void');
  });

  test('stands beside the figures of a report: marks, and what they say', () => {
    const section = keyNumbersSection(contextOf({ ...input, analysis, decisions: [] } as never));
    const [table] = section.blocks;
    if (table.kind !== 'table') throw new Error('The key numbers are a table.');
    const marked = table.rows.flatMap((row) =>
      row.kind === 'cells' && row.cells.some(({ text }) => text.endsWith('(void)')) ? [row.cells] : [],
    );
    // Whatever concat shows under the removal, and nothing else.
    expect(marked.map(([{ text }]) => text)).toEqual([
      ...(['success-rate', 'mistake-rate', 'robust-accuracy'] as const).map((kind) => measureName({ kind })),
      ...(['removed-where-broken', 'removed'] as const).flatMap((kind) =>
        ['image', 'text'].map((modality) => measureName({ kind, modality })),
      ),
      measureName({ kind: 'several-needed' }),
    ]);
    for (const cells of marked) {
      expect(cells.map(({ text }) => text.endsWith('(void)'))).toEqual([false, true, false, false]);
    }
    expect(voidNote(models)).toContain(`the figures of ${removal} on concat`);
    expect(table.note).toContain(voidNote(models));
  });

  test('is the same where runs are compared: what is void is neither tested nor corrected for', () => {
    const other = syntheticRun({ ...options, edit: (record) => record, success: () => 0.2 });
    const again = { ...other, run: { ...other.run, id: '01890a5d-ac96-774b-bcce-b302099a8058' } };
    const comparison = compareRuns(input, again);
    const [concat, product] = comparison.models;
    expect(concat.attacks.map(({ voids, p }) => [voids.length, p === null])).toEqual([
      [1, true],
      [0, false],
    ]);
    expect(product.attacks.map(({ voids, p }) => [voids.length, p === null])).toEqual([
      [0, false],
      [0, false],
    ]);
    expect(runWarnings(input, again, comparison)).toContain(
      `VOID: do not use these differences. ${removal} on concat: its path alters the input by itself.`,
    );
  });
});

test('void figures are acknowledged, never accepted, and restrict what a report may be used for', () => {
  const decision = (accepted: boolean) => ({ flag: 'f', accepted, reason: 'Known.' });
  expect([yesTo('void'), yesTo('warning'), yesTo('note')]).toEqual(['acknowledged', 'accepted', 'accepted']);
  expect([restricts('void', decision(true)), restricts('warning', decision(true))]).toEqual([true, false]);
  expect([restricts('warning', undefined), restricts('note', decision(false))]).toEqual([false, true]);
});
