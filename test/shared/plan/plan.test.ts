import { describe, expect, it } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import { DatasetName } from '../../../src/shared/data/dataset';
import { LabError } from '../../../src/shared/errors';
import { canonicalJson } from '../../../src/shared/identity';
import { parse } from '../../../src/shared/parse';
import { StudyPlan, type StudyPlanInput } from '../../../src/shared/plan/plan';
import { planHash } from '../../../src/shared/plan/plan-hash';
import { ModelSpec } from '../../../src/shared/models/model-spec';

const smallest: StudyPlanInput = {
  format: 'muroan.study',
  formatVersion: 1,
  name: 'Smallest',
  data: { dataset: 'caption-match' },
  subjects: [{ name: 'concat', recipe: { encoders: { image: { name: 'cnn' } }, fusion: { name: 'concat' } } }],
  attacks: [{ name: 'decoupling', modalities: ['image'] }],
};

function problem(value: unknown): string {
  try {
    parse(StudyPlan, value, 'plan');
  } catch (error) {
    if (error instanceof LabError && error.code === 'invalid') return error.toString();
    throw error;
  }
  return 'no problem';
}

describe('StudyPlan', () => {
  it('fills in every default', () => {
    expect(parse(StudyPlan, smallest, 'plan')).toEqual({
      ...smallest,
      question: '',
      data: { dataset: 'caption-match', selection: { split: 'test', seed: 0 } },
      subjects: [
        {
          name: 'concat',
          comparedWith: [],
          recipe: {
            encoders: { image: { name: 'cnn', channels: [8, 16], width: 128 } },
            fusion: { name: 'concat' },
            head: { name: 'mlp', hidden: 128 },
          },
          training: {
            method: 'joint',
            encoders: 'own',
            epochs: 8,
            batchSize: 64,
            learningRate: 0.003,
            patience: 3,
            pretrained: {},
            trainRows: null,
            wordDropout: 0,
            adversarial: {
              imageRadius: 0,
              textRadius: 0,
              audioRadius: 0,
              valueRadius: 0,
              norm: 'l2',
              rate: 1,
              steps: 5,
              relativeStep: 0.4,
              randomStart: true,
            },
            removals: {
              rate: 0,
              cells: 2,
              words: 2,
              imageFill: 'mean',
              textFill: 'delete',
              audioFill: 'mean',
              valueFill: 'mean',
            },
            pretraining: { epochs: 0, encoder: 'frozen', batchSize: 128, learningRate: 1e-3, crop: 0.5 },
            ablation: { rate: 0, least: 0.02, most: 0.5, wordsLeast: 0.2, wordsMost: 1, wordsUnseen: 'masked' },
            adapting: {
              epochs: 8,
              learningRate: 1e-3,
              adapterRank: 4,
              scaling: 4,
              adapted: 'all',
              adaptedLayers: 'all',
              answerHeads: 'frozen',
            },
            alternating: { turns: 'fixed', modification: 'previous', alpha: 0.1, alphaFalls: true, rescaled: false },
            optimiser: 'adam',
            dropout: 0.1,
            shift: 0,
            mirror: 0,
            occlusion: 0,
            weightDecay: 0,
          },
        },
      ],
      reference: null,
      baselineTraining: 'as-subject',
      seeds: [0],
      attacks: [
        {
          name: 'decoupling',
          modalities: ['image'],
          criterion: { name: 'score-drop', score: 'margin', tau: 0.02, keep: 24 },
          fills: { image: 'mean', text: 'delete', audio: 'mean', values: 'mean' },
          stop: { rule: 'relative', fraction: 1 / 32 },
          order: 'size',
          maxQueries: 500,
          randomRemovals: 5,
          randomSearches: 1,
        },
      ],
      degradations: [],
      certificates: [],
      attackSeed: 0,
      primaryMeasure: 'removed-area',
      requirements: [],
      microBatch: 50,
      storedInputs: 0,
    });
  });

  it('keeps its identity whether or not the confidence of a requirement is written out', () => {
    const asks = (more: object): string =>
      planHash(
        parse(
          StudyPlan,
          { ...smallest, requirements: [{ measure: 'accuracy', comparison: 'at-least', threshold: 0.9, ...more }] },
          'plan',
        ),
      );
    // Of the version before requirements had a confidence.
    expect(asks({})).toBe('2168dfcfd729ade1d7773cfeae811be0ae2dc0c3e103531eb6e445d24dba4401');
    expect(asks({ confidence: 0.95 })).toBe(asks({}));
    expect(asks({ confidence: 0.9 })).not.toBe(asks({}));
  });

  it('keeps its identity as plans that name no reference and train baselines as before', () => {
    const hash = (more: object): string => planHash(parse(StudyPlan, { ...smallest, ...more }, 'plan'));
    const [{ name }] = parse(StudyPlan, smallest, 'plan').subjects;
    expect(hash({ reference: null, baselineTraining: 'as-subject' })).toBe(hash({}));
    expect(new Set([hash({}), hash({ reference: name }), hash({ baselineTraining: 'not-hardened' })]).size).toBe(3);
  });

  it('is a fixed point: a plan written with its defaults reads as itself', () => {
    const plan = parse(StudyPlan, smallest, 'plan');
    const again = parse(StudyPlan, JSON.parse(JSON.stringify(plan)), 'plan');
    expect(canonicalJson(again)).toBe(canonicalJson(plan));
  });

  const withAttack = (attack: unknown): unknown => ({ ...smallest, attacks: [attack] });
  const withSubject = (subject: unknown): unknown => ({ ...smallest, subjects: [subject] });

  it.each<readonly [string, unknown, string]>([
    [
      'another kind of file',
      { ...smallest, format: 'muroan.run' },
      'plan.format: is "muroan.run". Give "muroan.study".',
    ],
    ['a newer file', { ...smallest, formatVersion: 2 }, 'plan.formatVersion: is 2. Give 1.'],
    ['no name', { ...smallest, name: undefined }, 'plan.name: is missing. Give a string.'],
    ['no subject', { ...smallest, subjects: [] }, 'plan.subjects: is []. Give at least 1 entry.'],
    [
      'a data set name that is a path',
      { ...smallest, data: { dataset: '../data' } },
      'plan.data.dataset: is "../data". Use 1 to 64 lower-case letters, digits and hyphens, not starting with a hyphen.',
    ],
    [
      'an unknown split',
      { ...smallest, data: { dataset: 'a', selection: { split: 'tset' } } },
      'plan.data.selection.split: is "tset". Did you mean "test"? Give one of "train", "validation", "test".',
    ],
    [
      'an unknown attack',
      withAttack({ name: 'decupling', modalities: ['image'] }),
      'plan.attacks[0].name: is "decupling". Did you mean "decoupling"? Give one of "decoupling", "lab-search", "exhaustive", "fgsm", "pgd", "mim", "apgd", "mfa", "square", "hopskipjump", "ensemble", "transfer", "hotflip", "misspell".',
    ],
    [
      'an unknown criterion',
      withAttack({ name: 'decoupling', modalities: ['image'], criterion: { name: 'score' } }),
      'plan.attacks[0].criterion.name: is "score". Did you mean "score-drop"? Give one of "embedding-argmax", "label", "score-drop".',
    ],
    [
      'an unknown fill',
      withAttack({ name: 'decoupling', modalities: ['image'], fills: { image: 'grey' } }),
      'plan.attacks[0].fills.image: is "grey". Give one of "mean", "black", "white", "noise", "blur".',
    ],
    [
      'no steps at all',
      withAttack({ name: 'pgd', budgets: [{ image: 0.1 }], steps: 0 }),
      'plan.attacks[0].steps: is 0. Give a number of at least 1.',
    ],
    [
      'a misspelt field of an attack',
      withAttack({ name: 'pgd', budgets: [{ image: 0.1 }], stesp: 5 }),
      'plan.attacks[0].stesp: is not a field here. Did you mean "steps"?',
    ],
    [
      'a negative radius',
      withAttack({ name: 'pgd', budgets: [{ image: -0.1 }] }),
      'plan.attacks[0].budgets[0].image: is -0.1. Give a number of at least 0.',
    ],
    [
      'an unknown encoder',
      withSubject({ name: 'a', recipe: { encoders: { image: { name: 'resnet' } }, fusion: { name: 'concat' } } }),
      'plan.subjects[0].recipe.encoders.image.name: is "resnet". Give one of "cnn", "patch-tokens", "mean-words", "word-transformer", "mlp", "step-tokens", "raw-steps", "gru", "temporal-cnn", "residual-cnn", "umurl", "imported".',
    ],
    [
      'no encoder',
      withSubject({ name: 'a', recipe: { encoders: {}, fusion: { name: 'concat' } } }),
      'plan.subjects[0].recipe.encoders: names no modality. Give at least one encoder.',
    ],
    [
      'a width as text',
      withSubject({
        name: 'a',
        recipe: { encoders: { image: { name: 'cnn', width: '64' } }, fusion: { name: 'concat' } },
      }),
      'plan.subjects[0].recipe.encoders.image.width: is "64". Give a number.',
    ],
    [
      'a learning rate of zero',
      { ...smallest, subjects: [{ ...smallest.subjects[0], training: { learningRate: 0 } }] },
      'plan.subjects[0].training.learningRate: is 0. Give a number above 0.',
    ],
    [
      'two subjects of one name',
      { ...smallest, subjects: [smallest.subjects[0], smallest.subjects[0]] },
      'plan.subjects[1].name: is "concat" a second time. Give each subject its own name.',
    ],
    [
      'a requirement without its attack',
      { ...smallest, requirements: [{ measure: 'robust-accuracy', comparison: 'at-least', threshold: 0.5 }] },
      'plan.requirements[0].attack: is missing. Give the index of an attack of this plan, counted from 0: 0 to 0.',
    ],
    [
      'a requirement on an attack that is not there',
      {
        ...smallest,
        requirements: [{ measure: 'attack-success-rate', attack: 3, comparison: 'at-most', threshold: 0.5 }],
      },
      'plan.requirements[0].attack: is 3. Give the index of an attack of this plan, counted from 0: 0 to 0.',
    ],
    [
      'a threshold in per cent',
      { ...smallest, requirements: [{ measure: 'accuracy', comparison: 'at-least', threshold: 90 }] },
      'plan.requirements[0].threshold: is 90. Give a share, 0 to 1.',
    ],
    [
      'a gap below -1',
      { ...smallest, requirements: [{ measure: 'single-source-gap', comparison: 'at-least', threshold: -1.5 }] },
      'plan.requirements[0].threshold: is -1.5. Give a difference of shares, -1 to 1.',
    ],
    [
      'a radius beyond all bounds',
      withAttack({ name: 'pgd', budgets: [{ image: 1e7 }] }),
      'plan.attacks[0].budgets[0].image: is 10000000. Give a number of at most 1000000.',
    ],
  ])('refuses %s', (_, value, text) => {
    expect(problem(value)).toBe(text);
  });
});

