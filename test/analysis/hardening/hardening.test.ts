import { describe, expect, test } from 'vitest';
import { together, type Finding } from '../../../src/analysis/hardening/finding';
import { summaryText } from '../../../src/analysis/summary';
import { analyse } from '../../../src/analysis/analyse';
import type { StudyAnalysis } from '../../../src/analysis/study-analysis';
import { shortAnswers } from '../../../src/analysis/verdict/short-answers';
import type { ModelCell, StudyPlanInput } from '../../../src/shared/plan/plan';
import type { AnsweredRecord } from '../../../src/shared/records/record';
import { decoupling, editRemovals, syntheticRun, type SyntheticOptions } from '../synthetic-run';
import { withoutRandomFlips } from '../synthetic-study';

const recipe: StudyPlanInput['subjects'][number]['recipe'] = {
  encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } },
  fusion: { name: 'concat' },
};
const plain = { name: 'plain', recipe };
const onImage = { name: 'PGD on the image', recipe, training: { adversarial: { imageRadius: 0.25 } } };
const onText = { name: 'PGD on the text', recipe, training: { adversarial: { textRadius: 0.1 } } };
const control = { name: 'trained on removals', recipe, training: { removals: { rate: 0.5 } } };

/** PGD in the norm of training. */
const l2 = (budgets: Record<string, number>[]): NonNullable<SyntheticOptions['attacks']>[number] => ({
  name: 'pgd',
  norm: 'l2',
  budgets,
});

/** Of every success of an attack, half of the picture goes: what is left to differ is how often it succeeds. */
const attacks = [decoupling(['image']), l2([{ image: 0.1 }])];

interface Asked {
  /** Success of the removals, by subject. */
  readonly removals: Readonly<Record<string, number>>;
  readonly subjects?: StudyPlanInput['subjects'];
  readonly options?: SyntheticOptions;
}

function hardeningStudy({ removals, subjects = [plain, onImage, control], options = {} }: Asked): StudyAnalysis {
  return analyse(
    syntheticRun({
      count: 300,
      attacks,
      success: (subject, { name }) => (name === 'decoupling' ? removals[subject] : subject === plain.name ? 0.9 : 0.3),
      edit: withoutRandomFlips,
      oracle: false,
      ...options,
      plan: { subjects, reference: 'plain', baselineTraining: 'not-hardened', ...options.plan },
    }),
  );
}

const said = ({ verdict }: StudyAnalysis): string => verdict.hardening.map(({ text }) => text).join('\n');
const findings = ({ hardening }: StudyAnalysis): readonly (readonly [string, string])[] =>
  hardening.map(({ subject, finding }) => [subject, finding]);

describe('each outcome in words, with interval and n', () => {
  test('it helps, and so does the control', () => {
    const analysis = hardeningStudy({ removals: { plain: 0.9, 'PGD on the image': 0.4, 'trained on removals': 0.3 } });
    expect(findings(analysis)).toEqual([
      ['PGD on the image', 'helps'],
      ['trained on removals', 'helps'],
    ]);
    const [{ effects }] = analysis.hardening;
    expect(effects[0].benefit.low).toBeGreaterThan(0);
    const [answer, grounds] = analysis.verdict.hardening.map(({ text }) => text);
    expect(answer).toBe(
      'Does adversarial training help against decoupling? Of these trained models, one training seed each: PGD on the image helps. The control “trained on removals” helps: a benefit can be had, and this study can show it.',
    );
    expect(grounds).toMatch(
      /^PGD on the image beside plain: Decoupling · image, it helps \(share of the image that has to go \+\d+\.\d points \[\+\d.*\]; \d+ samples that both answer correctly, adjusted p .*\)\. Clean accuracy differs by .*\. Its training took: under PGD.*, robust accuracy differs by \+/u,
    );
  });

  test('it makes a model easier to break, while the control helps', () => {
    const analysis = hardeningStudy({ removals: { plain: 0.5, 'PGD on the image': 0.95, 'trained on removals': 0.1 } });
    expect(findings(analysis)).toEqual([
      ['PGD on the image', 'harms'],
      ['trained on removals', 'helps'],
    ]);
    expect(analysis.hardening[0].effects[0].benefit.high).toBeLessThan(0);
    expect(said(analysis)).toContain('PGD on the image does not help: it makes the model easier to break.');
  });

  test('it does not help by as much as is called a benefit: the whole interval lies below that', () => {
    const analysis = hardeningStudy({
      removals: { plain: 0.02, 'PGD on the image': 0.02, 'trained on removals': 0.02 },
    });
    expect(findings(analysis)[0]).toEqual(['PGD on the image', 'no-benefit']);
    expect(said(analysis)).toContain('PGD on the image does not help by as much as 5 points');
    expect(said(analysis)).toContain(
      'The control “trained on removals” is not shown to help either: this study does not tell a hardening that does nothing from one that helps.',
    );
  });

  test('inconclusive: the interval holds both nothing and a benefit', () => {
    const analysis = hardeningStudy({
      removals: { plain: 0.5, 'PGD on the image': 0.5, 'trained on removals': 0.1 },
      options: { count: 60 },
    });
    expect(findings(analysis)[0]).toEqual(['PGD on the image', 'inconclusive']);
    expect(said(analysis)).toContain('PGD on the image is inconclusive.');
    expect(said(analysis)).not.toContain('does not help');
  });

  test('not judged: nothing may be said of a model that has learnt nothing', () => {
    const analysis = hardeningStudy({
      removals: { plain: 0.9, 'PGD on the image': 0.1, 'trained on removals': 0.1 },
      options: { accuracy: (subject) => (subject === 'PGD on the image' ? 0.5 : 0.94) },
    });
    expect(findings(analysis)[0]).toEqual(['PGD on the image', 'not-judged']);
    expect(said(analysis)).toContain('PGD on the image is not judged.');
    expect(said(analysis)).not.toContain('Its training took');
  });
});

