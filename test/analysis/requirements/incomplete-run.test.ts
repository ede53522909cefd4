import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import type { RequirementAnswer } from '../../../src/analysis/requirements';
import type { ModelCell } from '../../../src/shared/plan/plan';
import type { SampleRecord } from '../../../src/shared/records/record';
import { syntheticRun } from '../synthetic-run';

describe('requirements of an incomplete run', () => {
  const threshold = 0.5;
  const whole = syntheticRun({
    count: 300,
    subjects: ['concat', 'product'],
    success: () => 0.1,
    plan: {
      requirements: [
        { measure: 'accuracy', comparison: 'at-least', threshold },
        { measure: 'robust-accuracy', attack: 0, comparison: 'at-least', threshold },
      ],
    },
  });
  const answersOf = (isThere: (record: SampleRecord) => boolean): readonly RequirementAnswer[] =>
    analyse({ ...whole, state: 'interrupted', records: whole.records.filter(isThere) }).requirements;
  const cellsOf = (subject: string, kind: 'clean' | 'attack'): ReadonlySet<string> => {
    const { cells } = whole.run.expansion;
    const model = cells.find((cell) => cell.kind === 'model' && cell.subject === subject && cell.role === 'subject');
    return new Set(
      cells.flatMap((cell) =>
        cell.kind === kind && 'model' in cell && cell.model === (model as ModelCell).model ? [cell.id] : [],
      ),
    );
  };

  test('what may still change is inconclusive, with the reason and the figure so far', () => {
    const attacks = cellsOf('concat', 'attack');
    const [, , concat] = answersOf(({ cell, row }) => !attacks.has(cell) || row % 2 === 0);
    expect(concat).toMatchObject({ modelTitle: 'concat', answer: 'inconclusive' });
    expect(concat.estimate.value).toBeGreaterThan(0.8);
    expect(concat.note).toMatch(/^The run is not complete: 1,350 of the 1,800 records that it takes are there/u);
  });

  test('what is missing of one model changes no answer about another, nor a clean accuracy', () => {
    const attacks = cellsOf('concat', 'attack');
    const answers = answersOf(({ cell }) => !attacks.has(cell));
    expect(answers.map(({ modelTitle, answer }) => `${modelTitle} ${answer}`)).toEqual([
      'concat met',
      'product met',
      'concat inconclusive',
      'product met',
    ]);
  });

  test('a clean accuracy waits for all its samples', () => {
    const clean = cellsOf('concat', 'clean');
    const [accuracy] = answersOf(({ cell, row }) => !clean.has(cell) || row % 3 === 0);
    expect(accuracy).toMatchObject({ answer: 'inconclusive' });
    expect(accuracy.note).toContain('100 of the 300 records');
  });
});
