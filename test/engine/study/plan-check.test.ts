import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll } from 'vitest';
import type { Dataset } from '../../../src/engine/data/dataset';
import { openDataset } from '../../../src/engine/data/open';
import { checkStudy } from '../../../src/engine/study/check';
import { expand } from '../../../src/engine/study/expand';
import { checkPlan } from '../../../src/engine/study/plan-check';
import { openStudyDataset } from '../../../src/engine/study/study-dataset';
import type { GradientChoice } from '../../../src/shared/attacks/attack';
import { LabError, problemsIn } from '../../../src/shared/errors';
import { parse } from '../../../src/shared/parse';
import { StudyPlan, type ModelCell } from '../../../src/shared/plan/plan';
import { tinyPlan, writeTinyDataset } from '../../support/tiny-study';

let folder: string;
let dataset: Dataset;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muroan-test-'));
  await writeTinyDataset(folder);
  dataset = await openDataset(path.join(folder, 'data', 'tiny'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The plan with one field set, as its author would have written it. */
function changed(field: string, value: unknown): unknown {
  const plan = structuredClone(tinyPlan()) as unknown as Record<string, unknown>;
  const keys = field.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, plan);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return plan;
}

const decoupling = { name: 'decoupling', modalities: ['image', 'text'] };
const imageOnly = {
  name: 'image only',
  recipe: { encoders: { image: { name: 'cnn', channels: [4], width: 8 } }, fusion: { name: 'concat' } },
};

describe('a wrong plan is answered with field, value and remedy', () => {
  it.each<[string, unknown, string]>([
    // What the schema finds.
    ['formatVersion', 2, 'plan.formatVersion: is 2. Give 1.'],
    ['name', 7, 'plan.name: is 7. Give a string.'],
    ['name', '', 'plan.name: is empty. Give at least 1 character.'],
    ['name', ' \u00a0\t', 'plan.name: shows nothing: it holds no letter, digit or sign. Give a name that can be read.'],
    ['subjects.0.name', '   ', 'plan.subjects[0].name: shows nothing'],
    ['seeds', [], 'plan.seeds: is []. Give at least 1 entry.'],
    ['microBatch', 0, 'plan.microBatch: is 0. Give a number of at least 1.'],
    ['subjects.0.recipe.fusion.name', 'sum', 'plan.subjects[0].recipe.fusion.name: is "sum".'],
    ['attacks.1.stepps', 3, 'plan.attacks[1].stepps: is not a field here. Did you mean "steps"?'],
    ['attacks.1.budgets.0.image', -1, 'plan.attacks[1].budgets[0].image: is -1. Give a number of at least 0.'],
    ['attacks.1.norm', 'l0', 'plan.attacks[1].norm: is "l0".'],
    ['data.dataset', '../etc', 'plan.data.dataset: is "../etc".'],
    ['data.selection.count', 2.5, 'plan.data.selection.count: is 2.5. Give a whole number.'],
    [
      'reference',
      'plain',
      'plan.reference: is "plain", which is not a subject of this plan. Give one of "concat", "product", or null to compare every pair.',
    ],
    [
      'subjects.1.comparedWith',
      ['concat', 'plain'],
      'plan.subjects[1].comparedWith[1]: is "plain", which is not a subject of this plan. Give one of "concat", "product".',
    ],
    [
      'subjects.1.comparedWith',
      ['product'],
      'plan.subjects[1].comparedWith[0]: is "product", the subject itself. Give another, or leave it out.',
    ],
    [
      'subjects.1.comparedWith',
      ['concat', 'concat'],
      'plan.subjects[1].comparedWith[1]: is "concat", which stands here already. Give each once.',
    ],
    [
      'subjects.1.training.encoders',
      'frozen',
      'plan.subjects[1].training.encoders: is "frozen". Give one of "own", "shared".',
    ],
    [
      'attacks.1',
      { name: 'transfer', source: 'plain', budgets: [{ image: 0.1 }] },
      'plan.attacks[1].source: is "plain", which is not a subject of this plan. Give one of "concat", "product".',
    ],
    [
      'attacks.1',
      { name: 'transfer', source: 'concat', budgets: [{ image: 0.1 }, { text: 0.1 }] },
      'plan.attacks[1].budgets[1].text: changes text in the embedding space of the source, which no other model has. Give radii for "image" only.',
    ],
    [
      'attacks.1',
      {
        name: 'ensemble',
        norm: 'l1',
        budgets: [{ image: 1 }],
        members: { apgdCe: false, apgdDlr: false, square: false },
      },
      'plan.attacks[1].members: leaves no attack to run. Choose PGD or APGD, which have every norm and share.',
    ],
    ['baselineTraining', 'none', 'plan.baselineTraining: is "none". Give one of "as-subject", "not-hardened".'],
    ['subjects.1.name', 'concat', 'plan.subjects[1].name: is "concat" a second time. Give each subject its own name.'],
    [
      'certificates',
      [{ name: 'mmcert', kept: {} }],
      'plan.certificates[0].kept: names no modality. Give the elements drawn of one.',
    ],
    [
      'certificates',
      [{ name: 'mmcert', kept: { image: 0 } }],
      'plan.certificates[0].kept.image: is 0. Give a number of at least 1.',
    ],
    [
      'certificates',
      [{ name: 'mmcert', kept: { sound: 3 } }],
      'plan.certificates[0].kept: names "sound", which is not a modality of "tiny".',
    ],
    [
      'certificates',
      [
        { name: 'randomized-ablation', modalities: ['text', 'image'] },
        { name: 'randomized-ablation', modalities: ['text', 'image'], draws: 100 },
      ],
      'plan.certificates[1]: is "randomized-ablation", the same as plan.certificates[0].',
    ],
    [
      'certificates',
      [{ name: 'crmt' }],
      'plan.certificates[0].name: is "crmt", which needs logits that are sums over the inputs, as the fusion “crmt” gives them, and the subject "concat" has "concat". Give that subject the fusion "crmt"',
    ],
    ['certificates', [{ name: 'crmt', draws: 10 }], 'plan.certificates[0].draws: is not a field here.'],
    [
      'certificates',
      [
        {
          name: 'mmcert',
          kept: { text: 2, image: 3 },
          rays: [
            { text: 2, image: 1 },
            { text: 1, sound: 2 },
          ],
        },
      ],
      'plan.certificates[0].rays[1]: names "sound", which no elements are drawn of. Give ratios of text and image.',
    ],
    [
      'certificates',
      [{ name: 'mmcert', kept: { text: 2 }, rays: [{ text: 2 }] }],
      'plan.certificates[0].rays[0]: names fewer than two inputs. Give the elements of two or more.',
    ],
    [
      'certificates',
      [{ name: 'mmcert', kept: { text: 2, image: 3 }, threat: 'add' }],
      'plan.certificates[0].threat: is "add", but image always has as many pixels, which can only be modified. Give "modify", or name it in "modified", or draw from text alone: what is not drawn from is seen whole.',
    ],
    [
      'certificates',
      [{ name: 'mmcert', kept: { text: 2 }, threat: 'add', modified: ['image'] }],
      'plan.certificates[0].modified[0]: names "image", which no elements are drawn of. Name inputs of text.',
    ],
    [
      'degradations',
      [{ name: 'missing', modalities: [] }],
      'plan.degradations[0].modalities: is []. Give at least 1 entry.',
    ],
    [
      'degradations',
      [{ name: 'noise', modalities: ['image'], levels: [0] }],
      'plan.degradations[0].levels[0]: is 0. Give a number above 0.',
    ],
    [
      'degradations',
      [{ name: 'corruption', modalities: ['image'], severities: [3, 3] }],
      'plan.degradations[0].severities: names 3 twice. Give each once.',
    ],
    // What only the data and the other parts of the plan show.
    [
      'degradations',
      [{ name: 'missing', modalities: ['sound'] }],
      'plan.degradations[0].modalities: names "sound", which is not a modality of "tiny".',
    ],
    [
      'degradations',
      [
        { name: 'noise', modalities: ['image'], levels: [0.1, 0.2] },
        { name: 'noise', modalities: ['image'], levels: [0.2] },
      ],
      'plan.degradations[1].levels[0]: is 0.2, the same as plan.degradations[0].levels[1].',
    ],
    [
      'degradations',
      [{ name: 'corruption', modalities: ['image'], kinds: ['fog', 'swap'] }],
      'plan.degradations[0].kinds: has "swap", which does not happen to "image", of the kind "image".',
    ],
    [
      'degradations',
      [
        { name: 'qmf-noise', modalities: ['image'], severities: [5, 10] },
        { name: 'qmf-noise', modalities: ['image'], severities: [10] },
      ],
      'plan.degradations[1].severities[0]: is 10, the same as plan.degradations[0].severities[1].',
    ],
    [
      'degradations',
      [{ name: 'qmf-noise', modalities: ['image'], severities: [5, 5] }],
      'plan.degradations[0].severities: names a severity twice. Give each once.',
    ],
    // The same kind at the same severity, whatever else each of the two lists.
    [
      'degradations',
      [
        { name: 'corruption', modalities: ['image'], kinds: ['jpeg', 'fog'], severities: [1, 5] },
        { name: 'corruption', modalities: ['image'], kinds: ['fog'], severities: [3, 5] },
      ],
      'plan.degradations[1].severities[1]: is "fog" at 5, the same as plan.degradations[0].kinds[1].',
    ],
    [
      'data.selection.count',
      41,
      'plan.data.selection.count: is 41; the split "test" of "tiny" holds 40. Give at most 40, or leave it out to take them all.',
    ],
    [
      'subjects.0.training.alternating',
      { alpha: 0.5 },
      'plan.subjects[0].training.alternating.alpha: is 0.5, but training of one input after the other alone has it, and all learn at once. Give 0.1, or the method "alternating".',
    ],
    [
      'subjects.0.training.pretraining',
      { epochs: 3 },
      'plan.subjects[0].training.pretraining.epochs: is 3, but no encoder of the recipe learns without labels; “umurl” does, of a skeleton.',
    ],
    ['seeds', [3, 3], 'plan.seeds[1]: is 3 a second time. Give each training seed once.'],
    [
      'subjects.1.recipe',
      tinyPlan().subjects[0].recipe,
      'plan.subjects[1]: trains the same model as "concat". Remove one of the two, or change its recipe or training.',
    ],
    [
      'subjects.0.recipe.encoders.image',
      { name: 'mean-words' },
      'plan.subjects[0].recipe.encoders.image.name: is "mean-words", which does not read image such as "image". Give one of "cnn", "patch-tokens", "residual-cnn".',
    ],
    [
      'subjects.0.recipe.encoders.audio',
      { name: 'cnn' },
      'plan.subjects[0].recipe.encoders.audio: is not a modality of the data set. Give one of "image", "text".',
    ],
    [
      'attacks.0.modalities',
      ['image', 'audio'],
      'plan.attacks[0].modalities: names "audio", which is not a modality of "tiny". Give one of "image", "text".',
    ],
    [
      'attacks.0.modalities',
      ['text', 'text'],
      'plan.attacks[0].modalities: names "text" a second time. Name each modality once.',
    ],
    [
      'attacks.1.budgets.1',
      { depth: 1 },
      'plan.attacks[1].budgets[1]: names "depth", which is not a modality of "tiny". Give one of "image", "text".',
    ],
    [
      'attacks.1.budgets.0',
      {},
      'plan.attacks[1].budgets[0]: names no modality. Give a radius for one of "image", "text".',
    ],
    [
      'subjects.1',
      imageOnly,
      'plan.attacks[0].modalities: names "text", which the subject "image only" does not read. Attack only "image", or leave that subject out.',
    ],
    [
      'attacks.0',
      { ...decoupling, stop: { rule: 'literal', pixels: 10 } },
      'plan.attacks[0].stop.pixels: is 10; "image" is 8 pixels wide, so no part of it would be searched. Give less than 8, or use the rule "relative".',
    ],
    [
      'requirements',
      [{ measure: 'accuracy', subject: 'conkat', comparison: 'at-least', threshold: 0.9 }],
      'plan.requirements[0].subject: is "conkat", which is not a subject of this plan. Give one of "concat", "product", or leave it out to mean them all.',
    ],
    [
      'requirements',
      [{ measure: 'robust-accuracy', attack: 1, removedAtMost: 0.1, comparison: 'at-least', threshold: 0.9 }],
      'plan.requirements[0].removedAtMost: is 0.1, but only removal attacks remove anything. Remove it, or name a removal attack.',
    ],
    [
      'requirements',
      [{ measure: 'accuracy', removedAtMost: 0.1, comparison: 'at-least', threshold: 0.9 }],
      'plan.requirements[0].removedAtMost: is 0.1, but only removal attacks remove anything. Remove it, or name a removal attack.',
    ],
    // Of an attack that was taken out of the plan, one thing is said.
    [
      'requirements',
      [{ measure: 'robust-accuracy', removedAtMost: 0.1, comparison: 'at-least', threshold: 0.9 }],
      'plan.requirements[0].attack: is missing. Give the index of an attack of this plan, counted from 0: 0 to 1.',
    ],
    [
      'requirements',
      [{ measure: 'label-preserving-robust-accuracy', comparison: 'at-least', threshold: 0.9 }],
      'plan.requirements[0].attack: is missing. Give the index of an attack of this plan, counted from 0: 0 to 1.',
    ],
    [
      'requirements',
      [{ measure: 'label-preserving-robust-accuracy', attack: 0, comparison: 'at-least', threshold: 0.9 }],
      'plan.requirements[0].measure: is "label-preserving-robust-accuracy", but "tiny" cannot tell whether a label can still be decided after a removal. Give "robust-accuracy", which counts every changed answer.',
    ],
    [
      'requirements',
      [{ measure: 'robust-accuracy', attack: 0, budget: 0, comparison: 'at-least', threshold: 0.9 }],
      'plan.requirements[0].budget: is 0, but removal attacks have no budgets. Remove it, or let `attack` point to an attack with budgets.',
    ],
    [
      'requirements',
      [{ measure: 'single-source-gap', budget: 0, comparison: 'at-least', threshold: 0 }],
      'plan.requirements[0].budget: is 0, but no attack is named. Remove it, or let `attack` point to an attack with budgets.',
    ],
    [
      'requirements',
      [{ measure: 'robust-accuracy', attack: 1, budget: 9, comparison: 'at-least', threshold: 0.9 }],
      'plan.requirements[0].budget: is 9. Give the index of a budget of that attack, counted from 0: 0 to 1.',
    ],
    [
      'requirements',
      [{ measure: 'robust-accuracy', attack: 2, comparison: 'at-least', threshold: 0.9 }],
      'plan.requirements[0].attack: is 2. Give the index of an attack of this plan, counted from 0: 0 to 1.',
    ],
    [
      'requirements',
      [{ measure: 'degraded-accuracy', comparison: 'at-least', threshold: 0.9 }],
      'plan.requirements[0].degradation: is missing. The plan has no degradation: add one, or ask for another measure.',
    ],
    [
      'requirements',
      [{ measure: 'accuracy', level: 0.3, comparison: 'at-least', threshold: 0.9 }],
      'plan.requirements[0].level: is 0.3, but no degradation is named. Remove it, or let `degradation` point to one of this plan.',
    ],
  ])('%s = %j', (field, value, text) => {
    const refusal = (() => {
      try {
        return expand(parse(StudyPlan, changed(field, value), 'plan'), dataset);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(LabError);
    expect((refusal as LabError).code).toBe('invalid');
    expect((refusal as LabError).toString()).toContain(text);
  });

  it('mistakes can be counted where the data can tell them, of removals only', () => {
    const oracle = { rule: 'all' as const, statement: 'Decidable while a word is left.' };
    const asking = (attack: number): void => {
      const requirements = [
        { measure: 'label-preserving-robust-accuracy', attack, comparison: 'at-least', threshold: 0.9 },
      ];
      checkPlan(parse(StudyPlan, changed('requirements', requirements), 'plan'), { ...dataset.manifest, oracle });
    };
    expect(() => {
      asking(0);
    }).not.toThrow();
    expect(() => {
      asking(1);
    }).toThrow(
      new LabError('invalid', 'is 1, which removes nothing, so it leaves every label decidable.', {
        where: 'plan.requirements[0].attack',
        fault: { kind: 'removes-nothing', place: 'plan.attacks[1]' },
        remedy: 'Let it point to a removal attack, or give the measure "robust-accuracy".',
      }),
    );
  });

  it.each([
    [{ degradation: 1 }, 'degradation: is 1. Give the index of a degradation of this plan, counted from 0: 0 to 0.'],
    [{ degradation: 0, level: 0.2 }, 'level: is 0.2. Give one of the levels of that degradation: 0.1, 0.3; or leave'],
    [{ degradation: 0, level: 0.3 }, null],
  ])('a requirement of failing inputs names one of the plan, at one of its levels: %o', (about, text) => {
    const refusal = (() => {
      try {
        expand(
          parse(
            StudyPlan,
            {
              ...tinyPlan(),
              degradations: [{ name: 'noise', modalities: ['image'], levels: [0.1, 0.3] }],
              requirements: [{ measure: 'degraded-accuracy', comparison: 'at-least', threshold: 0.5, ...about }],
            },
            'plan',
          ),
          dataset,
        );
        return null;
      } catch (error) {
        return String(error);
      }
    })();
    if (text === null) expect(refusal).toBeNull();
    else expect(refusal).toContain(`plan.requirements[0].${text}`);
  });

  it('an unknown data set is answered with those there are', async () => {
    await expect(openStudyDataset(folder, tinyPlan({ data: { dataset: 'tyni' } }))).rejects.toMatchObject({
      code: 'not-found',
      where: 'plan.data.dataset',
      message: 'is "tyni". This lab folder holds no data set of that name.',
      remedy: 'Give "tiny", or prepare or import it first.',
    });
  });
});

describe('everything that is wrong is told at once', () => {
  const wrong = {
    ...tinyPlan(),
    name: '',
    data: { dataset: 'tiny', selection: { split: 'test', count: 41 } },
    seeds: [3, 3, 'x'],
    attacks: [
      { ...decoupling, modalities: ['audio'] },
      { ...tinyPlan().attacks[1], steps: 0 },
      { ...tinyPlan().attacks[1], norm: 'linf', share: 'joint', budgets: [{}] },
    ],
    requirements: [
      { measure: 'accuracy', subject: 'conkat', comparison: 'at-least', threshold: '' },
      { measure: 'robust-accuracy', comparison: 'at-least', threshold: 0.5 },
      { measure: 'accuracy', subject: 'conkat', comparison: 'at-least', threshold: 0.5 },
    ],
  };
  const places = async (plan: unknown): Promise<readonly string[]> => {
    const error: unknown = await checkStudy(plan, folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LabError);
    expect((error as LabError).code).toBe('invalid');
    return problemsIn(error as LabError, 'plan').map(({ where }) => where);
  };

  it('what the schema refuses beside what its sound parts mean wrongly, each once', async () => {
    const found = await places(wrong);
    expect(found).toEqual(
      expect.arrayContaining([
        'plan.name',
        'plan.data.selection.count',
        'plan.seeds[1]',
        'plan.seeds[2]',
        'plan.attacks[0].modalities',
        'plan.attacks[1].steps',
        'plan.attacks[2].share',
        'plan.attacks[2].budgets[0]',
        'plan.requirements[0].threshold',
        'plan.requirements[1].attack',
        'plan.requirements[2].subject',
      ]),
    );
    expect(new Set(found).size).toBe(found.length);
  });

  it('several parts that the schema takes and the data do not', async () => {
    const { name, seeds, attacks, requirements } = tinyPlan();
    expect(await places({ ...wrong, name, seeds, attacks: [wrong.attacks[0], attacks[1]], requirements })).toEqual([
      'plan.data.selection.count',
      'plan.attacks[0].modalities',
    ]);
  });

  it('without the data set, or with no plan at all, what the schema says', async () => {
    expect(await places({ ...wrong, data: { ...wrong.data, dataset: '../tiny' } })).toContain('plan.data.dataset');
    expect(await places(7)).toEqual(['plan']);
  });
});

describe('expansion', () => {
  it('shares baselines, evaluates every model and attacks the subjects', () => {
    const { cells, rows, records } = expand(tinyPlan({ seeds: [0, 1] }), dataset);
    const models = cells.filter((cell) => cell.kind === 'model');
    expect(models.map(({ role, subject, spec }) => `${role} ${subject} ${spec.seed}`)).toEqual([
      'subject concat 0',
      'subject product 0',
      'subject concat 1',
      'subject product 1',
      'baseline image 0',
      'baseline text 0',
      'baseline image 1',
      'baseline text 1',
    ]);
    expect(cells.filter((cell) => cell.kind === 'clean')).toHaveLength(8);
    expect(cells.filter((cell) => cell.kind === 'attack')).toHaveLength(4 * 3);
    expect(rows).toHaveLength(20);
    expect(records).toBe(20 * 20);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  });

  it('trains one set of baselines for subjects that differ in their hardening, where the plan says so', () => {
    const [plain] = tinyPlan().subjects;
    const hardened = [{ adversarial: { imageRadius: 0.1 } }, { removals: { rate: 0.5 } }].map((more, index) => ({
      ...plain,
      name: `hardened ${String(index)}`,
      training: { ...plain.training, ...more },
    }));
    const baselines = (baselineTraining: 'as-subject' | 'not-hardened'): readonly ModelCell[] =>
      expand(tinyPlan({ subjects: [plain, ...hardened], baselineTraining }), dataset).cells.filter(
        (cell): cell is ModelCell => cell.kind === 'model' && cell.role === 'baseline',
      );
    expect(baselines('as-subject')).toHaveLength(6);
    const shared = baselines('not-hardened');
    expect(shared.map(({ subject }) => subject)).toEqual(['image', 'text']);
    // Those of the plain subject: a lab that holds them trains none.
    expect(shared).toEqual(baselines('as-subject').slice(0, 2));
  });

  it('names an attack cell by what it does, not by where it stands in the plan', () => {
    const plan = tinyPlan();
    const [removal, gradient] = plan.attacks;
    const idsOf = (changes: Parameters<typeof tinyPlan>[0], from: Dataset = dataset): readonly string[] =>
      expand(tinyPlan(changes), from).cells.flatMap((cell) => (cell.kind === 'attack' ? [cell.id] : []));
    const ids = idsOf({});
    const [budget] = (gradient as GradientChoice).budgets;
    expect(new Set(idsOf({ attacks: [gradient, removal] }))).toEqual(new Set(ids));
    expect(ids).toEqual(
      expect.arrayContaining([...idsOf({ attacks: [{ ...(gradient as GradientChoice), budgets: [budget] }] })]),
    );

    const others = [
      idsOf({ attacks: [{ ...gradient, steps: 3 }] as never }),
      idsOf({ attacks: [{ ...gradient, randomNoises: 2 }] as never }),
      idsOf({ attacks: [{ ...removal, randomRemovals: 2 }] as never }),
      idsOf({ attackSeed: 1 }),
      idsOf({ seeds: [1] }),
      idsOf({}, { ...dataset, manifest: { ...dataset.manifest, hash: 'other' } }),
    ].flat();
    expect(others.filter((id) => ids.includes(id))).toEqual([]);
  });

  it('does not depend on the order of keys in the plan', () => {
    const plan = tinyPlan();
    const turned = JSON.parse(JSON.stringify(plan), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as unknown;
    const [one, other] = [expand(plan, dataset), expand(parse(StudyPlan, turned, 'plan'), dataset)];
    expect(other.planHash).toBe(one.planHash);
    expect(new Set(other.cells.map(({ id }) => id))).toEqual(new Set(one.cells.map(({ id }) => id)));
  });

  it('gives a unimodal subject no baseline', () => {
    const plan = tinyPlan({ subjects: [imageOnly], attacks: [] } as never);
    expect(expand(plan, dataset).cells.map(({ kind }) => kind)).toEqual(['model', 'clean']);
  });

  it('makes no cell of a certificate for a model that it says nothing of', () => {
    const [concat] = tinyPlan().subjects;
    const summed = { ...concat, name: 'crmt', recipe: { ...concat.recipe, fusion: { name: 'crmt' } } };
    const certificates = [{ name: 'mmcert', kept: { text: 2 } }, { name: 'crmt' }];
    const plan = { ...tinyPlan(), attacks: [], requirements: [], subjects: [concat, imageOnly, summed], certificates };
    const { cells, rows, records } = expand(parse(StudyPlan, plan, 'plan'), dataset);
    const titles = new Map(cells.flatMap((cell) => (cell.kind === 'model' ? [[cell.model, cell.title]] : [])));
    const certified = cells.filter((cell) => cell.kind === 'certificate');
    expect(certified.map((cell) => [cell.certificate.name, titles.get(cell.model)])).toEqual([
      ['mmcert', 'concat'],
      ['mmcert', 'crmt'],
      ['crmt', 'crmt'],
    ]);
    expect(records).toBe(rows.length * cells.filter(({ kind }) => kind !== 'model').length);
  });
});
