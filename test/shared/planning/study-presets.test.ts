import { describe, expect, it, test } from 'vitest';
import { studyDoubts } from '../../../src/analysis/study-doubts';
import { factsOf, type AttackName } from '../../../src/shared/attacks/attack';
import { ensembleMembers } from '../../../src/shared/attacks/ensemble';
import { degradationTitle } from '../../../src/shared/degradations/degradation';
import { planDoubts } from '../../../src/shared/planning/plan-doubts';
import { sumsInputs } from '../../../src/shared/planning/certificate-limits';
import { sumPresetLimit } from '../../../src/shared/planning/crmt-preset';
import { isVoted } from '../../../src/shared/certificates/certificate';
import { certifiedPresetLimit } from '../../../src/shared/planning/certified-preset';
import { presetPlan, studyPresets } from '../../../src/shared/planning/study-presets';
import { parsePlan } from '../../../src/shared/plan/plan-file';
import type { DatasetManifest } from '../../../src/shared/data/dataset';

type Specs = DatasetManifest['modalities'];
const image: Specs = { image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0.3], std: [0.3] } };
const text: Specs = { text: { kind: 'text', maxWords: 9 } };

function manifest(
  modalities: Specs,
  oracle: DatasetManifest['oracle'] = null,
  classes: readonly string[] = ['a', 'b'],
): DatasetManifest {
  return {
    format: 'muroan.dataset',
    formatVersion: 1,
    name: 'some-data',
    title: 'Some data',
    task: 'What is it?',
    preparation: { name: 'none', version: 1, seed: 0 },
    licences: [],
    modalities,
    classes: [...classes],
    count: 300,
    splits: { train: 200, validation: 20, test: 80 },
    unit: 'sample',
    columns: {},
    oracle,
    hash: '0'.repeat(64),
  };
}

const isSearch = ({ name }: { readonly name: AttackName }): boolean => factsOf({ name }).kind === 'removal';

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
    const ofAttacks = asked.filter(({ measure }) => measure !== 'degraded-accuracy');
    const removals = ofAttacks.filter(({ under }) => isSearch(under));
    const searches = {
      quick: ['decoupling'],
      paper: ['decoupling', 'decoupling'],
      strongest: ['decoupling', 'lab-search'],
    };
    expect(removals.map(({ under }) => under.name)).toEqual(searches[preset]);
    for (const { under, removedAtMost, threshold } of removals) {
      expect(under).toMatchObject({ modalities: ['image', 'text'] });
      expect({ removedAtMost, threshold }).toEqual({ removedAtMost: 0.25, threshold: 0.5 });
    }
    const small = ofAttacks.filter(({ under }) => !isSearch(under));
    const common = { budget: 0, comparison: 'at-least', threshold: 0.8 };
    const names = preset === 'strongest' ? ['ensemble'] : ['pgd'];
    expect(small).toMatchObject(names.map((name) => ({ under: { name, norm: 'linf' }, ...common })));
  },
);