test('inconclusive says why, where the figure does not: random search that does as well, or mistakes alone', () => {
  const removals = { plain: 0.9, 'PGD on the image': 0.2, 'trained on removals': 0.2 };
  const options = { edit: (record: AnsweredRecord): AnsweredRecord => record };
  expect(said(hardeningStudy({ removals, options }))).toMatch(
    /inconclusive, as random search, which does as well as the attack on .*, shows [+−]?\d/u,
  );
  // Whatever changes the answer of the plain one takes the evidence away, nothing of the others does.
  const evidence = {
    oracle: true,
    edit: (record: AnsweredRecord, model: ModelCell): AnsweredRecord =>
      editRemovals((removal) => ({
        ...removal,
        found: removal.found && { ...removal.found, decidable: model.title !== 'plain' },
      }))(withoutRandomFlips(record)),
  };
  expect(said(hardeningStudy({ removals, options: evidence }))).toContain(
    'inconclusive, as counting only mistakes does not show the same (share of the image',
  );
});

describe('the claim', () => {
  const removals = { plain: 0.9, 'PGD on the image': 0.3, 'trained on removals': 0.3 };
  const withSeeds = (count: number): StudyAnalysis =>
    hardeningStudy({ removals, options: { count: 40, seeds: Array.from({ length: count }, (_, seed) => seed) } });

  test('with three seeds is none, whatever the figures', () => {
    const analysis = withSeeds(3);
    expect(findings(analysis).map(([, finding]) => finding)).toEqual(['inconclusive', 'inconclusive']);
    expect(said(analysis)).toContain('Over 3 training seeds, too few for a claim about a way of training:');
  });

  test('with enough seeds is about the recipes', () => {
    const analysis = withSeeds(7);
    expect(findings(analysis).map(([, finding]) => finding)).toEqual(['helps', 'helps']);
    expect(said(analysis)).toContain('Of these recipes, over 7 training seeds: PGD on the image helps.');
  });

  test('is a benefit of the hardened one in whatever order, by whatever measure', () => {
    const turned = hardeningStudy({
      removals,
      subjects: [control, onImage, plain],
      options: { plan: { reference: null, primaryMeasure: 'attack-success-rate' } },
    });
    expect(findings(turned)).toEqual([
      ['trained on removals', 'helps'],
      ['PGD on the image', 'helps'],
    ]);
    const { effects } = turned.hardening[1];
    expect(effects[0].comparison).toMatchObject({ a: 'PGD on the image', b: 'plain' });
    expect(effects[0].comparison.commonlyCorrect.high).toBeLessThan(0);
    expect(effects[0].benefit.low).toBeGreaterThan(0);
    const first = hardeningStudy({
      removals,
      subjects: [plain, onImage],
      options: { plan: { reference: null, primaryMeasure: 'attack-success-rate' } },
    });
    expect(first.hardening[0].effects[0].comparison).toMatchObject({ a: 'plain', b: 'PGD on the image' });
    expect(first.hardening[0].effects[0].benefit.low).toBeGreaterThan(0);
    expect(first.hardening[0].effects[0].benefit.value).toBe(
      first.hardening[0].effects[0].comparison.commonlyCorrect.value,
    );
  });

  test('leaves out what was not asked: with a reference, hardened subjects are not tested against each other', () => {
    const { comparisons } = hardeningStudy({ removals });
    expect(comparisons.map(({ a, b }) => `${a} − ${b}`)).toEqual([
      'PGD on the image − plain',
      'trained on removals − plain',
    ]);
  });
});

