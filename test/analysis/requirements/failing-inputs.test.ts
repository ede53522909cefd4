import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import type { StudyPlanInput } from '../../../src/shared/plan/plan';
import type { AnalysisInput } from '../../../src/analysis/input';
import { syntheticRun } from '../synthetic-run';

type Asked = NonNullable<StudyPlanInput['requirements']>[number];

/** Right on 94 % as they are; of these, noise takes its level, and a missing text 60 %. */
function run(requirements: readonly Asked[]): AnalysisInput {
  return syntheticRun({
    count: 300,
    subjects: ['concat'],
    attacks: [],
    lost: (_, { name }, level) => (name === 'missing' ? 0.6 : level),
    plan: {
      degradations: [
        { name: 'noise', modalities: ['image'], levels: [0.1, 0.4] },
        { name: 'missing', modalities: ['text'] },
      ],
      requirements: [...requirements],
    },
  });
}

const asked = (about: Partial<Asked>, threshold: number): Asked => ({
  measure: 'degraded-accuracy',
  comparison: 'at-least',
  threshold,
  ...about,
});

describe('accuracy with a failing input', () => {
  test('is met, not met or inconclusive by the interval at the level asked for', () => {
    const requirements = [0.6, 0.95, 0.85].map((threshold) => asked({ degradation: 0, level: 0.1 }, threshold));
    const { requirements: answers, subjects } = analyse(run(requirements));
    expect(answers.map(({ answer }) => answer)).toEqual(['met', 'not-met', 'inconclusive']);
    const [measured] = subjects[0].models[0].degraded;
    expect(answers[0].estimate).toEqual(measured.accuracy);
    expect(answers[0].statement).toBe(
      'accuracy with failing inputs: Noise 0.1 on image, at least 60\u00a0% at 95 % confidence',
    );
  });

  test('has to hold at every level where none is named; the least favourable is shown', () => {
    const [every, first] = analyse(
      run([asked({ degradation: 0 }, 0.7), asked({ degradation: 0, level: 0.1 }, 0.7)]),
    ).requirements;
    expect(first.answer).toBe('met');
    expect(every.answer).toBe('not-met');
    expect(every.statement).toContain('Noise 0.4 on image');
  });

  test('is asked without a whole input, with an interval of the confidence asked for', () => {
    const [usual, wide] = analyse(
      run([asked({ degradation: 1 }, 0.5), asked({ degradation: 1, confidence: 0.99 }, 0.5)]),
    ).requirements;
    expect(usual).toMatchObject({ answer: 'not-met', unit: 'percent' });
    expect(usual.statement).toContain('Without text (mean)');
    expect(wide.estimate.low).toBeLessThan(usual.estimate.low!);
  });

  test('is open while a level lacks records', () => {
    const whole = run([asked({ degradation: 0 }, 0.5)]);
    const second = whole.run.expansion.cells.flatMap((cell) =>
      cell.kind === 'degraded' && cell.levelIndex === 1 ? [cell.id] : [],
    );
    const records = whole.records.filter(({ cell }) => !second.includes(cell));
    const [answer] = analyse({ ...whole, records, state: 'paused' }).requirements;
    expect(answer.answer).toBe('inconclusive');
    expect(answer.note).toContain('The run is not complete');
  });
});
