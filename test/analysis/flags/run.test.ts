import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import {
  decoupling,
  editPerturbations,
  editRemovals,
  pgd,
  syntheticRun,
  type SyntheticOptions,
} from '../synthetic-run';
import { checks, study } from '../synthetic-study';
import type { PerturbationRecord, Slopes } from '../../../src/shared/records/record';

/** An answer that was right before, and is now given with more certainty. */
const surer = ({ clean }: PerturbationRecord): PerturbationRecord['clean'] => ({
  ...clean,
  logits: clean.logits.map((logit, at) => (at === clean.predicted ? logit + 1 : logit)),
});

const withSlopes = (slopes: (row: number) => Slopes) =>
  editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, slopes: slopes(r.row - 9000) } }));

describe('flags', () => {
  test('the warning about fills names the weakest and how its rivals did, the fill of the attack not among them', () => {
    const edit = editRemovals((r) => ({
      ...r,
      found: r.found && {
        ...r.found,
        fills: { 'image:mean': true, 'image:blur': false, 'image:white': true, 'text:delete': true, 'text:mask': true },
      },
    }));
    const { flags } = study({ subjects: ['concat'], attacks: [decoupling()], edit });
    const finding = flags.find(({ check }) => check === 'fill-dependent')?.finding;
    expect(finding).toMatch(
      /^With another fill \(image, blur\) only 0\s%.* of the \d+ successes there still change the answer \(/u,
    );
    expect(finding).toMatch(/\(other fills: image, white 100\s%\)\.$/u);
    const only = flags.find(({ check }) => check === 'fill-artefact');
    expect(only).toBeUndefined();
  });

  test.each([
    { successes: 9, raised: false },
    { successes: 10, raised: true },
  ])('of $successes successes, whether another fill would do is said: $raised', ({ successes, raised }) => {
    let kept = 0;
    const edit = editRemovals((r) => ({
      ...r,
      found: r.found && kept++ < successes ? { ...r.found, fills: { 'image:mean': true, 'image:black': false } } : null,
    }));
    const { flags } = study({ subjects: ['concat'], attacks: [decoupling()], edit });
    const about = flags.filter(({ check }) => check.startsWith('fill-'));
    expect(about.map(({ check }) => check)).toEqual(raised ? ['fill-artefact', 'fill-dependent'] : []);
    for (const { finding } of about) expect(finding).toMatch(/10 successes/u);
  });

  test('a handful of equal differences is no interval: no flag, and controls without hits have an upper bound', () => {
    const few = study({
      count: 8,
      subjects: ['concat'],
      accuracy: () => 1,
      success: () => 1,
      attacks: [decoupling(), pgd([{ image: 0.1 }])],
      edit: (record) =>
        record.kind === 'removal'
          ? {
              ...record,
              controls: record.controls && { ...record.controls, randomRemoval: [true], randomSearch: [null] },
            }
          : record.kind === 'perturbation'
            ? { ...record, controls: record.controls && { ...record.controls, randomNoise: [true] } }
            : record,
    });
    expect(checks(few)).toContain('warning too-few');
    expect(checks(few)).not.toContain('warning random-removal');
    expect(checks(few)).not.toContain('warning random-noise');
    const { randomSearch } = few.subjects[0].models[0].removals[0].controls;
    expect(randomSearch.successRate).toMatchObject({ value: 0, low: 0 });
    expect(randomSearch.successRate.high).toBeGreaterThan(0.3);
  });

  test.each<[string, SyntheticOptions]>([
    ['void no-op', { edit: editRemovals((r) => ({ ...r, controls: r.controls && { ...r.controls, noOp: 0.01 } })) }],
    ['warning re-evaluation', { edit: editRemovals((r) => ({ ...r, found: null })) }],
    [
      'warning random-search',
      {
        edit: editRemovals((r) => ({
          ...r,
          controls: r.controls && { ...r.controls, randomSearch: [{ image: 0, text: 0 }] },
        })),
      },
    ],
    [
      'warning random-removal',
      {
        edit: editRemovals((r) => ({
          ...r,
          controls: r.controls && { ...r.controls, randomRemoval: r.found ? [true] : [] },
        })),
      },
    ],
    [
      'warning fill-artefact',
      {
        edit: editRemovals((r) => ({
          ...r,
          found: r.found && { ...r.found, fills: { 'image:mean': true, 'image:black': false } },
        })),
      },
    ],
    [
      // Every success holds under the first fill, none under the second.
      'warning fill-dependent',
      {
        edit: editRemovals((r) => ({
          ...r,
          found: r.found && { ...r.found, fills: { 'image:mean': true, 'image:black': false } },
        })),
      },
    ],
    [
      'note class-dependent',
      { edit: editRemovals((r) => (r.label === 0 ? r : { ...r, claimed: false, found: null })) },
    ],
    [
      // All failures asked all that they may: the rate is the cap's.
      'warning query-cap',
      {
        edit: editRemovals((r) =>
          r.found === null && r.attacked ? { ...r, queries: { ...r.queries, combination: 500 } } : r,
        ),
      },
    ],
    ['note label-preservation', { oracle: false }],
    [
      'warning evidence-destroyed',
      { edit: editRemovals((r) => ({ ...r, found: r.found && { ...r.found, decidable: false } })) },
    ],
    ['note clusters', { groupSize: 4 }],
    ['note few-seeds', {}],
    ['void zero-budget', { attacks: [pgd([{ image: 0 }])] }],
    [
      'void budget-exceeded',
      {
        attacks: [pgd([{ image: 0.1 }])],
        edit: editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, norms: { image: 0.11 } } })),
      },
    ],
    [
      'warning re-evaluation',
      {
        attacks: [pgd([{ image: 0.1 }])],
        edit: editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, success: false } })),
      },
    ],
    [
      'warning loss-not-rising',
      {
        attacks: [pgd([{ image: 0.1 }])],
        edit: editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, attacked: surer(r) } })),
      },
    ],
    [
      'warning vanishing-gradient',
      {
        attacks: [pgd([{ image: 0.1 }])],
        edit: editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, attacked: r.clean } })),
      },
    ],
    [
      'warning random-noise',
      {
        attacks: [pgd([{ image: 0.1 }])],
        edit: editPerturbations((r) => ({ ...r, controls: r.controls && { ...r.controls, randomNoise: [true] } })),
      },
    ],
    [
      'warning larger-budget',
      {
        attacks: [pgd([{ image: 0.1 }, { image: 0.2 }])],
        edit: editPerturbations((r) => ({
          ...r,
          outcome: r.outcome && { ...r.outcome, success: r.cell.endsWith('0') },
        })),
      },
    ],
    [
      'warning single-step',
      {
        attacks: [{ name: 'fgsm', budgets: [{ image: 0.1 }] }, pgd([{ image: 0.1 }])],
        success: (_, attack) => (attack.name === 'fgsm' ? 0.9 : 0.3),
      },
    ],
    [
      'warning query-beats-gradient',
      {
        attacks: [{ name: 'square', budgets: [{ image: 0.1 }] }, pgd([{ image: 0.1 }])],
        success: (_, attack) => (attack.name === 'square' ? 0.9 : 0.3),
      },
    ],
  ])('%s', (check, options) => {
    expect(checks(study({ attacks: [decoupling()], ...options }))).toContain(check);
  });

  test('what heads a warning is a finding with its number', () => {
    const { flags } = study({
      subjects: ['concat'],
      attacks: [decoupling(), pgd([{ image: 4 / 255 }, { image: 8 / 255 }])],
      edit: editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, success: r.cell.endsWith('0') } })),
      oracle: false,
    });
    expect(flags.length).toBeGreaterThan(2);
    for (const { finding, shared } of flags) {
      expect(finding).toMatch(/\d.*\.$/u);
      if (shared !== null) expect(shared.statement).toMatch(/\{\}.*\.$/u);
    }
    expect(flags.find(({ check }) => check === 'larger-budget')?.finding).toMatch(
      /^A larger budget left more right: [\d.]+\u00a0% at image 8\/255, [\d.]+\u00a0% at image 4\/255 \(\+[\d.]+ points/u,
    );
  });

  test('scores may break less than gradients, and more than a few steps of them, without a word', () => {
    const found = (square: number, steps: number): readonly string[] =>
      checks(
        study({
          attacks: [
            { name: 'square', budgets: [{ image: 0.1 }] },
            { name: 'pgd', steps, budgets: [{ image: 0.1 }] },
          ],
          success: (_, attack) => (attack.name === 'square' ? square : 0.5),
        }),
      );
    expect(found(0.9, 20)).toContain('warning query-beats-gradient');
    expect(found(0.9, 5)).not.toContain('warning query-beats-gradient');
    expect(found(0.2, 20)).not.toContain('warning query-beats-gradient');
  });

  test('what turns the embedding beats what climbs the loss only where the head is masked, and may itself be beaten', () => {
    const found = (mfa: number, square: number): readonly string[] =>
      checks(
        study({
          attacks: [
            { name: 'mfa', budgets: [{ image: 0.1 }] },
            { name: 'square', budgets: [{ image: 0.1 }] },
            { name: 'pgd', budgets: [{ image: 0.1 }] },
          ],
          success: (_, { name }) => (name === 'mfa' ? mfa : name === 'square' ? square : 0.5),
        }),
      );
    expect(found(0.9, 0.4)).toContain('warning embedding-beats-loss');
    expect(found(0.1, 0.4)).not.toContain('warning embedding-beats-loss');
    expect(found(0.1, 0.4)).not.toContain('warning query-beats-gradient');
  });

  test.each<[string, string, Slopes]>([
    ['vanishing-gradient', 'zero on most steps', { zero: 19, notFinite: 0, range: [1, 1] }],
    ['exploding-gradient', 'no number once', { zero: 0, notFinite: 1, range: [1, 2] }],
    ['exploding-gradient', 'a million times apart', { zero: 0, notFinite: 0, range: [1e-3, 1.1e3] }],
  ])('%s: gradients that are %s on more than a twentieth of the samples', (check, _, bad) => {
    const good: Slopes = { zero: 0, notFinite: 0, range: [0.5, 300] };
    const found = (share: number, attack: 'pgd' | 'mfa' = 'pgd'): readonly string[] =>
      checks(
        study({
          subjects: ['concat'],
          attacks: [{ name: attack, budgets: [{ image: 0.1 }] }],
          success: () => 0,
          edit: withSlopes((row) => (row < 150 * share ? bad : good)),
        }),
      );
    expect(found(0.2)).toContain(`warning ${check}`);
    expect(found(0.02)).not.toContain(`warning ${check}`);
    expect(found(0), 'whatever their size').not.toContain(`warning ${check}`);
    expect(found(1, 'mfa'), 'turning the embedding ends where it is turned').not.toContain(`warning ${check}`);
  });

  test('logits that change when asked again: of few samples a warning, of many the model is void', () => {
    const asked = (share: number): readonly string[] =>
      checks(
        study({
          subjects: ['concat'],
          edit: (r) => (r.kind === 'clean' ? { ...r, again: r.row - 9000 < 150 * share ? 0.1 : 1e-6 } : r),
        }),
      );
    expect(asked(0).filter((check) => check.includes('unsteady'))).toEqual([]);
    expect(asked(0.03).filter((check) => check.includes('unsteady'))).toEqual(['warning unsteady-answers']);
    expect(asked(0.3).filter((check) => check.includes('unsteady'))).toEqual(['void unsteady-model']);
  });

  test('an attack that climbs something else than the cross-entropy may lower it', () => {
    const fallen = (loss: 'cross-entropy' | 'dlr'): readonly string[] =>
      checks(
        study({
          attacks: [{ name: 'apgd', loss, budgets: [{ image: 0.1 }] }],
          edit: editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, attacked: surer(r) } })),
        }),
      );
    expect(fallen('cross-entropy')).toContain('warning loss-not-rising');
    expect(fallen('dlr')).not.toContain('warning loss-not-rising');
  });

  test.each([1, 1000])('nothing done may change a logit by 1e-4 of the largest, at logits × %d', (scale) => {
    const changed = (share: number): readonly string[] =>
      checks(
        study({
          count: 60,
          subjects: ['concat'],
          attacks: [decoupling(), pgd([{ image: 0.1 }])],
          edit: (record) => {
            const clean = { ...record.clean, logits: record.clean.logits.map((logit) => logit * scale) };
            const change = share * 1e-4 * Math.max(...clean.logits);
            if (record.kind === 'removal') {
              return { ...record, clean, controls: record.controls && { ...record.controls, noOp: change } };
            }
            return record.kind === 'perturbation'
              ? { ...record, clean, controls: record.controls && { ...record.controls, zeroBudget: change } }
              : { ...record, clean };
          },
        }),
      ).filter((check) => check.startsWith('void'));
    expect(changed(0.99)).toEqual([]);
    expect(changed(1.01)).toEqual(['void no-op', 'void zero-budget']);
  });

  test('a sound study raises no voids', () => {
    expect(
      checks(study({ attacks: [decoupling(), pgd([{ image: 0.1 }])] })).filter((check) => check.startsWith('void')),
    ).toEqual([]);
  });

  test('stored inputs that do not hold, as the run last ended', () => {
    const run = syntheticRun({ count: 40 });
    const ended = (stored: object) =>
      analyse({
        ...run,
        events: [...run.events, { ...run.events[1], event: 'finished' as const, stored }],
      } as typeof run);
    const whole = ended({ kept: 5, differing: 0, damaged: 0 });
    expect(checks(whole)).not.toContain('warning stored-inputs');
    const { flags } = ended({ kept: 5, differing: 1, damaged: 2 });
    expect(flags.find(({ check }) => check === 'stored-inputs')?.finding).toBe(
      'Re-evaluation of stored adversarial inputs differs: of 5, 1 got another verdict when the model was asked again and 2 could not be read as they were written.',
    );
  });

  test('records from two devices', () => {
    const run = syntheticRun({ count: 40 });
    const resumed = { ...run.events[1], event: 'resumed' as const, device: 'cpu' as const };
    expect(checks(analyse({ ...run, events: [...run.events, resumed] }))).toContain('warning several-devices');
  });
});

test('gradients that broken samples were spared are counted', () => {
  const [{ models }] = study({ attacks: [pgd([{ image: 0.1 }])] }).subjects;
  const [{ queries, successRate, attacked }] = models[0].perturbations;
  expect(successRate.hits).toBeGreaterThan(0);
  expect(queries.saved.value).toBeCloseTo((13 * successRate.hits) / attacked, 9);
  expect(queries.saved.value! + queries.gradient.value!).toBeCloseTo(20, 9);
});

test('records of halved micro-batches are pointed out', () => {
  const run = syntheticRun({ count: 40 });
  const records = run.records.map((record, index) => (index < 3 ? { ...record, halvings: 1 } : record));
  expect(checks(analyse({ ...run, records }))).toContain('note halved-batches');
  expect(checks(analyse(run))).not.toContain('note halved-batches');
});
