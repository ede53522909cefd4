import { expect, it } from 'vitest';
import { alternatingPlan } from '../../../src/shared/planning/alternating-plan';
import { contrastPlan } from '../../../src/shared/planning/contrast-plan';
import { fusionsPlan } from '../../../src/shared/planning/fusions-plan';
import { hardeningPlan } from '../../../src/shared/planning/hardening-plan';
import { adaptersPlan } from '../../../src/shared/planning/adapters-plan';
import { scalesPlan } from '../../../src/shared/planning/scales-plan';
import { segmentationPlan } from '../../../src/shared/planning/segmentation-plan';
import { streamsPlan } from '../../../src/shared/planning/streams-plan';
import { systemsPlan } from '../../../src/shared/planning/systems-plan';
import { presetPlan } from '../../../src/shared/planning/study-presets';
import { parsePlan } from '../../../src/shared/plan/plan-file';
import { systemIds, systems, systemsIn } from '../../../src/shared/models/systems';
import type { DatasetManifest } from '../../../src/shared/data/dataset';

const plans = {
  hardening: hardeningPlan('quick'),
  segmentation: segmentationPlan('quick'),
  fusions: fusionsPlan('quick'),
  scales: scalesPlan('quick'),
  alternating: alternatingPlan('quick'),
  contrast: contrastPlan('quick'),
  streams: streamsPlan('quick'),
  systems: systemsPlan('quick'),
  adapters: adaptersPlan('quick'),
};
const picture = { kind: 'image', height: 28, width: 28, channels: 1, mean: [0.3], std: [0.3] };
const axis = { name: 'x', low: 0, high: 1 };
const skeleton = { kind: 'skeleton', joints: ['hip', 'head'], parents: [0, 0], steps: 4, coordinates: [axis, axis] };
const manifests = {
  samples: { modalities: { image: picture, text: { kind: 'text', maxWords: 9 } }, classes: ['a', 'b', 'c'] },
  skeletons: { modalities: { body: skeleton }, classes: ['a', 'b', 'c'] },
  pixels: { modalities: { rgb: picture, heat: picture }, classes: ['a', 'b'], pixelClasses: ['a', 'b'] },
};

it.each(systemIds)('%s is what its own studies and presets are about', (id) => {
  const { studies, presets, source, part } = systems[id];
  expect(part.name).not.toBe('');
  expect(source().difference).not.toBe('');
  for (const study of studies) expect(systemsIn(plans[study]), study).toContain(id);
  for (const preset of presets) {
    const manifest = {
      name: 'some',
      splits: { train: 9, validation: 9, test: 99 },
      oracle: null,
      ...manifests[preset === 'pixels' ? 'pixels' : preset === 'streams' ? 'skeletons' : 'samples'],
    };
    const plan = parsePlan(presetPlan(preset, manifest as unknown as DatasetManifest, 'some'), 'plan');
    expect(systemsIn(plan), preset).toContain(id);
  }
});

it('a study of other things is about none of them', () => {
  const { subjects } = plans.fusions;
  expect(systemsIn({ subjects: subjects.slice(0, 1), attacks: [], certificates: [] })).toEqual([]);
});

it('an encoder of UmURL that never learns without labels is not UmURL', () => {
  const { streams } = plans;
  const labelled = streams.subjects.map(({ training, ...subject }) => ({
    ...subject,
    training: { ...training, pretraining: { ...training.pretraining, epochs: 0 } },
  }));
  expect(systemsIn(streams)).toContain('umurl');
  expect(systemsIn({ ...streams, subjects: labelled })).not.toContain('umurl');
  // There its encoder reads the skeletons of every system, and of one it learns without labels first.
  const others = plans.systems.subjects.filter(({ name }) => name !== 'UmURL');
  expect(systemsIn({ ...plans.systems, subjects: others })).not.toContain('umurl');
});
