import { describe, expect, it, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { compareRuns } from '../../src/analysis/comparison/run-comparison';
import { runWarnings } from '../../src/analysis/comparison/run-warnings';
import { headlineRows } from '../../src/analysis/comparison/headline';
import { contextOf } from '../../src/report/sections/context';
import { degradationsSection } from '../../src/report/sections/degradations';
import { detailsSection } from '../../src/report/sections/details';
import { decoupling, pgd, syntheticRun, type SyntheticOptions } from './synthetic-run';

const base: SyntheticOptions = { count: 100, subjects: ['concat'], accuracy: () => 1 };
const modelsOf = (options: SyntheticOptions) =>
  analyse(syntheticRun(options)).subjects.flatMap((subject) => subject.models);

describe('encodings', () => {
  const options: SyntheticOptions = {
    ...base,
    attacks: [pgd([{ image: 0.1 }])],
    edit: (record) => {
      if (record.kind === 'clean') {
        return { ...record, encodingSlopes: { image: 2, text: 0.5 }, aligned: { 'image · text': 0.4 } };
      }
      if (record.kind !== 'perturbation' || record.outcome === null) return record;
      return {
        ...record,
        outcome: { ...record.outcome, aligned: { 'image · text': record.row % 2 === 0 ? 0.1 : 0.3 } },
      };
    },
  };

  it('have the mean slope of the loss, their cosine, and what an attack does to it', () => {
    const [{ vulnerability, alignment }] = modelsOf(options);
    expect(vulnerability.map(({ modality, slope }) => [modality, slope.value])).toEqual([
      ['image', 2],
      ['text', 0.5],
    ]);
    const [{ pair, untouched, shifts }] = alignment;
    expect([pair, shifts.length]).toEqual(['image · text', 1]);
    expect(untouched.value).toBeCloseTo(0.4, 9);
    expect(shifts[0].shift.value).toBeCloseTo(-0.2, 1);
    expect(shifts[0].shift.low).toBeGreaterThan(-0.3);
  });

  it('stand in the report, and nothing of runs that are older', () => {
    const text = (run: SyntheticOptions): string =>
      JSON.stringify(
        detailsSection(contextOf({ ...syntheticRun(run), analysis: analyse(syntheticRun(run)) } as never)),
      );
    expect(text(options)).toContain('How strongly the loss hangs on each encoding (V_m)');
    expect(text(options)).toContain('How the encodings of two inputs lie to each other');
    expect(text({ ...base, attacks: [decoupling()] })).not.toContain('V_m');
  });
});

describe('missing inputs', () => {
  const missing = (modality: string) => ({ name: 'missing' as const, modalities: [modality] });
  const options: SyntheticOptions = {
    ...base,
    attacks: [],
    plan: { degradations: [missing('image'), missing('text')] },
    lost: (title) => (title.includes('image') ? 0.4 : 0.2),
  };

  it('cost the mean over what is missing, as a share of clean accuracy', () => {
    const [{ performanceChange, degraded, accuracy }] = modelsOf(options);
    const [{ by, missing: sets, change }] = performanceChange;
    expect([by, sets]).toEqual(['mean', [['image'], ['text']]]);
    const [image, text] = degraded.map((one) => one.accuracy.value!);
    expect(change.value).toBeCloseTo((accuracy.value! - (image + text) / 2) / accuracy.value!, 9);
    expect(change.low).toBeLessThan(change.value!);
    // All were right before: what is kept is what is right.
    expect(degraded.map(({ kept }) => kept.value)).toEqual([image, text]);
    const section = degradationsSection(
      contextOf({ ...syntheticRun(options), analysis: analyse(syntheticRun(options)) } as never),
    );
    expect(JSON.stringify(section)).toContain('(PCR)');
  });

  it('what is kept is of the answers that were right', () => {
    const [{ degraded, accuracy }] = modelsOf({ ...options, accuracy: () => 0.5 });
    expect(degraded[0].kept.n).toBe(Math.round(accuracy.value! * 100));
  });

  it('that change no answer make a model void, unless an attack on that input alone breaks it', () => {
    const untouched = { ...options, lost: () => 0 };
    const reasons = (run: SyntheticOptions): readonly string[] =>
      modelsOf(run)[0].unsound.map((reason) => (reason.kind === 'indifferent' ? reason.modality : reason.kind));
    expect(reasons(untouched)).toEqual(['image', 'text']);
    expect(reasons({ ...untouched, attacks: [pgd([{ image: 0.1 }])], success: () => 0.5 })).toEqual(['text']);
    expect(reasons(options)).toEqual([]);
  });
});

test('what is left under masked gradients is not set beside another model, nor tested', () => {
  const masking: SyntheticOptions = { ...base, attacks: [pgd([{ image: 0.1 }]), decoupling()], success: () => 0.3 };
  const [a, b] = [syntheticRun(masking), syntheticRun({ ...masking, success: () => 0.6 })];
  const flag = { check: 'query-beats-gradient', model: 'concat' } as never;
  const [{ attacks: free }] = compareRuns(a, b).models;
  const [{ attacks: masked }] = compareRuns(a, b, { a: [flag], b: [] }).models;
  expect(free.map(({ masks }) => masks)).toEqual([[], []]);
  expect(masked.map(({ masks }) => masks)).toEqual([['the gradients of concat are masked'], []]);
  // Void is another word: those figures must not be used at all.
  expect(masked.map(({ voids }) => voids)).toEqual([[], []]);
  const warnings = runWarnings(a, b, compareRuns(a, b, { a: [flag], b: [flag] }));
  expect(warnings.filter((text) => text.startsWith('MASKED: the gradients of concat are masked'))).toHaveLength(1);
  expect(warnings.join()).not.toContain('VOID');
  expect(masked.map(({ p }) => p === null)).toEqual([true, false]);
});

test('headline figures of two runs stand side by side, one that only one has with a gap', () => {
  const [a, b] = [
    analyse(syntheticRun({ ...base, unimodal: () => 0.9, attacks: [decoupling(), decoupling(['image'])] })),
    analyse(syntheticRun({ ...base, unimodal: () => 0.9, attacks: [decoupling()] })),
  ];
  const rows = headlineRows([a, b]);
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.every(({ figures }) => figures.length === 2)).toBe(true);
  expect(rows.some(({ figures: [first, second] }) => first !== undefined && second !== undefined)).toBe(true);
  expect(rows.some(({ figures: [first, second] }) => first !== undefined && second === undefined)).toBe(true);
});
