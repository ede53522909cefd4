import { expect, test } from 'vitest';
import { presetPlan, studyPresets } from '../../../src/shared/planning/study-presets';
import { parsePlan } from '../../../src/shared/plan-file';
import type { DatasetManifest } from '../../../src/shared/dataset';

const image = { kind: 'image', height: 28, width: 28, channels: 1, mean: [0.3], std: [0.3] } as const;
const text = { kind: 'text', maxWords: 9 } as const;

function manifest(modalities: DatasetManifest['modalities']): DatasetManifest {
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
    oracle: null,
    hash: '0'.repeat(64),
  };
}

test.each(studyPresets)('the preset %s is a plan, for one modality and for two', (preset) => {
  for (const modalities of [{ image }, { image, text }] as const) {
    const plan = parsePlan(presetPlan(preset, manifest(modalities), 'study'), 'plan');
    expect(plan.data.selection.count).toBe(80);
    expect(plan.attacks.length).toBeGreaterThan(0);
  }
});
