import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import { compareRuns } from '../../../src/analysis/comparison/run-comparison';
import { headlineRows } from '../../../src/analysis/comparison/headline';
import { leastOff } from '../../../src/analysis/measures/chance';
import { summaryText } from '../../../src/analysis/summary';
import { shortAnswers } from '../../../src/analysis/verdict/short-answers';
import type { AnsweredRecord, Prediction } from '../../../src/shared/records/record';
import { setCode, valueCode, type ValueTarget } from '../../../src/shared/data/target';
import { pgd, syntheticRun, type SyntheticRun } from '../synthetic-run';

const target: ValueTarget = { kind: 'value', unit: 'm', range: [0, 9], tolerance: 1 };
/** 0 to 9, each as often: always answering 4.5 is off by 2.5. */
const valueOf = (row: number): number => row % 10;

/** @param said what a model answers to a value @param under the same under an attack */
function valued(said: (row: number) => number, under: (row: number) => number, alone = said): SyntheticRun {
  const prediction = (row: number, answer: number): Prediction => ({
    logits: [answer],
    predicted: valueCode(target, valueOf(row), answer),
  });
  return syntheticRun({
    count: 80,
    subjects: ['concat'],
    target,
    classes: ['distance'],
    attacks: [pgd([{ image: 0.1 }, { image: 0.05 }])],
    edit: (record, { role }): AnsweredRecord => {
      const value = valueOf(record.row);
      const clean = prediction(record.row, (role === 'subject' ? said : alone)(record.row));
      if (record.kind !== 'perturbation') return { ...record, value, clean };
      const attacked = clean.predicted === record.label;
      const after = prediction(record.row, under(record.row));
      const outcome = attacked && record.outcome ? { ...record.outcome, success: true, attacked: after } : null;
      return { ...record, value, clean, attacked, outcome };
    },
  });
}

/** Off by 1.5, so that no answer is right within 1, and by 0.5. */
const offBy = (error: number) => (row: number) => valueOf(row) + (row % 2 === 0 ? error : -error);
/** Off by about as much as always answering 4.5. */
const guessed = (row: number): number => 4.5 + 2 * Math.sin(7 * row);

test('the constant that is off the least is the median', () => {
  expect(leastOff([0, 1, 2, 9, 10])).toEqual({ answer: 2, error: 3.6 });
  expect(leastOff([])).toBeNull();
});

describe('of a value, whether a model has learnt anything', () => {
  test('is judged by its error: one that follows the value is not void, though no answer is within the tolerance', () => {
    const { subjects, flags } = analyse(valued(offBy(1.5), offBy(2)));
    const [model] = subjects[0].models;
    expect(model.accuracy.value).toBe(0);
    expect(model.unsound).toEqual([]);
    expect(flags.filter(({ level }) => level === 'void')).toEqual([]);
  });

  test('one whose error is not clearly below that of the best constant is void, here, in Compare and in words', () => {
    const run = valued(guessed, guessed);
    const { subjects, flags, verdict } = analyse(run);
    expect(subjects[0].models[0].unsound.map(({ kind }) => kind)).toEqual(['near-constant']);
    const finding = flags.find(({ check }) => check === 'near-chance')?.finding;
    expect(finding).toMatch(
      /^The mean absolute error, [\d.]+ m \[.*\], is not clearly below that of always answering 4\.5 m: it is less by [−\d.]+ m \[.*\], paired by sample\.$/u,
    );
    expect(verdict.models[0].tone).toBe('void');
    expect(compareRuns(run, run).models[0].voids).toEqual([
      'concat has a mean error not clearly below that of always answering 4.5 m',
    ]);
  });

  test('of single models too: where they are no better than a constant, the inputs are needed together', () => {
    const run = valued(offBy(0.5), offBy(3), guessed);
    const { subjects, verdict } = analyse(run);
    expect(subjects[0].models[0].fusion).toMatchObject({ complementarity: 'synergy', necessary: ['image', 'text'] });
    expect(verdict.models[0].sentences.map(({ text }) => text).join(' ')).toContain(
      'the mean error is not clearly below that of one answer for all (always answering 4.5 m would be off by 2.5 m): the task needs them all',
    );
    expect(analyse(valued(offBy(0.5), offBy(3))).subjects[0].models[0].fusion.necessary).toEqual([]);
  });
});

