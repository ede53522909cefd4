import { describe, expect, it } from 'vitest';
import { DatasetManifest } from '../../src/shared/data/dataset';
import { demoPlans } from '../../src/shared/planning/demo-plans';
import { starterPlan } from '../../src/shared/planning/starter-plan';
import { AudioFill, ImageFill, TextFill, ValueFill } from '../../src/shared/data/modality';
import { attackCatalogue, recipeCatalogue } from '../../src/shared/planning/choice-catalogue';
import { planDoubts } from '../../src/shared/planning/plan-doubts';
import { recipeDraft } from '../../src/shared/planning/recipe-draft';
import { StudyPlan } from '../../src/shared/plan/plan';
import type { Problem } from '../../src/shared/problem';
import { Recipe } from '../../src/shared/recipe/recipe';
import { TrainingChoice } from '../../src/shared/training/training';

describe('recipeCatalogue', () => {
  const catalogue = recipeCatalogue();

  it('lists what the schemas know, with defaults, units and ranges', () => {
    expect(catalogue.encoders.map(({ name }) => name)).toEqual([
      'cnn',
      'patch-tokens',
      'mean-words',
      'word-transformer',
      'mlp',
      'step-tokens',
      'raw-steps',
      'gru',
      'temporal-cnn',
      'residual-cnn',
      'umurl',
    ]);
    expect(catalogue.fusions.map(({ name }) => name)).toEqual([
      'concat',
      'product',
      'gated',
      'low-rank-tensor',
      'token-transformer',
      'late',
      'qmf',
      'deq',
      'crmt',
      'mult',
      'mla',
      'unis-mmc',
    ]);
    expect(catalogue.encoders[1].fields[0]).toEqual({
      name: 'patch',
      title: 'patch',
      meaning: 'side of a patch',
      kind: 'number',
      default: 7,
      unit: 'pixels',
      range: '1 to 64',
      whole: true,
      options: [],
      words: {},
      fields: [],
    });
    const rate = catalogue.training[0].fields.find(({ name }) => name === 'learningRate');
    expect(rate).toMatchObject({ default: TrainingChoice.parse({}).learningRate, range: 'above 0, at most 1' });
  });

  it('gives what is chosen from a few, switched, or has fields of its own', () => {
    const attacks = attackCatalogue();
    const fieldOf = (attack: string, name: string) =>
      attacks.find((one) => one.name === attack)?.fields.find((field) => field.name === name);
    expect(fieldOf('decoupling', 'order')).toMatchObject({
      kind: 'one-of',
      options: ['size', 'cost'],
      default: 'size',
      range: 'size or cost',
    });
    expect(fieldOf('pgd', 'randomStart')).toMatchObject({ kind: 'yes-no', default: true });
    const fills = fieldOf('decoupling', 'fills');
    expect(fills).toMatchObject({ kind: 'group' });
    expect(fills?.fields.map(({ name, options }) => [name, options])).toEqual([
      ['image', [...ImageFill.options]],
      ['text', [...TextFill.options]],
      ['audio', [...AudioFill.options]],
      ['values', [...ValueFill.options]],
    ]);
    expect(fieldOf('decoupling', 'stop')).toMatchObject({ kind: 'other' });
  });

  it('explains every choice and every field', () => {
    const choices = Object.values(catalogue).flat() as typeof catalogue.encoders;
    for (const choice of choices) {
      expect(choice.meaning, choice.name).not.toBe('');
      for (const field of choice.fields) {
        expect(field.meaning, `${choice.name}.${field.name}`).not.toBe('');
        expect(field.range, `${choice.name}.${field.name}`).not.toMatch(/undefined|9007199254740991/);
      }
    }
  });
});

