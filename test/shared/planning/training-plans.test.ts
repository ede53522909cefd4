import { describe, expect, it } from 'vitest';
import { comparedPairs } from '../../../src/shared/plan/compared-pairs';
import { alternatingPlan } from '../../../src/shared/planning/alternating-plan';
import { contrastPlan } from '../../../src/shared/planning/contrast-plan';
import { shippedFacts } from '../../../src/shared/planning/shipped-facts';
import { systemPresetLimit } from '../../../src/shared/planning/system-preset-limits';
import { pairedSeeds } from '../../../src/shared/planning/paired-seeds';
import { streamsPlan } from '../../../src/shared/planning/streams-plan';
import { plainJoint, systemsPlan } from '../../../src/shared/planning/systems-plan';
import { comparedSystems, systemsIn } from '../../../src/shared/models/systems';
import type { StudyPlan } from '../../../src/shared/plan/plan';

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

describe.each(['quick', 'standard', 'full'] as const)('the study of streams in its %s size', (size) => {
  const plan = streamsPlan(size);

  it('compares one stream with three and with joints alone, as a probe and tuned, by accuracy', () => {
    expect(pairs(plan)).toEqual([
      ['three streams, probe', 'one stream, probe'],
      ['joints alone, probe', 'one stream, probe'],
      ['one stream, tuned', 'one stream, probe'],
      ['three streams, tuned', 'one stream, tuned'],
      ['joints alone, tuned', 'one stream, tuned'],
    ]);
    expect(plan.primaryMeasure).toBe('accuracy');
    if (size === 'full') expect(plan.seeds).toHaveLength(8);
  });

  it('lets every encoder learn as long without labels, and reads it by a linear map', () => {
    for (const { recipe, training } of plan.subjects) {
      expect(recipe.head).toEqual({ name: 'linear' });
      expect({ ...training.pretraining, encoder: 'frozen' }).toEqual({
        ...plan.subjects[0].training.pretraining,
        encoder: 'frozen',
      });
    }
  });
});

describe.each(['quick', 'standard', 'full'] as const)('the study of systems in its %s size', (size) => {
  const plan = systemsPlan(size);

  it('has every system of a fusion of its own over the same encoders, each beside the plain joint model', () => {
    expect(alikeBut(plan, 'training')).toBe(1);
    expect(pairs(plan).map(([, b]) => b)).toEqual(new Array(plan.subjects.length - 1).fill(plainJoint));
    const found = systemsIn(plan);
    for (const id of comparedSystems) expect(found).toContain(id);
  });

  it('removes parts, attacks each input and all at once, and has seeds that every comparison can come out by', () => {
    expect(plan.attacks.map(({ name }) => name)).toEqual(['decoupling', 'pgd', 'pgd', 'pgd']);
    expect(plan.attacks.at(-1)).toMatchObject({ share: 'joint' });
    const comparisons = pairs(plan).length * plan.attacks.length;
    if (size === 'full') expect(plan.seeds).toEqual(pairedSeeds(comparisons));
  });
});

it('reads the first skeleton of which bones are known', () => {
  expect(systemPresetLimit('streams', 'skeleton-actions', shippedFacts['skeleton-actions'])).toBeNull();
  expect(systemPresetLimit('streams', 'digit-trio', shippedFacts['digit-trio'])).toContain('no skeleton');
  const axis = { name: 'x', low: 0, high: 1 };
  const body = {
    kind: 'skeleton' as const,
    joints: ['hip'],
    steps: 4,
    coordinates: [axis, axis],
    mean: [0, 0],
    std: [1, 1],
  };
  expect(systemPresetLimit('streams', 'mine', { modalities: { body } })).toContain('no skeleton');
  expect(systemPresetLimit('streams', 'mine', { modalities: { body: { ...body, parents: [0] } } })).toBeNull();
});
