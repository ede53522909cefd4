import { describe, expect, test } from 'vitest';
import { pointsEstimate } from '../../../src/analysis/format';
import type { RequirementAnswer } from '../../../src/analysis/requirements';
import { measuredWords } from '../../../src/analysis/requirements/words';
import { summaryText } from '../../../src/analysis/summary';
import type { RequirementMeasure } from '../../../src/shared/plan/requirement';
import { editPerturbations, editRemovals, pgd, type SyntheticOptions } from '../synthetic-run';
import { study } from '../synthetic-study';

describe('requirements', () => {
  const answers = (options: SyntheticOptions): readonly string[] =>
    study({ subjects: ['concat'], count: 300, ...options }).requirements.map(({ answer }) => answer);

  test('met, not met and inconclusive follow from the interval', () => {
    const requirement = (threshold: number): object => ({ measure: 'accuracy', comparison: 'at-least', threshold });
    expect(
      answers({ plan: { requirements: [requirement(0.5), requirement(0.999), requirement(0.94)] as never } }),
    ).toEqual(['met', 'not-met', 'inconclusive']);
    const [, , { note }] = study({
      subjects: ['concat'],
      count: 300,
      plan: { requirements: [requirement(0.5), requirement(0.999), requirement(0.94)] as never },
    }).requirements;
    expect(note).toContain('The interval holds the threshold, 94\u00a0%, and the figure lies on it.');
    const [{ note: near }] = study({
      subjects: ['concat'],
      count: 300,
      plan: { requirements: [requirement(0.92)] as never },
    }).requirements;
    expect(near).toMatch(/threshold, 92\u00a0%: with the same figure, \d+ samples like these 300 would decide\./u);
  });

  test.each(['robust-accuracy', 'attack-success-rate', 'accuracy'] as const)(
    'the same %s is met or not met at one confidence and inconclusive at a higher one',
    (measure) => {
      const asked = (threshold: number, confidence: number): readonly [string, readonly [number, number]] => {
        const [{ answer, estimate, statement }] = study({
          subjects: ['concat'],
          count: 300,
          attacks: [pgd([{ image: 0.1 }])],
          success: () => 0.5,
          plan: { requirements: [{ measure, attack: 0, comparison: 'at-least', threshold, confidence }] },
        }).requirements;
        expect(statement).toContain(`at ${String(confidence * 100)} % confidence`);
        return [answer, [estimate.low!, estimate.high!]];
      };
      const [[, narrow], [, wide]] = [asked(0.5, 0.8), asked(0.5, 0.99)];
      const [below, above] = [(narrow[0] + wide[0]) / 2, (narrow[1] + wide[1]) / 2];
      expect([asked(below, 0.8)[0], asked(below, 0.99)[0]]).toEqual(['met', 'inconclusive']);
      expect([asked(above, 0.8)[0], asked(above, 0.99)[0]]).toEqual(['not-met', 'inconclusive']);
    },
  );

  test('a single-source gap has the interval of the confidence asked for', () => {
    const gap = (confidence?: number): { low: number | null; high: number | null } =>
      study({
        subjects: ['concat'],
        success: () => 0.4,
        plan: {
          requirements: [
            { measure: 'single-source-gap', attack: 1, comparison: 'at-least', threshold: 0, ...{ confidence } },
          ],
        },
      }).requirements[0].estimate;
    const shown = study({ subjects: ['concat'], success: () => 0.4 }).subjects[0].models[0].singleSource[0].sources[0];
    expect(gap()).toEqual(shown.gap);
    expect(gap(0.99).low).toBeLessThan(gap().low!);
    expect(gap(0.8).high).toBeLessThan(gap().high!);
  });

  test('a single-source gap is asked and answered in points, as it is a difference of shares', () => {
    const [answer] = study({
      subjects: ['concat'],
      success: () => 0.4,
      plan: { requirements: [{ measure: 'single-source-gap', attack: 1, comparison: 'at-least', threshold: -0.05 }] },
    }).requirements;
    expect(answer.statement).toContain('at least −5 points');
    expect(measuredWords(answer)).toMatch(/^[−+]\d/u);
    expect(measuredWords(answer).startsWith(`${pointsEstimate(answer.estimate)}; counting mistakes only, `)).toBe(true);
  });

  describe('of removals where the data can tell which changed answers are mistakes', () => {
    // Every right answer changes; in 7 of 10 the evidence that decided it is gone.
    const oftenGone = editRemovals((record) => ({
      ...record,
      found: record.found && { ...record.found, decidable: record.row % 10 < 3 },
    }));
    const asked = (measure: RequirementMeasure, options: SyntheticOptions = {}): RequirementAnswer =>
      study({
        subjects: ['concat'],
        count: 300,
        accuracy: () => 1,
        success: () => 1,
        edit: oftenGone,
        plan: { requirements: [{ measure, attack: 0, comparison: 'at-least', threshold: 0.5 }] },
        ...options,
      }).requirements[0];

    test('correct behaviour after the evidence is gone is no failure', () => {
      const answer = asked('label-preserving-robust-accuracy');
      expect(answer.answer).toBe('met');
      expect(answer.estimate.value).toBeCloseTo(0.7);
      expect(answer.statement).toContain('counting mistakes only');
      expect(answer.note).toContain('a stronger attack may find more');
      expect(asked('label-preserving-robust-accuracy', { edit: (record) => record, oracle: true }).answer).toBe(
        'not-met',
      );
    });

    test('every change is still counted where that is asked, with the other figure and the reason beside it', () => {
      for (const [measure, mistakes] of [
        ['robust-accuracy', '70.0'],
        ['attack-success-rate', '30.0'],
        ['single-source-gap', '+'],
      ] as const) {
        const answer = asked(measure, { plan: { requirements: [requirementOn(measure)] } });
        expect(measuredWords(answer)).toContain(`; counting mistakes only, ${mistakes}`);
        expect(answer.note).toContain('it may be right where the deciding evidence is gone');
      }
      expect(asked('robust-accuracy')).toMatchObject({ answer: 'not-met', estimate: { value: 0 } });
      expect(measuredWords(asked('label-preserving-robust-accuracy'))).toContain('; counting every change, 0');
    });

    test('what is told of both ways reaches whoever reads the summary', () => {
      const text = summaryText(
        study({ subjects: ['concat'], edit: oftenGone, plan: { requirements: [requirementOn('robust-accuracy')] } }),
      )
        .join(' ')
        .replace(/\s+/gu, ' ');
      expect(text).toContain('counting mistakes only');
      expect(text).toContain('it may be right where the deciding evidence is gone');
    });

    test('a removed share that is too large counts neither as a change nor as a mistake', () => {
      const requirements = [{ ...requirementOn('label-preserving-robust-accuracy'), removedAtMost: 0.0001 }];
      expect(asked('label-preserving-robust-accuracy', { plan: { requirements } }).estimate.value).toBe(1);
    });

    test('without an oracle there is one figure, and it is said that label preservation was not checked', () => {
      const answer = asked('robust-accuracy', { oracle: false, edit: (record) => record });
      expect(answer.otherCount).toBeNull();
      expect(answer.note).toContain('Label preservation not checked');
      // Nothing would be a mistake, so everything would be met.
      const unknown = asked('label-preserving-robust-accuracy', { oracle: false, edit: (record) => record });
      expect(unknown).toMatchObject({ answer: 'inconclusive', estimate: { value: null } });
    });

    test('small changes keep the label: one figure, no caveat', () => {
      const answer = asked('robust-accuracy', { attacks: [pgd([{ image: 0.1 }])] });
      expect(answer).toMatchObject({ answer: 'not-met', otherCount: null, note: null });
    });

    function requirementOn(measure: RequirementMeasure) {
      return {
        measure,
        attack: measure === 'single-source-gap' ? 1 : 0,
        comparison: 'at-least',
        threshold: 0.5,
      } as const;
    }
  });

  describe('on figures that are void', () => {
    const met = { measure: 'robust-accuracy', attack: 0, comparison: 'at-least', threshold: 0.5 } as const;
    const notMet = { ...met, threshold: 0.9 };
    const under = (options: SyntheticOptions): readonly RequirementAnswer[] =>
      study({ subjects: ['concat'], count: 300, success: () => 0.3, ...options, plan: { requirements: [met, notMet] } })
        .requirements;

    test('nothing is answered, with the reason, where the path of the attack alone changes answers', () => {
      expect(under({}).map(({ answer }) => answer)).toEqual(['met', 'not-met']);
      const noOp = editRemovals((record) => ({
        ...record,
        controls: record.controls && { ...record.controls, noOp: 9 },
      }));
      for (const answer of under({ edit: noOp })) {
        expect(answer.answer).toBe('inconclusive');
        expect(answer.note).toContain('The figure is void. Removing nothing changed a logit');
        expect(answer.estimate.value).not.toBeNull();
      }
    });

    test('nor where a budget of nothing succeeds, or one is overstepped', () => {
      const zero = under({ attacks: [pgd([{ image: 0 }])] });
      expect(zero.map(({ answer }) => answer)).toEqual(['inconclusive', 'inconclusive']);
      expect(zero[0].note).toContain('With a budget of zero the attack succeeds');
      const beyond = editPerturbations((record) => ({
        ...record,
        outcome: record.outcome && { ...record.outcome, norms: { image: 1 } },
      }));
      const [over] = under({ attacks: [pgd([{ image: 0.1 }])], edit: beyond });
      expect(over).toMatchObject({
        answer: 'inconclusive',
        note: expect.stringContaining('above its budget') as string,
      });
    });

    test('another attack on the same model, and its clean accuracy, are answered', () => {
      const [attacked, clean] = study({
        subjects: ['concat'],
        count: 300,
        success: () => 0.3,
        attacks: [pgd([{ image: 0 }]), pgd([{ image: 0.1 }])],
        plan: {
          requirements: [
            { ...met, attack: 1 },
            { measure: 'accuracy', comparison: 'at-least', threshold: 0.5 },
          ],
        },
      }).requirements;
      expect([attacked.answer, clean.answer]).toEqual(['met', 'met']);
    });

    test('too few attacked samples speak for no model', () => {
      const [few] = study({
        subjects: ['concat'],
        count: 20,
        success: () => 0,
        plan: { requirements: [met] },
      }).requirements;
      expect(few).toMatchObject({
        answer: 'inconclusive',
        note: expect.stringContaining('fewer than 30 carry no claim') as string,
      });
    });
  });

  test('a cap on the removed share holds for words as for pictures: all words gone is not nearly nothing', () => {
    const everyWord = editRemovals((record) => ({
      ...record,
      found: record.found && {
        ...record.found,
        share: { removed: { image: 0, text: record.elements.text }, legacyRemoved: 1 },
      },
    }));
    const capped = (removedAtMost: number): { answer: string; statement: string } =>
      study({
        subjects: ['concat'],
        success: () => 1,
        edit: everyWord,
        plan: {
          requirements: [
            { measure: 'robust-accuracy', attack: 0, removedAtMost, comparison: 'at-least', threshold: 0.8 },
          ],
        },
      }).requirements[0];
    // All words of a sample are about one in a hundred of its elements.
    expect(capped(0.07)).toMatchObject({ answer: 'met' });
    expect(capped(0.07).statement).toContain('removing at most 7\u00a0% of each attacked modality');
    expect(capped(1)).toMatchObject({ answer: 'not-met' });
    const oneWord = editRemovals((record) => ({
      ...record,
      found: record.found && { ...record.found, share: { removed: { image: 0, text: 1 }, legacyRemoved: 1 } },
    }));
    const [{ answer }] = study({
      subjects: ['concat'],
      success: () => 1,
      edit: oneWord,
      plan: {
        requirements: [
          // One word of six is more than a tenth, and of ten not: 1 in 5 samples has ten.
          { measure: 'attack-success-rate', attack: 0, removedAtMost: 0.1, comparison: 'at-most', threshold: 0.5 },
        ],
      },
    }).requirements;
    expect(answer).toBe('met');
  });

  test('success within a removed share: larger removals do not count', () => {
    const requirement = (removedAtMost: number): object => ({
      measure: 'attack-success-rate',
      attack: 0,
      removedAtMost,
      comparison: 'at-most',
      threshold: 0.1,
    });
    expect(
      answers({ success: () => 1, plan: { requirements: [requirement(0.0001), requirement(1)] as never } }),
    ).toEqual(['met', 'not-met']);
  });

  test('a model of which nothing may be said meets no robustness requirement', () => {
    const [answer, beyond] = study({
      subjects: ['concat'],
      success: () => 0,
      edit: editRemovals((record) => ({ ...record, wholeModality: { image: false, text: true } })),
      plan: {
        requirements: [0.5, 0.99].map((threshold) => ({
          measure: 'robust-accuracy' as const,
          attack: 0,
          comparison: 'at-least' as const,
          threshold,
        })),
      },
    }).requirements;
    expect(answer.answer).toBe('inconclusive');
    expect(answer.note).toContain('The model shows no use of the image');
    // Few right answers are few, whatever they rest on.
    expect(beyond.answer).toBe('not-met');
  });

  test('several budgets: the least favourable answers', () => {
    const [answer] = study({
      subjects: ['concat'],
      attacks: [pgd([{ image: 0.01 }, { image: 0.5 }])],
      edit: (record) =>
        record.kind === 'perturbation' && record.outcome !== null
          ? { ...record, outcome: { ...record.outcome, success: record.cell.endsWith('1') } }
          : record,
      plan: { requirements: [{ measure: 'robust-accuracy', attack: 0, comparison: 'at-least', threshold: 0.5 }] },
    }).requirements;
    expect(answer).toMatchObject({ answer: 'not-met' });
    expect(answer.statement).toContain('image 0.5');
  });

  test('one budget: the others do not count', () => {
    const ofBudget = (budget: number): string =>
      study({
        subjects: ['concat'],
        attacks: [pgd([{ image: 0.01 }, { image: 0.5 }])],
        edit: (record) =>
          record.kind === 'perturbation' && record.outcome !== null
            ? { ...record, outcome: { ...record.outcome, success: record.cell.endsWith('1') } }
            : record,
        plan: {
          requirements: [{ measure: 'robust-accuracy', attack: 0, budget, comparison: 'at-least', threshold: 0.5 }],
        },
      }).requirements[0].answer;
    expect([ofBudget(0), ofBudget(1)]).toEqual(['met', 'not-met']);
  });
});