describe('DatasetName', () => {
  it.each(['a', 'caption-match', '9', 'a'.repeat(64)])('takes %j', (name) => {
    expect(DatasetName.safeParse(name).success).toBe(true);
  });

  it.each(['', '-a', 'A', 'a b', '..', 'a/b', 'a\\b', 'a.b', 'é', 'a'.repeat(65)])('refuses %j', (name) => {
    expect(DatasetName.safeParse(name).success).toBe(false);
  });
});

describe('ModelSpec and AttackChoice', () => {
  it('do not share their defaults between values', () => {
    const recipe = { encoders: { image: { name: 'cnn' } }, fusion: { name: 'concat' } };
    const first = parse(ModelSpec, { dataset: 'a', recipe }, 'model');
    const second = parse(ModelSpec, { dataset: 'a', recipe }, 'model');
    expect(first).toEqual(second);
    expect(first.training).not.toBe(second.training);
  });

  it('keep the name as the tag of every alternative', () => {
    expect(AttackChoice.options.map((option) => option.shape.name.value)).toEqual([
      'decoupling',
      'lab-search',
      'exhaustive',
      'fgsm',
      'pgd',
      'mim',
      'apgd',
      'mfa',
      'square',
      'hopskipjump',
      'ensemble',
      'transfer',
      'hotflip',
      'misspell',
    ]);
  });
});
