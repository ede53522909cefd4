import { expect, test } from 'vitest';
import { printModel } from '../../src/cli/commands/model/model-text';
import { createTerminal } from '../../src/cli/terminal';
import type { Block, Row } from '../../src/report/document';
import { keptByCleanLoss } from '../../src/shared/training/hardening';
import type { StudyPlanInput } from '../../src/shared/plan/plan';
import { decoupling } from '../analysis/synthetic-run';
import { documentOf, syntheticReport } from './synthetic-report';

const recipe: StudyPlanInput['subjects'][number]['recipe'] = {
  encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } },
  fusion: { name: 'concat' },
};
const plain = { name: 'plain', recipe };
const hardened = { name: 'hardened', recipe, training: { adversarial: { imageRadius: 0.25, steps: 3 } } };
const control = { name: 'control', recipe, training: { removals: { rate: 0.5 } } };

const reportOn = (subjects: StudyPlanInput['subjects']) =>
  syntheticReport({
    count: 60,
    attacks: [decoupling(['image'])],
    plan: { subjects, baselineTraining: 'not-hardened' },
  });

type Table = Extract<Block, { kind: 'table' }>;

function modelsTable(subjects: StudyPlanInput['subjects']): Table {
  const system = documentOf(reportOn(subjects)).sections.find(({ id }) => id === 'system')!;
  return system.blocks.find((block): block is Table => block.kind === 'table')!;
}

test('the report says by what each model is hardened, and by what the epoch of such a model is chosen', () => {
  const { columns, rows, note } = modelsTable([plain, hardened, control]);
  const place = columns.findIndex(({ title }) => title === 'hardened by');
  expect(place).toBeGreaterThan(0);
  const cellOf = (row: Row, index: number): string => (row.kind === 'cells' ? row.cells[index].text : '');
  expect(rows.map((row) => [cellOf(row, 0), cellOf(row, place)])).toEqual([
    ['plain', '–'],
    ['image only', '–'],
    ['text only', '–'],
    ['hardened', 'adversarial: PGD-3 l2 · image 0.25'],
    ['control', 'removals: up to 2 cells (mean) and 2 words (delete), 50 % of samples'],
  ]);
  expect(note).toContain(keptByCleanLoss);
});

test('nothing of it where no model is hardened', () => {
  const { columns, note } = modelsTable([plain]);
  expect(columns.map(({ title }) => title)).not.toContain('hardened by');
  expect(note).not.toContain(keptByCleanLoss);
});

test('the first page answers under a heading of its own; without a plain twin there is none', () => {
  const verdictOf = (subjects: StudyPlanInput['subjects']): readonly Block[] =>
    documentOf(reportOn(subjects)).sections.find(({ id }) => id === 'verdict')!.blocks;
  const blocks = verdictOf([plain, hardened, control]);
  const place = blocks.findIndex((block) => block.kind === 'heading' && block.text === 'Hardening');
  expect(blocks[place + 1]).toMatchObject({
    kind: 'text',
    text: expect.stringContaining('Does adversarial training help against decoupling?') as string,
  });
  expect(blocks[place + 2]).toMatchObject({ kind: 'list', items: [expect.anything(), expect.anything()] });
  expect(JSON.stringify(verdictOf([hardened, control]))).not.toContain('Hardening');
});

test('so does the terminal, of a model', () => {
  const said = (name: string): string => {
    const lines: string[] = [];
    const sink = { write: (text: string) => lines.push(text) > 0 };
    const model = reportOn([plain, hardened]).models.find(({ title }) => title === name)!;
    printModel(model, null, createTerminal(sink, sink, {}));
    return lines.join('').replace(/\s+/gu, ' ');
  };
  expect(said('hardened')).toContain('adversarial PGD-3 l2 · image 0.25');
  expect(said('hardened')).toContain(keptByCleanLoss);
  expect(said('plain')).not.toContain(keptByCleanLoss);
});