describe('demoPlans', () => {
  it('attacks 500 samples on concat and product fusion in the standard size', () => {
    const [plan, ...more] = demoPlans('standard');
    expect(more).toEqual([]);
    expect(plan.data).toEqual({ dataset: 'caption-match', selection: { split: 'test', count: 500, seed: 1 } });
    expect(plan.subjects.map(({ recipe }) => recipe.fusion.name)).toEqual(['concat', 'product']);
    const removals = plan.attacks.filter(({ name }) => name === 'decoupling');
    expect(removals.map((attack) => 'modalities' in attack && attack.modalities)).toEqual([
      ['image', 'text'],
      ['image'],
      ['text'],
    ]);
  });

  it.each(['quick', 'standard', 'full'] as const)(
    'asks in the %s size what may be lost of both inputs, and what the smallest change of the picture may do',
    (size) => {
      const [{ attacks, requirements }] = demoPlans(size);
      const about = requirements.map(({ attack, budget }) => ({ attack: attacks[attack!], budget }));
      expect(about).toMatchObject([
        { attack: { name: 'decoupling', modalities: ['image', 'text'] } },
        { attack: { name: 'pgd', norm: 'linf' }, budget: 0 },
      ]);
      expect(requirements[0].removedAtMost).toBeGreaterThan(0);
      // Its data can tell: to change the answer when the evidence is gone is correct.
      expect(requirements[0].measure).toBe('label-preserving-robust-accuracy');
    },
  );

  it('adds data, fusions and seeds in the full size, and takes away in the quick one', () => {
    const [quick] = demoPlans('quick');
    expect(quick.data.selection.count).toBeLessThan(500);
    const full = demoPlans('full');
    expect(full.map(({ data }) => data.dataset)).toEqual(['caption-match', 'emoji-groups']);
    for (const plan of full) {
      const fusions = new Set(plan.subjects.map(({ recipe }) => recipe.fusion.name));
      expect([...fusions]).toEqual(['concat', 'product', 'token-transformer', 'late']);
      expect(plan.seeds.length).toBeGreaterThan(1);
    }
    expect(full[0].subjects.filter(({ training }) => training.occlusion > 0)).toHaveLength(1);
  });
});

const manifest = DatasetManifest.parse({
  format: 'muroan.dataset',
  formatVersion: 1,
  name: 'tiny',
  title: 'Tiny',
  task: 'Does it fit?',
  preparation: { name: 'synthetic', version: 1, seed: 0 },
  licences: ['MIT'],
  modalities: {
    photo: { kind: 'image', height: 8, width: 8, channels: 1, mean: [0.5], std: [0.5] },
    caption: { kind: 'text', maxWords: 3 },
  },
  classes: ['yes', 'no'],
  count: 100,
  splits: { train: 60, validation: 20, test: 20 },
  unit: 'sample',
  columns: {},
  oracle: null,
  hash: '0'.repeat(64),
});

describe('drafts', () => {
  it('a recipe takes an encoder that reads each modality unless one is named', () => {
    expect(Recipe.parse(recipeDraft(manifest.modalities, { fusion: 'late' }))).toMatchObject({
      encoders: { photo: { name: 'cnn' }, caption: { name: 'mean-words' } },
      fusion: { name: 'late' },
      head: { name: 'mlp' },
    });
    const named = { encoders: { caption: 'word-transformer' }, fusion: 'concat', head: 'linear' };
    expect(Recipe.parse(recipeDraft(manifest.modalities, named))).toMatchObject({
      encoders: { photo: { name: 'cnn' }, caption: { name: 'word-transformer' } },
      head: { name: 'linear' },
    });
  });

  it('a plan has a subject per fusion, every attack in its presets, and no more samples than there are', () => {
    const draft = starterPlan(manifest, {
      fusions: ['concat', 'late'],
      attacks: ['decoupling', 'pgd'],
      samples: 200,
      seeds: [3],
    });
    const plan = StudyPlan.parse(draft);
    expect(plan.name).toBe('Tiny: concat, late');
    expect(plan.data.selection).toMatchObject({ split: 'test', count: 20 });
    expect(plan.subjects.map(({ name, recipe }) => [name, recipe.fusion.name])).toEqual([
      ['concat', 'concat'],
      ['late', 'late'],
    ]);
    expect(plan.attacks.map(({ name }) => name)).toEqual(['decoupling', 'decoupling', 'decoupling', 'pgd', 'pgd']);
    expect(plan.seeds).toEqual([3]);
  });

  it('patches divide the picture: the default where it does, else what is nearest', () => {
    const patchOf = (side: number): unknown => {
      const photo = { kind: 'image' as const, height: side, width: side, channels: 1 as const, mean: [0], std: [1] };
      const draft = recipeDraft({ photo }, { encoders: { photo: 'patch-tokens' }, fusion: 'concat' });
      return Recipe.parse(draft).encoders.photo;
    };
    expect(patchOf(28)).toMatchObject({ patch: 7 });
    expect(patchOf(64)).toMatchObject({ patch: 8 });
    expect(patchOf(13)).toMatchObject({ patch: 1 });
  });
});

