import { describe, expect, it } from 'vitest';
import { summaryText } from '../../src/analysis/summary';
import { pgd, decoupling, syntheticRun } from './synthetic-run';
import { study } from './synthetic-study';
import { analyse } from '../../src/analysis/analyse';

const subjects = ['concat', 'late', 'qmf', 'deq'];
const attacks = [decoupling(), pgd([{ image: 0.1 }, { image: 0.2 }])];
const plan = {
  reference: 'concat',
  degradations: [{ name: 'noise' as const, modalities: ['image'], levels: [0.2, 0.5] }],
};

describe('right answers of many models', () => {
  const analysis = study({ subjects, attacks, plan, lost: (title) => (title === 'late' ? 0.5 : 0) });
  const answers = analysis.rightAnswers;

  it('are told of each under all that the study does, of noise the strongest', () => {
    expect(answers?.conditions).toEqual([
      'nothing done',
      ...analysis.attacks.map(({ title }) => title),
      'Noise 0.5 on image',
    ]);
    expect(answers?.subjects.map(({ name }) => name)).toEqual(subjects);
    const [{ overall, models }] = analysis.subjects;
    expect(answers?.subjects[0].shares).toEqual([
      overall.accuracy,
      ...overall.attacks.map(({ robustAccuracy }) => robustAccuracy),
      models[0].degraded[1].accuracy,
    ]);
  });

  it('stand beside those of the model that each is compared with, paired by sample', () => {
    expect(answers?.beside.map(({ a, b }) => [a, b])).toEqual(subjects.slice(1).map((name) => [name, 'concat']));
    const late = answers?.beside[0].differences.at(-1);
    expect(late?.value).toBeLessThan(-0.3);
    expect(late?.high).toBeLessThan(0);
    const [concat, second] = answers?.subjects ?? [];
    answers?.beside[0].differences.forEach(({ value }, index) => {
      expect(value).toBeCloseTo((second.shares[index].value ?? 0) - (concat.shares[index].value ?? 0), 10);
    });
  });

  it('are a line each in the terminal, with how wide the intervals are', () => {
    const lines = summaryText(analysis);
    const line = lines.slice(lines.indexOf('Right answers of every model')).find((own) => own.startsWith('concat '));
    const percent = answers?.subjects[0].shares.map(({ value }) => (100 * (value ?? 0)).toFixed(1));
    expect(line?.split(/\s+/u)).toEqual(['concat', ...(percent ?? [])]);
    expect(lines.join(' ')).toMatch(/reach up to \d+\.\d points to each side/u);
  });

  it('are over training seeds where there are several', () => {
    const seeds = analyse(syntheticRun({ count: 60, subjects, attacks: [], seeds: [0, 1, 2] })).rightAnswers;
    expect(seeds?.subjects[0].shares[0]).toMatchObject({ method: 'two-level', n: 180 });
    expect(seeds?.beside[0].differences[0].n).toBe(180);
  });

  it('are left out where few models stand side by side', () => {
    expect(study({ subjects: subjects.slice(0, 3), attacks }).rightAnswers).toBeNull();
  });
});
