import { describe, expect, it } from 'vitest';
import { rightAnswers } from '../../src/analysis/right-answers';
import { summaryText } from '../../src/analysis/summary';
import { study } from './synthetic-study';
import { decoupling, pgd } from './synthetic-run';

const subjects = ['concat', 'late', 'qmf', 'deq'];
const attacks = [decoupling(), pgd([{ image: 0.1 }, { image: 0.2 }])];

describe('right answers of many models', () => {
  it('are told of each on a line, under all that the study does', () => {
    const analysis = study({ subjects, attacks });
    const answers = rightAnswers(analysis);
    expect(answers?.conditions).toEqual(['clean', ...analysis.attacks.map(({ title }) => title)]);
    expect(answers?.subjects.map(({ name }) => name)).toEqual(subjects);
    const [{ overall }] = analysis.subjects;
    expect(answers?.subjects[0].shares).toEqual([
      overall.accuracy,
      ...overall.attacks.map(({ robustAccuracy }) => robustAccuracy),
    ]);
    const lines = summaryText(analysis);
    const percent = overall.attacks.map(({ robustAccuracy }) => (100 * (robustAccuracy.value ?? 0)).toFixed(1));
    const line = lines.slice(lines.indexOf('Right answers of every model')).find((own) => own.startsWith('concat '));
    expect(line?.split(/\s+/u)).toEqual(['concat', (100 * (overall.accuracy.value ?? 0)).toFixed(1), ...percent]);
    expect(lines.join(' ')).toMatch(/reach up to \d+\.\d points to each side/u);
  });

  it('are left out where few models stand side by side', () => {
    expect(rightAnswers(study({ subjects: subjects.slice(0, 3), attacks }))).toBeNull();
  });
});