describe('doubts about a plan without a fault', () => {
  const doubtsOn = (selection: object, attacks: readonly unknown[]): readonly Problem[] => {
    const draft = starterPlan(manifest, { fusions: ['concat'], attacks: [], samples: 5, seeds: [0] });
    const data = { dataset: 'tiny', selection };
    return planDoubts(StudyPlan.parse({ ...(draft as object), data, attacks }), manifest);
  };
  const doubts = (...attacks: readonly unknown[]): readonly Problem[] => doubtsOn({ count: 31 }, attacks);

  it('so few samples that one wrong answer leaves fewer than carry a claim; without a count, those of the split', () => {
    const attacks = [{ name: 'decoupling', modalities: ['photo'] }];
    expect(doubtsOn({ count: 31 }, attacks)).toEqual([]);
    expect(doubtsOn({ count: 30 }, attacks)).toEqual([
      {
        where: 'plan.data.selection.count',
        text: 'is 30. Only samples that a model answers correctly are attacked, and fewer than 30 of them carry no claim.',
      },
    ]);
    expect(doubtsOn({ split: 'test' }, attacks)).toMatchObject([
      { text: expect.stringMatching(/^is 20\./u) as string },
    ]);
    expect(doubtsOn({ split: 'train' }, attacks)).toEqual([]);
  });

  describe('of models', () => {
    const doubtsOf = (recipe: object, training: object): readonly Problem[] => {
      const draft = starterPlan(manifest, { fusions: ['concat'], attacks: [], samples: 100, seeds: [0] });
      const subjects = [{ name: 'one', recipe, training }];
      const plan = StudyPlan.parse({ ...(draft as object), subjects });
      return planDoubts(plan, manifest).filter(({ where }) => where.startsWith('plan.subjects'));
    };
    const photo = { name: 'cnn', width: 32 };
    const encoders = { photo, caption: { name: 'mean-words', width: 64 } };
    const contrast = { name: 'unis-mmc' };

    it('a contrast of one input alone', () => {
      expect(doubtsOf({ encoders: { photo }, fusion: contrast }, {})).toEqual([
        {
          where: 'plan.subjects[0].recipe.fusion.contrast',
          text: 'is 0.1, and the recipe has one input: there is no other that it is drawn towards, so this is training without a contrast.',
        },
      ]);
      expect(doubtsOf({ encoders: { photo }, fusion: { ...contrast, contrast: 0 } }, {})).toEqual([]);
    });

    it('a contrast of batches of one sample', () => {
      expect(doubtsOf({ encoders, fusion: contrast }, { batchSize: 1 })).toEqual([
        {
          where: 'plan.subjects[0].training.batchSize',
          text: expect.stringMatching(/^is 1, and the contrast of "unis-mmc" weighs/u) as string,
        },
      ]);
      expect(doubtsOf({ encoders, fusion: contrast }, { batchSize: 2 })).toEqual([]);
      expect(doubtsOf({ encoders, fusion: { name: 'concat' } }, { batchSize: 1 })).toEqual([]);
    });

    it('adapters of a rank that is no lower than that of what they are added to', () => {
      const late = { encoders, fusion: { name: 'late', together: 'sum' }, head: { name: 'linear' } };
      const training = (adapting: object) => ({ method: 'adapters', adapting });
      const told = (adapting: object) => doubtsOf(late, training(adapting)).map(({ text }) => text.split(':')[0]);
      expect(told({ adapterRank: 31 })).toEqual([]);
      expect(told({ adapterRank: 32 })).toEqual(['is 32, and “photo” has a width of 32']);
      // By the alphabet the caption is the first.
      expect(told({ adapterRank: 32, adapted: 'first' })).toEqual([]);
      expect(told({ adapterRank: 64 })).toEqual(['is 64, and “caption” has a width of 64, “photo” has a width of 32']);
      expect(doubtsOf(late, { method: 'fine-tuned', adapting: { adapterRank: 64 } })).toEqual([]);
    });
  });

  it('a plan without attacks measures none', () => {
    expect(doubts()).toEqual([
      { where: 'plan.attacks', text: 'is empty, so only accuracies without an attack are measured.' },
    ]);
  });

  it('a radius that spans all values, which is 8 where 8/255 was meant; in l2, of the whole picture', () => {
    expect(doubts({ name: 'pgd', budgets: [{ photo: 8 / 255 }, { photo: 8, caption: 8 }] })).toEqual([
      {
        where: 'plan.attacks[0].budgets[1].photo',
        text: 'is 8, with which any picture can become any other, as pixel values go from 0 to 1.',
      },
    ]);
    expect(doubts({ name: 'fgsm', norm: 'l2', budgets: [{ photo: 7.9 }] })).toEqual([]);
    expect(doubts({ name: 'fgsm', norm: 'l2', budgets: [{ photo: 8 }] })).toHaveLength(1);
  });

  it('a budget to be shared that one modality has for itself', () => {
    expect(doubts({ name: 'pgd', share: 'matched', budgets: [{ photo: 0.1, caption: 0.1 }, { photo: 0.1 }] })).toEqual([
      {
        where: 'plan.attacks[0].budgets[1]',
        text: 'names one modality, with which "share": "matched" has nothing to share.',
      },
    ]);
  });
});
