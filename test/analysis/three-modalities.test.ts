/** That what answers “is the fusion a liability” is there for any number of modalities, wherever a run is looked at. */
import { describe, expect, test } from 'vitest';
import { analysed } from '../../src/analysis/analysed-run';
import { figuresOf } from '../../src/analysis/figures';
import { measureName } from '../../src/analysis/measure';
import { shortAnswers } from '../../src/analysis/verdict/short-answers';
import { points, share } from '../../src/report/cell-text';
import { contextOf } from '../../src/report/sections/context';
import { keyNumbersSection } from '../../src/report/sections/key-numbers';
import { headlineTable } from '../../src/renderer/compare/headline-table';
import { decoupling, editRemovals, pgd, syntheticRun, type SyntheticOptions } from './synthetic-run';

const modalities = ['image', 'text', 'depth'];
const alone: Readonly<Record<string, number>> = { image: 0.7, text: 0.6, depth: 0.8 };
const options: SyntheticOptions = {
  count: 120,
  depth: true,
  subjects: ['concat'],
  attacks: [decoupling(modalities), ...modalities.map((id) => decoupling([id])), pgd([{ depth: 0.1 }])],
  success: () => 0.5,
  unimodal: (modality) => alone[modality],
  // Some successes need all three, whatever is drawn.
  edit: editRemovals((r) => ({
    ...r,
    found: r.found && r.row % 4 === 0 ? { ...r.found, necessary: modalities } : r.found,
  })),
};
const input = syntheticRun(options);
const run = analysed(input);
const { analysis } = run;
const [model] = analysis.subjects[0].models;

describe('three modalities', () => {
  test('each attacked one stands beside the best model that never sees it', () => {
    const sources = model.singleSource.flatMap((family) => family.sources);
    const removals = sources.filter(({ setting }) => setting.kind === 'removal');
    expect(removals.map(({ modality, without }) => [modality, without?.modality])).toEqual([
      ['image', 'depth'],
      ['text', 'depth'],
      ['depth', 'image'],
    ]);
    for (const { accuracy, without, gap } of sources) {
      expect(gap?.value).toBeCloseTo(accuracy.value! - without!.accuracy.value!, 10);
    }
  });

  test('the cross-modal share counts successes that need two of them or all', () => {
    const [{ setting, crossModalShare }] = model.removals;
    expect(setting.modalities).toEqual(modalities);
    const found = input.records.flatMap((record) =>
      record.kind === 'removal' && record.cell === model.removals[0].cell && record.found !== null
        ? [record.found]
        : [],
    );
    expect(found.some(({ necessary }) => necessary.length === 3)).toBe(true);
    expect(crossModalShare.hits).toBe(found.filter(({ necessary }) => necessary.length > 1).length);
  });

  test('both are headline figures: in the key numbers, the first answers, Trend and Compare', () => {
    const [table] = keyNumbersSection(contextOf({ ...input, analysis, decisions: [] } as never)).blocks;
    if (table.kind !== 'table') throw new Error('The key numbers are a table.');
    const shown = table.rows.flatMap((row) => (row.kind === 'cells' ? [row.cells] : []));
    const figures = figuresOf(analysis);
    const gaps = figures.filter(({ measure }) => measure.kind === 'single-source-gap');
    expect(gaps).toHaveLength(4);
    for (const { under, estimate } of gaps) {
      const row = shown.find(([{ text }]) => text.endsWith(` attacked: ${under?.title ?? ''}`));
      expect(row?.[1]).toEqual(points(estimate));
    }
    const [several] = figures.filter(({ measure }) => measure.kind === 'several-needed');
    expect(shown.find(([{ text }]) => text === measureName({ kind: 'several-needed' }))?.[1]).toEqual(
      share(several.estimate),
    );
    const questions = shortAnswers(analysis).map(({ question }) => question);
    expect(questions).toContain('Cross-modal share of the successes');
    expect(questions).toContain('Fusion or one input, under attack');
    const compared = headlineTable([
      { run, name: 'first' },
      { run: analysed(syntheticRun({ ...options, attacks: [decoupling(modalities)] })), name: 'second' },
    ]);
    const rows = compared?.rows.flatMap((row) => (row.kind === 'cells' ? [row.cells] : [])) ?? [];
    expect(rows).toHaveLength(gaps.length + 1);
    const [name, first, second] = rows.find(([{ text }]) => text.startsWith(measureName({ kind: 'several-needed' })))!;
    expect(name.text).toContain(several.under?.title);
    expect([first, second]).toEqual([share(several.estimate), share(several.estimate)]);
    expect(rows.filter(([, , other]) => other.text === '–')).toHaveLength(gaps.length);
  });
});

test('where the task needs every input, no gap is a headline, and Compare says nothing of it', () => {
  const needed = analysed(
    syntheticRun({ count: 80, subjects: ['concat'], attacks: [decoupling(['image'])], unimodal: () => 0.5 }),
  );
  expect(headlineTable([{ run: needed, name: 'one' }])).toBeNull();
});
