import { expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { measureName } from '../../src/analysis/measure';
import type { Table } from '../../src/report/document';
import { contextOf } from '../../src/report/sections/context';
import { keyNumbersSection } from '../../src/report/sections/key-numbers';
import { importedRecipe } from '../../src/shared/recipe/recipe';
import { decoupling, syntheticRun } from './synthetic-run';

const note = 'Beside a model that was made elsewhere no model of one input alone is trained.';
const alone = measureName({ kind: 'accuracy-alone', modality: 'image' });
const gain = measureName({ kind: 'fusion-gain' });

/** The key numbers of a run, of whose subjects the first ones were made elsewhere, without baselines. */
function keyTable(elsewhere: number): Table {
  const input = syntheticRun({ count: 40, subjects: ['dusk', 'late'], attacks: [decoupling()] });
  const { plan, expansion } = input.run;
  const subjects = plan.subjects.map((subject, index) =>
    index < elsewhere ? { ...subject, recipe: importedRecipe('a'.repeat(64), ['image', 'text']) } : subject,
  );
  const isTrained = (cell: (typeof expansion.cells)[number]): boolean =>
    elsewhere < subjects.length || cell.kind !== 'model' || cell.role !== 'baseline';
  const run = {
    ...input.run,
    plan: { ...plan, subjects },
    expansion: { ...expansion, cells: expansion.cells.filter(isTrained) },
  };
  const analysis = analyse(input);
  // What the study trains nothing for is measured of nothing.
  const own = analysis.subjects.map((subject, index) =>
    index < elsewhere
      ? { ...subject, models: subject.models.map((model) => ({ ...model, fusion: { ...model.fusion, unimodal: [] } })) }
      : subject,
  );
  const context = contextOf({ ...input, run, analysis: { ...analysis, subjects: own }, decisions: [] } as never);
  const [table] = keyNumbersSection(context).blocks;
  if (table.kind !== 'table') throw new Error('The key numbers are a table.');
  return table;
}

function cellsOf({ rows }: Table, name: string): readonly string[] | null {
  const row = rows.find((one) => one.kind === 'cells' && one.cells[0].text === name);
  return row?.kind === 'cells' ? row.cells.slice(1).map(({ text }) => text) : null;
}

it('says of a model made elsewhere that no model of one input was trained, in a word and below the table', () => {
  const table = keyTable(1);
  const [dusk, late] = cellsOf(table, alone)!;
  expect(dusk).toBe('none trained');
  expect(late).toMatch(/%/u);
  expect(cellsOf(table, gain)?.[0]).toBe('none trained');
  expect(table.note).toContain(note);
});

it('has no lines for models of one input where all were made elsewhere', () => {
  const table = keyTable(2);
  expect([cellsOf(table, alone), cellsOf(table, gain)]).toEqual([null, null]);
  expect(table.note).toContain(note);
});

it('says nothing of it where all are trained here', () => {
  const table = keyTable(0);
  expect(cellsOf(table, alone)?.join(' ')).not.toContain('none');
  expect(table.note).not.toContain(note);
});
