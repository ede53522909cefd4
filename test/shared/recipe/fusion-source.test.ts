import { expect, it } from 'vitest';
import { FusionChoice } from '../../../src/shared/recipe/fusions';
import { fusionSource } from '../../../src/shared/recipe/fusion-source';
import { TrainingChoice } from '../../../src/shared/training/training';

const of = (choice: object, training: object = {}): string => {
  const { title, paper, fidelity, difference } = fusionSource(
    FusionChoice.parse(choice),
    TrainingChoice.parse(training),
  );
  return [title, paper, fidelity, difference].join(' | ');
};

it('every fusion says what it follows, each of them something else', () => {
  const all = FusionChoice.options.map(({ shape }) => of({ name: shape.name.value }));
  expect(new Set(all).size).toBe(all.length);
  for (const text of all)
    expect(text).toMatch(/^[^|]{5,} \| [^|]{10,} \| (exact|variant|reconstruction) \| [^|]{4,}$/u);
});

it('the form of the rank regulariser that was used is named, and that there was none', () => {
  expect(of({ name: 'qmf' })).toContain('rank form slack');
  expect(of({ name: 'qmf', rankForm: 'gap' })).toMatch(/rank form gap.*its code has not/u);
  expect(of({ name: 'qmf', rank: 0 })).toContain('no rank regulariser');
});

it('a fixed point says how it is found, and that unrolled there is none', () => {
  expect(of({ name: 'deq' })).toMatch(/ridge.*1e-4 of the mean square/u);
  expect(of({ name: 'deq' })).toContain('each sample stops by its own residual');
  expect(of({ name: 'deq', solver: 'broyden' })).not.toContain('ridge');
  expect(of({ name: 'deq', unrolled: 5 })).toMatch(/unrolled .*ablation/u);
  expect(of({ name: 'deq', unrolled: 5 })).not.toContain('residual');
});

it('what of CRMT was left out is said', () => {
  expect(of({ name: 'crmt' })).toContain('Adam’s');
  expect(of({ name: 'crmt', integration: 0, margin: 0 })).toMatch(/no margins .*no second step/u);
  expect(of({ name: 'crmt', orthogonal: false })).toMatch(/^Joint training.*one linear head/u);
});

it('of MLA it is told how it was trained, and nothing of a gradient that was not modified', () => {
  const trained = (modification: string): string =>
    of({ name: 'mla' }, { method: 'alternating', alternating: { modification } });
  expect(trained('previous')).toMatch(/^MLA, entropy fusion.*is modified is a reconstruction/u);
  expect(trained('added')).toMatch(/^MLA, .*as BalanceBenchmark has it/u);
  expect(trained('none')).toMatch(/^MLA, .*taken as it is/u);
  const joint = of({ name: 'mla', weights: 'mean' });
  expect(joint).toMatch(/^Shared head of MLA, all inputs at once, mean of logits.*without its training/u);
  expect(joint).not.toContain('gradient');
});