describe('whether training took', () => {
  test('a model that PGD breaks as often as its twin is no test of adversarial training', () => {
    const analysis = hardeningStudy({
      removals: { plain: 0.9, 'PGD on the image': 0.9, 'trained on removals': 0.2 },
      options: { success: (subject, { name }) => (name === 'pgd' || subject !== control.name ? 0.9 : 0.2) },
    });
    expect(said(analysis)).toContain('Its training is not shown to have taken (under PGD');
  });

  test('is judged by the largest radius that is the same for both, in the norm of training', () => {
    const onBoth = { ...onImage, training: { adversarial: { imageRadius: 0.25, textRadius: 0.1 } } };
    const attacks: SyntheticOptions['attacks'] = [
      decoupling(['image']),
      { name: 'pgd', norm: 'linf', budgets: [{ image: 9 }] },
      { name: 'pgd', norm: 'l2', budgets: [{ image: 0.25 }, { image: 0.5 }, { text: 5 }, { image: 5, text: 5 }] },
    ];
    const removals = { plain: 0.9, 'PGD on the image': 0.5 };
    for (const hardened of [onImage, onBoth]) {
      const { check } = hardeningStudy({ removals, subjects: [plain, hardened], options: { attacks } }).hardening[0];
      expect(check?.setting).toMatchObject({ radii: { image: 0.5 }, modalities: ['image'], latent: [] });
    }
  });

  test('latent radii rank no models, and a plan without such an attack shows nothing', () => {
    const removals = { plain: 0.9, 'PGD on the text': 0.5 };
    const subjects = [plain, onText];
    const latent = hardeningStudy({
      removals,
      subjects,
      options: { attacks: [decoupling(['text']), l2([{ text: 0.1 }])] },
    });
    expect(said(latent)).toContain('Whether its training took cannot be told beside plain by PGD');
    expect(said(latent)).toContain('No control trained on removals stands beside it');
    expect(said(hardeningStudy({ removals, subjects }))).toContain(
      'No attack of the plan shows whether its training took.',
    );
  });
});

test('a plan without a plain twin, or without removals, is not asked', () => {
  const removals = { plain: 0.9, 'PGD on the image': 0.5, 'trained on removals': 0.5 };
  const other = { ...onImage, training: { ...onImage.training, epochs: 3 } };
  const without = hardeningStudy({ removals, subjects: [plain, other] });
  expect([without.hardening, without.verdict.hardening]).toEqual([[], []]);
  expect(summaryText(without).join('\n')).not.toContain('Hardening');
  const nothingRemoved = hardeningStudy({ removals, options: { attacks: [l2([{ image: 0.1 }])] } });
  expect(nothingRemoved.hardening).toEqual([]);
});

test('terminal and first page say the same', () => {
  const analysis = hardeningStudy({ removals: { plain: 0.9, 'PGD on the image': 0.4, 'trained on removals': 0.3 } });
  const answer = shortAnswers(analysis).find(({ question }) => question === 'Hardening, against decoupling');
  expect(answer?.answer).toContain('PGD on the image helps');
  const terminal = summaryText(analysis).join(' ').replace(/\s+/gu, ' ');
  expect(terminal).toContain(`Hardening - ${analysis.verdict.hardening[0].text}`.replace(/\s+/gu, ' '));
  expect(analysis.verdict.reading.join(' ')).toContain('where the whole interval lies below 5 points');
  expect(analysis.verdict.reading.join(' ')).toContain('trained without hardening, one set for all');
});

test.each<[readonly Finding[], string]>([
  [['helps', 'inconclusive'], 'helps'],
  [['harms', 'no-benefit'], 'harms'],
  [['helps', 'harms'], 'mixed'],
  [['no-benefit', 'not-judged'], 'no-benefit'],
  [['no-benefit', 'inconclusive'], 'inconclusive'],
  [['not-judged'], 'not-judged'],
])('%j together: %s', (all, expected) => {
  expect(together(all)).toBe(expected);
});