test('the verdict on a value tells errors and correlation, before and under the worst attack, and what right means', () => {
  const analysis = analyse(valued(offBy(0.5), offBy(3)));
  const [clean, under] = analysis.verdict.models[0].sentences.map(({ text }) => text);
  expect(clean).toMatch(
    /^Without an attack, the answers are off by 0\.5 m .*on average and correlate with the values by 0\.9\d\d \[.*\]; always answering 4\.5 m would be off by 2\.5 m\. 100\s% \[.*\] of 80 answers are right: an answer is right that is at most 1 m off;/u,
  );
  expect(under).toMatch(/^Under PGD-20 .*, the worst for that of 2 attacks, the answers are off by 3 m /u);
  expect(analysis.verdict.headline).toMatch(
    /^On average, answers are off by 0\.5 m untouched, 3 m under PGD-20 .*; always answering 4\.5 m would be off by 2\.5 m\. Below, an answer is right that is at most 1 m off\. By the strongest attack/u,
  );
  expect(shortAnswers(analysis)).toContainEqual({
    question: 'mean absolute error, without and under attack',
    answer: expect.stringMatching(
      /^further off \(0\.5 m untouched, 3 m under PGD-20 .*; always answering 4\.5 m/u,
    ) as string,
  });
  expect(analysis.verdict.reading.join(' ')).toContain('an answer is right that is at most 1 m off');
  expect(summaryText(analysis).join(' ')).toContain('always answering 4.5 m would be off by 2.5 m');
});

test('of few right answers the errors are told all the same, and that no more is', () => {
  // Every fourth answer is within 1 of its value: 20 of 80.
  const someRight = (row: number): number => valueOf(row) + (row % 4 === 0 ? 0.5 : 1.5);
  const analysis = analyse(valued(someRight, offBy(3)));
  expect(analysis.verdict.models[0].tone).toBe('void');
  expect(analysis.verdict.headline).toMatch(
    /^On average, answers are off by 1\.25 m untouched, 1\.\d+ m under PGD-20/u,
  );
  expect(analysis.verdict.headline).toMatch(
    /Of concat too few right answers could be attacked to say how often that changes them\.$/u,
  );
  expect(shortAnswers(analysis).map(({ question }) => question)).toContain(
    'mean absolute error, without and under attack',
  );
  // Of a void model nothing is told.
  const { verdict } = analyse(valued(guessed, guessed));
  expect(verdict.headline).toBe('Nothing can be concluded about concat; the warnings say why.');
});

test('Compare sets errors side by side, those of a void model marked as such', () => {
  const [good, poor] = [valued(offBy(0.5), offBy(3)), valued(guessed, guessed)].map((run) => analyse(run));
  const rows = headlineRows([good, poor]);
  const clean = rows.find(({ label }) => label === 'mean absolute error · untouched');
  expect(clean?.figures.map((figure) => figure?.standing)).toEqual(['sound', 'void']);
  expect(rows.filter(({ label }) => label.startsWith('correlation · PGD'))).toHaveLength(2);
});

test('the verdict on sets tells F1 before and under the worst attack', () => {
  const classes = ['car', 'box', 'wall'];
  const answer = (...holds: readonly boolean[]): Prediction => ({
    logits: holds.map((held) => (held ? 2 : -2)),
    predicted: setCode(holds),
  });
  const run = syntheticRun({
    count: 80,
    subjects: ['concat'],
    target: { kind: 'labels' },
    classes,
    attacks: [pgd([{ image: 0.1 }])],
    edit: (record) => {
      const truth = answer(record.row % 2 === 0, record.row % 3 === 0, record.row % 5 === 0);
      const own = { ...record, label: truth.predicted, clean: truth };
      return own.kind === 'perturbation' && own.outcome
        ? { ...own, attacked: true, outcome: { ...own.outcome, success: true, attacked: answer(true, true, true) } }
        : own;
    },
  });
  const analysis = analyse(run);
  const [clean, under] = analysis.verdict.models[0].sentences.map(({ text }) => text);
  expect(clean).toMatch(
    /^Without an attack, macro F1 is 1\.000.*right where the whole set is right; the commonest set \(“/u,
  );
  expect(under).toMatch(/^Under PGD-20 .*, macro F1 is 0\.\d+ \[/u);
  expect(analysis.verdict.headline).toMatch(
    /^Macro F1 is 1\.000 untouched, 0\.\d{3} under PGD-20 .*\. Below, an answer is right where/u,
  );
  expect(shortAnswers(analysis).map(({ question }) => question)).toContain('macro F1, without and under attack');
});

test('of one class nothing is told of scores', () => {
  const analysis = analyse(syntheticRun({ count: 80, subjects: ['concat'], attacks: [pgd([{ image: 0.1 }])] }));
  expect(analysis.verdict.models[0].sentences[0].text).toMatch(
    /^Without an attack, [\d.]+\s% .* answers are right; the majority/u,
  );
  expect(analysis.verdict.headline).toMatch(/^By the strongest attack/u);
});
