import { describe, expect, it } from 'vitest';
import { comparedPairs } from '../../../src/analysis/comparison/compared-pairs';
import { alternatingPlan } from '../../../src/shared/planning/alternating-plan';
import { contrastPlan } from '../../../src/shared/planning/contrast-plan';
import { shippedFacts } from '../../../src/shared/planning/shipped-facts';
import { systemPresetLimit } from '../../../src/shared/planning/system-preset-limits';
import type { StudyPlan } from '../../../src/shared/plan';

const pairs = (plan: StudyPlan) =>
  comparedPairs(
    plan.subjects.map(({ name }) => name),
    plan,
  );
const alikeBut = (plan: StudyPlan, part: 'fusion' | 'training') =>
  new Set(
    plan.subjects.map(({ recipe, training }) =>
      JSON.stringify(part === 'fusion' ? [recipe.encoders, recipe.head, training] : recipe.encoders),
    ),
  ).size;

describe.each(['quick', 'standard', 'full'] as const)('the study of alternating training in its %s size', (size) => {
  const plan = alternatingPlan(size);
  const named = (name: string) => plan.subjects.find((subject) => subject.name.startsWith(name));

  it('compares by accuracy, with as many seeds as its comparisons need', () => {
    expect(plan.primaryMeasure).toBe('accuracy');
    expect(pairs(plan)).toHaveLength(6);
    if (size === 'full') expect(plan.seeds).toHaveLength(8);
  });

  it('changes one thing at a time: the method, the gradient of the head, the weights', () => {
    const [joint, , plain] = plan.subjects;
    expect(joint.recipe).toEqual(plain.recipe);
    expect(joint.training).toEqual({ ...plain.training, method: 'joint', alternating: joint.training.alternating });
    expect(plain.training).toMatchObject({ method: 'alternating', alternating: { modification: 'none' } });
    const [reading, whole] = [named('alternating, paper'), named('MLA')];
    expect(whole?.training).toEqual(reading?.training);
    expect(whole?.recipe).toEqual({ ...reading?.recipe, fusion: { name: 'mla', weights: 'entropy' } });
    expect(whole?.comparedWith).toEqual([joint.name, reading?.name]);
    expect(alikeBut(plan, 'training')).toBe(1);
  });
});

describe.each(['quick', 'standard', 'full'] as const)('the study of contrast in its %s size', (size) => {
  const plan = contrastPlan(size);

  it('differs in its losses alone, each contrast beside concatenation and beside what it is added to', () => {
    expect(alikeBut(plan, 'fusion')).toBe(1);
    const [plain, supervised, paper, released] = plan.subjects.map(({ name }) => name);
    expect(pairs(plan)).toEqual([
      [supervised, plain],
      [paper, plain],
      [paper, supervised],
      [released, plain],
      [released, supervised],
    ]);
    expect(plan.primaryMeasure).toBe('accuracy');
    if (size === 'full') expect(plan.seeds).toHaveLength(8);
  });
});

it('is offered of data whose inputs each tell of one class', () => {
  for (const preset of ['alternating', 'contrast'] as const) {
    expect(systemPresetLimit(preset, 'digit-trio', shippedFacts['digit-trio'])).toBeNull();
    expect(systemPresetLimit(preset, 'mine', undefined)).toBeNull();
    expect(systemPresetLimit(preset, 'scenes', shippedFacts.scenes)).toContain('maps');
    expect(systemPresetLimit(preset, 'digit-sum', shippedFacts['digit-sum'])).toContain('ask for a value');
    expect(systemPresetLimit(preset, 'mine', { modalities: { text: { kind: 'text', maxWords: 3 } } })).toContain(
      'two inputs',
    );
    expect(systemPresetLimit(preset, 'caption-match', shippedFacts['caption-match'])).toContain('guess');
  }
});