test.each(studyPresets)(
  'the preset %s counts mistakes only where the data can tell them, and only of removals',
  (preset) => {
    const measures = (oracle: DatasetManifest['oracle']): readonly string[] => {
      const plan = parsePlan(presetPlan(preset, manifest({ ...image, ...text }, oracle), 'study'), 'plan');
      return plan.requirements.flatMap(({ attack, measure }) =>
        attack === undefined ? [] : [`${isSearch(plan.attacks[attack]) ? 'removal' : 'change'}: ${measure}`],
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
  const attacked = plan.requirements.flatMap(({ attack }) => attack ?? []);
  expect(attacked.map((attack) => plan.attacks[attack].name)).toEqual(['decoupling', 'lab-search']);
});

test('the strongest preset makes small changes by every many-step attack and by scores and answers, in turn', () => {
  const { attacks } = parsePlan(presetPlan('strongest', manifest({ ...image, ...text }), 'study'), 'plan');
  const changes = attacks.filter((attack) => attack.name === 'ensemble');
  expect(changes.map(({ budgets }) => Object.keys(budgets[0]))).toEqual([['image'], ['text'], ['image', 'text']]);
  expect(attacks.filter((attack) => 'budgets' in attack)).toEqual(changes);
  for (const attack of changes) {
    expect(ensembleMembers(attack, { embedding: true, weighs: false, solves: false })).toMatchObject([
      { name: 'pgd', steps: 100, restarts: 5 },
      { name: 'apgd', loss: 'cross-entropy', steps: 100 },
      { name: 'apgd', loss: 'dlr', steps: 100 },
      { name: 'mfa', steps: 100, restarts: 5 },
      { name: 'square', queries: 5000 },
      { name: 'hopskipjump', queries: 5000 },
    ]);
  }
});

test.each(studyPresets)(
  'the preset %s asks for accuracy with noise on each input and, where half is more than chance, without one',
  (preset) => {
    const asked = (modalities: Specs, classes: readonly string[]): readonly string[] => {
      const { degradations, requirements } = parsePlan(
        presetPlan(preset, manifest(modalities, null, classes), 'study'),
        'plan',
      );
      return requirements.flatMap(({ measure, degradation = -1, level, threshold }) =>
        measure === 'degraded-accuracy'
          ? [
              `${degradationTitle(degradations[degradation], level === undefined ? null : { level, kind: null })} ≥ ${String(threshold)}`,
            ]
          : [],
      );
    };
    const noise = ['Noise 0.1 on image ≥ 0.8', 'Noise 0.1 on text ≥ 0.8'];
    const both = { ...image, ...text };
    // Of corruptions, that most answers are right where they are hardly seen; a quick look has them plainer.
    const corrupted =
      preset === 'quick' ? [] : ['11 natural corruptions 1 on image ≥ 0.8', '7 natural corruptions 1 on text ≥ 0.8'];
    expect(asked(both, ['a', 'b', 'c'])).toEqual([
      ...noise,
      'Without image (mean) ≥ 0.5',
      'Without text (mean) ≥ 0.5',
      ...corrupted,
    ]);
    expect(asked(both, ['a', 'b'])).toEqual([...noise, ...corrupted]);
    expect(asked(image, ['a', 'b', 'c'])).toEqual([...noise.slice(0, 1), ...corrupted.slice(0, 1)]);
  },
);

test('the preset of CRMT trains one recipe in five ways, attacks each input and one joint ball, and asks for radii', () => {
  const data = manifest({ ...image, ...text });
  const plan = parsePlan(presetPlan('crmt', data, 'study'), 'plan');
  expect(plan.subjects.map(({ name }) => name)).toEqual([
    'joint training',
    'orthogonal only',
    'step 1',
    'step 2',
    'both steps',
  ]);
  expect(plan.subjects.every(sumsInputs)).toBe(true);
  expect(new Set(plan.subjects.map(({ recipe }) => JSON.stringify(recipe.fusion))).size).toBe(5);
  expect(plan).toMatchObject({ reference: 'joint training', certificates: [{ name: 'crmt' }] });
  const budgets = plan.attacks.flatMap((attack) => (attack.name === 'pgd' ? [attack] : []));
  expect(budgets.map((attack) => [Object.keys(attack.budgets[0]).join(), attack.share])).toEqual([
    ['image', 'full'],
    ['text', 'full'],
    ['image,text', 'joint'],
  ]);
  // The certificate's ball: as long on every input.
  for (const budget of budgets[2].budgets) expect(new Set(Object.values(budget)).size).toBe(1);
  expect(planDoubts(plan, data)).toEqual([]);
});

test('the preset of CRMT is not offered where its fusion says nothing, with the reason', () => {
  expect(sumPresetLimit('crmt', 'some-data', manifest(image))).toBeNull();
  expect(sumPresetLimit('crmt', 'caption-match', undefined)).toContain('no sum');
  const value = { kind: 'value', unit: '', tolerance: 1, low: 0, high: 9 } as never;
  expect(sumPresetLimit('crmt', 'digit-sum', { target: value })).toContain('these data ask for a value');
  expect(sumPresetLimit('crmt', 'scenes', { pixelClasses: ['a'] })).toContain('maps');
});

test('QMF is set beside static late fusion, without its rank loss and with both readings, under its own noise', () => {
  const plan = parsePlan(presetPlan('qmf', manifest({ ...image, ...text }), 'study'), 'plan');
  expect(plan.subjects.map(({ recipe }) => recipe.fusion)).toEqual([
    { name: 'late', together: 'mean', separate: false },
    { name: 'qmf', rank: 0, rankForm: 'slack' },
    { name: 'qmf', rank: 1, rankForm: 'slack' },
    { name: 'qmf', rank: 1, rankForm: 'gap' },
  ]);
  expect(plan.reference).toBe('late');
  expect(plan.seeds).toHaveLength(6);
  expect(plan.degradations.map((each) => degradationTitle(each))).toEqual([
    'QMF noise (Gaussian) on image + text',
    'QMF noise (salt and pepper, ε/10) on image + text',
    'QMF noise (Gaussian) on image',
    'QMF noise (Gaussian) on text',
  ]);
  // It attacks nothing, which is told; nothing else is doubtful.
  expect(planDoubts(plan, manifest({ ...image, ...text })).map(({ where }) => where)).toEqual(['plan.attacks']);
  expect(sumPresetLimit('qmf', 'some-data', manifest(image))).toBeNull();
  expect(sumPresetLimit('qmf', 'caption-match', undefined)).toContain('no sum');
  expect(sumPresetLimit('qmf', 'scenes', { pixelClasses: ['a', 'b'] })).toContain('maps');
});

test('several levels in memory are set beside MulT, whatever the inputs, by accuracy over eight seeds', () => {
  const series = {
    kind: 'sequence' as const,
    steps: 8,
    features: [{ name: 'x', low: 0, high: 1 }],
    mean: [0.5],
    std: [1],
  };
  for (const modalities of [
    { ...image, ...text },
    { voice: series, face: { ...series, steps: 5 } },
  ]) {
    const plan = parsePlan(presetPlan('scales', manifest(modalities), 'study'), 'plan');
    expect(plan.subjects).toHaveLength(5);
    expect(plan.seeds).toHaveLength(8);
    expect(plan.primaryMeasure).toBe('accuracy');
    expect(plan.degradations).toHaveLength(2);
  }
});

describe('the preset of certificates by votes', () => {
  const square = (side: number) => ({
    kind: 'image' as const,
    height: side,
    width: side,
    channels: 1 as const,
    mean: [0.3],
    std: [0.3],
  });
  const scenes = {
    ...manifest({ colour: square(32), depth: square(32) }),
    pixelClasses: ['ground', 'thing'],
  };
  it.each([
    ['a picture and a text', manifest({ ...image, ...text })],
    ['a text', manifest(text)],
    ['pictures of which every pixel is labelled', scenes],
  ])('of %s: a model and its twin trained on draws, MMCert and as many elements drawn from all together', (_, data) => {
    const plan = parsePlan(presetPlan('certified', data, 'study'), 'plan');
    const [plain, drawn] = plan.subjects;
    expect(plan.subjects.map(({ recipe }) => recipe)).toEqual([plain.recipe, plain.recipe]);
    expect([plain.training.ablation.rate, drawn.training.ablation.rate]).toEqual([0, 1]);
    expect({ ...drawn.training, ablation: plain.training.ablation }).toEqual(plain.training);
    const ids = Object.keys(data.modalities);
    const [mmcert, ablation] = plan.certificates.filter(isVoted);
    if (mmcert.name !== 'mmcert') throw new Error('MMCert is not the first.');
    expect(Object.keys(mmcert.kept)).toEqual(ids);
    if (ids.length === 1) expect(ablation).toBeUndefined();
    else {
      const kept = Object.values(mmcert.kept).reduce((sum, count) => sum + count, 0);
      expect(ablation).toMatchObject({ name: 'randomized-ablation', modalities: ids, kept, draws: mmcert.draws });
    }
    // Votes can prove something of each input and of all, and nothing else is doubted either.
    expect(studyDoubts(plan, data)).toEqual([]);
    // What is drawn is what the twin was trained on.
    for (const [id, spec] of Object.entries(data.modalities)) {
      const { least, most } = drawn.training.ablation;
      if (spec.kind === 'image') {
        const share = mmcert.kept[id] / (spec.height * spec.width);
        expect([least < share, share < most]).toEqual([true, true]);
      }
    }
  });

  it('is not offered where votes are counted for no class, with the reason', () => {
    expect(certifiedPresetLimit(manifest(image))).toBeNull();
    const value = { kind: 'value', unit: '', tolerance: 1, low: 0, high: 9 } as never;
    expect(certifiedPresetLimit({ target: value })).toContain('these data ask for a value');
  });
});
