import { expect, test } from 'vitest';
import { planDoubts } from '../../../src/shared/planning/plan-doubts';
import { presetPlan, studyPresets } from '../../../src/shared/planning/study-presets';
import { parsePlan } from '../../../src/shared/plan-file';
import type { DatasetManifest } from '../../../src/shared/dataset';

type Specs = DatasetManifest['modalities'];
const image: Specs = { image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0.3], std: [0.3] } };
const text: Specs = { text: { kind: 'text', maxWords: 9 } };

function manifest(modalities: Specs, oracle: DatasetManifest['oracle'] = null): DatasetManifest {
  return {
    format: 'muroan.dataset',
    formatVersion: 1,
    name: 'some-data',
    title: 'Some data',
    task: 'What is it?',
    preparation: { name: 'none', version: 1, seed: 0 },
    licences: [],
    modalities,
    classes: ['a', 'b'],
    count: 300,
    splits: { train: 200, validation: 20, test: 80 },
    unit: 'sample',
    columns: {},
    oracle,
    hash: '0'.repeat(64),
  };
}

test.each(studyPresets)('the preset %s is a plan, for one modality and for two', (preset) => {
  for (const modalities of [image, { ...image, ...text }]) {
    const plan = parsePlan(presetPlan(preset, manifest(modalities), 'study'), 'plan');
    expect(plan.data.selection.count).toBe(80);
    expect(plan.attacks.length).toBeGreaterThan(0);
    expect(planDoubts(plan, manifest(modalities))).toEqual([]);
  }
});

test.each(studyPresets)(
  'the preset %s asks what is usual of removals from all inputs and of small changes',
  (preset) => {
    const plan = parsePlan(presetPlan(preset, manifest({ ...image, ...text }), 'study'), 'plan');
    const asked = plan.requirements.map(({ attack = -1, ...requirement }) => ({
      under: plan.attacks[attack],
      ...requirement,
    }));
    const removals = asked.filter(({ under }) => under.name === 'decoupling');
    expect(removals).toHaveLength(preset === 'paper' ? 2 : 1);
    for (const { under, removedAtMost, threshold } of removals) {
      expect(under).toMatchObject({ modalities: ['image', 'text'] });
      expect({ removedAtMost, threshold }).toEqual({ removedAtMost: 0.25, threshold: 0.5 });
    }
    const small = asked.filter(({ under }) => under.name !== 'decoupling');
    expect(small).toMatchObject([
      { under: { name: 'pgd', norm: 'linf' }, budget: 0, comparison: 'at-least', threshold: 0.8 },
    ]);
  },
);

test.each(studyPresets)(
  'the preset %s counts mistakes only where the data can tell them, and only of removals',
  (preset) => {
    const measures = (oracle: DatasetManifest['oracle']): readonly string[] => {
      const plan = parsePlan(presetPlan(preset, manifest({ ...image, ...text }, oracle), 'study'), 'plan');
      return plan.requirements.map(
        ({ attack = -1, measure }) =>
          `${plan.attacks[attack].name === 'decoupling' ? 'removal' : 'change'}: ${measure}`,
      );
    };
    const oracle = { rule: 'all' as const, statement: 'Decidable while a word is left.' };
    expect(new Set(measures(oracle))).toEqual(
      new Set(['removal: label-preserving-robust-accuracy', 'change: robust-accuracy']),
    );
    expect(new Set(measures(null))).toEqual(new Set(['removal: robust-accuracy', 'change: robust-accuracy']));
  },
);

test('where only words are read, nothing is asked of changes in an embedding space', () => {
  const plan = parsePlan(presetPlan('strongest', manifest(text), 'study'), 'plan');
  expect(plan.requirements.map(({ attack = -1 }) => plan.attacks[attack].name)).toEqual(['decoupling']);
});
