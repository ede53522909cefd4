import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import type { AttackChoice } from '../../src/shared/attack';
import type { ModelCell } from '../../src/shared/plan';
import type { SampleRecord } from '../../src/shared/record';
import type { RequirementMeasure } from '../../src/shared/requirement';
import { percent, pointsEstimate } from '../../src/analysis/format';
import type { RequirementAnswer } from '../../src/analysis/requirements';
import { measuredWords } from '../../src/analysis/requirements/words';
import { summaryText } from '../../src/analysis/summary';
import type { StudyAnalysis } from '../../src/analysis/study-analysis';
import { decoupling, editPerturbations, editRemovals, pgd, syntheticRun, type SyntheticOptions } from './synthetic-run';

const study = (options: SyntheticOptions = {}): StudyAnalysis => analyse(syntheticRun({ count: 150, ...options }));
const checks = ({ flags }: StudyAnalysis): readonly string[] => flags.map(({ check, level }) => `${level} ${check}`);
const words = ({ verdict }: StudyAnalysis): string =>
  [
    verdict.headline,
    ...verdict.models.flatMap(({ sentences }) => sentences.map(({ text }) => text)),
    ...verdict.comparisons.map(({ text }) => text),
  ].join('\n');

const attackedBy = (attack: AttackChoice): object => (attack.name === 'decoupling' ? {} : attack.budgets[0]);

/** Random search finds nothing either. */
const withoutRandomFlips = editRemovals((record) => ({
  ...record,
  controls: record.controls && { ...record.controls, randomSearch: [null] },
}));

describe('the analysis as a value', () => {
  test('is plain JSON, the same every time, and small', () => {
    const analysis = study();
    const text = JSON.stringify(analysis);
    expect(JSON.parse(text)).toEqual(analysis);
    expect(JSON.stringify(study())).toBe(text);
    expect(text.length).toBeLessThan(200_000);
  });

  test('does not depend on the order of the records', () => {
    const run = syntheticRun({ count: 80 });
    expect(analyse({ ...run, records: [...run.records].reverse() })).toEqual(analyse(run));
  });

  test('a run without records, and one without attacks', () => {
    const run = syntheticRun({ count: 40 });
    const empty = analyse({ ...run, records: [], state: 'interrupted' });
    expect(checks(empty)).toContain('void incomplete');
    expect(empty.verdict.headline).toMatch(/^Provisional/);
    expect(study({ attacks: [] }).verdict.headline).toBe('No model was attacked.');
  });
});

describe('verdict', () => {
  test('says that nothing was certified, in the terminal too', () => {
    const analysis = study({ subjects: ['concat'], success: () => 0, count: 60 });
    expect(analysis.verdict.reading).toContainEqual(expect.stringMatching(/^Nothing was certified: /));
    expect(summaryText(analysis).join('\n')).toContain('Nothing was certified:');
  });

  test('a broken model, in words with its numbers', () => {
    const analysis = study({
      subjects: ['concat'],
      success: () => 0.97,
      edit: editRemovals((record) => ({ ...record, found: record.found && { ...record.found, decidable: true } })),
    });
    expect(analysis.verdict.models[0].tone).toBe('broken');
    expect(analysis.verdict.headline).toMatch(/^Removing parts of the input changes \d/);
    expect(analysis.verdict.reading.join(' ')).toContain('not for their kinds of fusion');
  });

  test('a mistake that any removal attack shows counts, though another stops at a deciding word', () => {
    const analysis = study({
      subjects: ['concat'],
      attacks: [decoupling(), decoupling(['image']), decoupling(['text'])],
      success: () => 1,
      // Of four samples, each attack shows another one to be mistaken, and none the fourth.
      edit: editRemovals((record) => ({
        ...record,
        found: record.found && { ...record.found, decidable: record.cell.endsWith(`-${String(record.row % 4)}-0`) },
      })),
    });
    const [model] = analysis.subjects[0].models;
    for (const { decidableSuccessRate } of model.removals) expect(decidableSuccessRate?.value).toBeCloseTo(0.25, 1);
    expect(model.mistakes?.rate.value).toBeCloseTo(0.75, 1);
    expect(model.mistakes).toMatchObject({ attacks: 3, rate: { n: model.removals[0].attacked } });
    const [shown] = percent(model.mistakes!.rate.value).split('\u00a0');
    expect(analysis.verdict.headline).toContain(`For at least ${shown}`);
    expect(words(analysis)).toContain('That is over 3 removal attacks; this one alone shows 2');
    expect(summaryText(analysis).join('\n')).toMatch(/All removal attacks together\n +mistakes, at least +7\d\.\d/);
    // More than half of the right answers, though no attack alone shows as much.
    expect(analysis.verdict.models[0].tone).toBe('broken');
  });

  test('without an oracle no mistakes are counted', () => {
    const analysis = study({ subjects: ['concat'], oracle: false });
    expect(analysis.subjects[0].models[0].mistakes).toBeNull();
    expect(words(analysis)).not.toContain('mistake');
  });

  test('no attack succeeds: never called robust', () => {
    const analysis = study({ success: () => 0, edit: withoutRandomFlips });
    expect(analysis.verdict.models.map(({ tone }) => tone)).toEqual(['withstood', 'withstood']);
    expect(words(analysis)).not.toMatch(/\brobust\b/i);
  });

  test.each<[string, SyntheticOptions]>([
    [
      'void constant-model',
      { edit: (record) => ({ ...record, clean: { predicted: 0, logits: [1, 0] } }), success: () => 0 },
    ],
    ['void near-chance', { accuracy: () => 0.52, success: () => 0 }],
    [
      'void indifferent',
      {
        success: () => 0,
        edit: editRemovals((record) => ({ ...record, wholeModality: { image: false, text: true } })),
      },
    ],
  ])('%s: no statement, whatever the attacks show', (check, options) => {
    const analysis = study({ ...options, subjects: ['concat'] });
    expect(checks(analysis)).toContain(check);
    expect(analysis.verdict.models[0].tone).toBe('void');
    expect(analysis.verdict.headline).toContain('Nothing can be concluded about concat');
  });

  test('an input that some success needed is used, even if its whole removal changes little', () => {
    const analysis = study({
      subjects: ['concat'],
      edit: editRemovals((record) => ({
        ...record,
        wholeModality: { image: false, text: false },
        found: record.found && { ...record.found, necessary: ['image', 'text'] },
      })),
    });
    expect(checks(analysis)).not.toContain('void indifferent');
  });

  test('where random tries succeed, the failure of an attack is no merit', () => {
    const [model] = study({ success: () => 0, subjects: ['concat'] }).verdict.models;
    expect(model.tone).toBe('mixed');
  });

  test('few samples carry no claim', () => {
    const analysis = study({ count: 20, subjects: ['concat'], success: () => 1, oracle: false });
    expect(analysis.verdict.models[0].tone).toBe('void');
    expect(checks(analysis)).toContain('warning too-few');
  });
});

describe('fusion', () => {
  test('each input alone at chance: synergy, and the gap is no liability', () => {
    const [model] = study().subjects[0].models;
    expect(model.fusion).toMatchObject({ complementarity: 'synergy', necessary: ['image', 'text'] });
    const [family] = model.singleSource;
    expect(family.sources.map(({ modality, liability }) => [modality, liability])).toEqual([
      ['image', false],
      ['text', false],
    ]);
    expect(family.sources[0].gap?.value).toBeLessThan(0);
  });

  test.each([
    ['still better', 0.95, 0.6, 0.05],
    ['is worse', 0.95, 0.9, 0.8],
    ['it is undecided whether the fused model is better or worse', 0.95, 0.75, 0.2],
  ])('under attack on an input, fusing it against a model without it: %s', (said, accuracy, unimodal, success) => {
    const options = { count: 300, subjects: ['concat'], attacks: [decoupling(['image'])] };
    const found = study({ ...options, accuracy: () => accuracy, unimodal: () => unimodal, success: () => success });
    expect(words(found)).toContain('While the image is attacked by Decoupling');
    expect(words(found)).toContain(said);
    const { gap } = found.subjects[0].models[0].singleSource[0].sources[0];
    expect(words(found)).toContain(pointsEstimate(gap!));
  });

  test('no judgement on fusing an input that the task needs', () => {
    expect(words(study({ subjects: ['concat'] }))).not.toContain('never sees');
  });

  test('redundant inputs: the gap against the model without the input is a liability', () => {
    const [model] = study({ accuracy: () => 0.8, unimodal: () => 0.78 }).subjects[0].models;
    expect(model.fusion.complementarity).toBe('redundant');
    expect(model.singleSource[0].sources.every(({ liability }) => liability)).toBe(true);
    expect(words(study({ accuracy: () => 0.8, unimodal: () => 0.78 }))).toContain(
      'the fused model is worse than a model that never sees the image',
    );
  });

  test('worst single source is the smaller accuracy', () => {
    const [model] = study({
      success: (_, attack) => (attack.name === 'decoupling' && attack.modalities[0] === 'text' ? 0.3 : 0.9),
    }).subjects[0].models;
    expect(model.singleSource[0].worst?.modality).toBe('image');
  });

  test('attacks with other fills are other attacks: no weaker side between them', () => {
    const worst = (image: 'black' | 'mean'): readonly (string | undefined)[] =>
      study({
        count: 60,
        subjects: ['concat'],
        attacks: [
          { name: 'decoupling', modalities: ['image'], fills: { image } },
          { name: 'decoupling', modalities: ['text'], fills: { image: 'mean' } },
        ],
      }).subjects[0].models[0].singleSource.map((family) => family.worst?.modality);
    expect(worst('black')).toEqual([undefined, undefined]);
    expect(worst('mean')).toEqual([expect.stringMatching(/image|text/)]);
  });

  test('splitting the budget is compared with the worst single attack of the full radius', () => {
    const analysis = study({
      attacks: [pgd([{ image: 0.1 }]), pgd([{ text: 0.5 }]), pgd([{ image: 0.1, text: 0.5 }], 'matched')],
      success: (_, attack) =>
        attack.name === 'pgd' && attack.share === 'matched' ? 0.9 : 'text' in attackedBy(attack) ? 0.7 : 0.3,
    });
    const [split] = analysis.subjects[0].models[0].splitting;
    expect(split.single.modality).toBe('text');
    expect(split.single.accuracy.value).toBeLessThan(0.4);
    expect(analysis.attacks[2].radii).toEqual({ image: 0.05, text: 0.25 });
    expect(split.effect.value).toBeCloseTo(split.joint.accuracy.value! - split.single.accuracy.value!, 12);
    expect(split.effect.high).toBeLessThan(0);
    expect(split.sameUnits).toBe(false);
  });

  test('matched l2 budgets are ε/√2 each', () => {
    const analysis = study({
      attacks: [{ name: 'pgd', norm: 'l2', share: 'matched', budgets: [{ image: 1, text: 2 }] }],
    });
    expect(analysis.attacks[0].radii.image).toBeCloseTo(Math.SQRT1_2, 12);
    expect(analysis.attacks[0].radii.text).toBeCloseTo(Math.SQRT2, 12);
  });
});

describe('comparisons', () => {
  const unequal: SyntheticOptions = { count: 300, success: (subject) => (subject === 'concat' ? 0.9 : 0.4) };

  test('one seed: about these models, paired on commonly correct samples', () => {
    const [first] = study(unequal).comparisons;
    expect(first).toMatchObject({
      a: 'concat',
      b: 'product',
      scope: 'these models',
      conclusion: 'b-harder-to-break',
      seeds: 1,
    });
    expect(first.commonlyCorrect.n).toBeLessThan(first.all.n);
    expect(first.pHolm).toBeGreaterThanOrEqual(first.p!);
    expect(Object.keys(first.byModality)).toEqual(['image', 'text']);
  });

  test('clean accuracy is compared once, whatever the attack, over all samples', () => {
    const { comparisons } = study(unequal);
    expect(comparisons.length).toBeGreaterThan(1);
    expect(comparisons[0].cleanAccuracy.n).toBe(300);
    for (const { cleanAccuracy } of comparisons) expect(cleanAccuracy).toEqual(comparisons[0].cleanAccuracy);
  });

  test('one attacked modality: its own share is compared; several: each stands beside the pooled share', () => {
    const { comparisons, verdict } = study(unequal);
    const [joint, image] = comparisons;
    expect([joint.modality, image.modality]).toEqual([null, 'image']);
    expect(Object.keys(image.byModality)).toEqual(['image']);
    expect(image.commonlyCorrect.value).toBe(image.byModality.image.value);
    expect(joint.commonlyCorrect.value).not.toBe(joint.byModality.image.value);
    expect(verdict.comparisons[0].text).toMatch(
      /share of the whole input that has to go differs by .* points .*that of the image by .* points .*that of the text by/,
    );
    expect(verdict.comparisons[1].text).toContain('share of the image that has to go differs by');
  });

  test('terminal: failures as all are per modality, pooled only where several are attacked', () => {
    const lines = summaryText(study({ attacks: [decoupling(['text'])] })).join('\n');
    expect(lines).toContain('text removed, fail = all');
    expect(lines).not.toContain('input removed, fail = all');
  });

  test('three seeds: inconclusive, with the detectable difference', () => {
    const analysis = study({ ...unequal, seeds: [0, 1, 2], count: 60 });
    expect(analysis.comparisons[0]).toMatchObject({ p: null, pHolm: null, conclusion: 'inconclusive', seeds: 3 });
    expect(analysis.comparisons[0].detectable).toBeGreaterThan(0);
    expect(words(analysis)).toContain('3 paired training seeds are too few');
  });

  test('six seeds can tell recipes apart', () => {
    const analysis = study({
      ...unequal,
      seeds: [0, 1, 2, 3, 4, 5],
      count: 60,
      attacks: [decoupling()],
      edit: withoutRandomFlips,
    });
    expect(analysis.comparisons[0]).toMatchObject({
      scope: 'these recipes',
      conclusion: 'b-harder-to-break',
      p: 2 / 64,
    });
    expect(analysis.subjects[0].overall.accuracy.method).toBe('two-level');
  });

  test('a void model is compared with none, and its test is not counted', () => {
    const analysis = study({
      ...unequal,
      subjects: ['concat', 'product', 'late'],
      accuracy: (subject) => (subject === 'concat' ? 0.52 : 0.94),
    });
    const [first, , , , , , sound] = analysis.comparisons;
    expect([first.a, first.b, first.p, first.pHolm, first.conclusion]).toEqual([
      'concat',
      'product',
      null,
      null,
      'inconclusive',
    ]);
    expect(first.commonlyCorrect.value).not.toBeNull();
    expect([sound.a, sound.b, sound.p]).toEqual(['product', 'late', expect.any(Number)]);
    expect(sound.pHolm).toBeLessThanOrEqual(3 * sound.p!);
    expect(analysis.verdict.comparisons.filter(({ text }) => text.includes('concat')).map(({ text }) => text)).toEqual(
      ['image + text', 'image', 'text', 'image + text', 'image', 'text'].map(
        (title) => `Decoupling · ${title}: not compared. concat has learnt nothing.`,
      ),
    );
  });

  test('void figures of one attack are not compared either; nor is a handful of samples', () => {
    const altered = study({
      ...unequal,
      count: 60,
      attacks: [decoupling(), decoupling(['text'])],
      edit: editRemovals((record) =>
        record.cell.endsWith('-0-0')
          ? { ...record, controls: record.controls && { ...record.controls, noOp: 1 } }
          : record,
      ),
    });
    expect(altered.comparisons.map(({ unjudged }) => unjudged?.because)).toEqual(['void', undefined]);
    expect(study({ ...unequal, count: 20 }).comparisons[0].unjudged?.text).toMatch(/^Both answer only 1\d samples/);
  });

  describe('where successes took the deciding evidence away', () => {
    /** Every success on product is a mistake; on concat those of so many rows of nine. */
    const mistaken = (ofNine: number): StudyAnalysis =>
      study({
        ...unequal,
        attacks: [decoupling()],
        edit: (record, { subject }) =>
          record.kind === 'removal' && record.found !== null
            ? {
                ...record,
                found: { ...record.found, decidable: subject === 'product' || record.row % 9 < ofNine },
                controls: record.controls && { ...record.controls, randomSearch: [null] },
              }
            : record,
      });

    test('a difference that the mistakes show too stands', () => {
      const { comparisons, verdict } = mistaken(9);
      expect(comparisons[0].conclusion).toBe('b-harder-to-break');
      expect(comparisons[0].mistakesOnly?.value).toBeCloseTo(comparisons[0].commonlyCorrect.value!, 12);
      expect(verdict.comparisons[0].text).toMatch(/; counting only mistakes, by −\d/);
    });

    test('one that they do not show, or show the other way round, is inconclusive', () => {
      for (const ofNine of [4, 1]) {
        const { comparisons, verdict } = mistaken(ofNine);
        expect(comparisons[0].pHolm).toBeLessThan(0.05);
        expect(comparisons[0].commonlyCorrect.high).toBeLessThan(0);
        expect(comparisons[0].mistakesOnly?.high).toBeGreaterThan(0);
        expect(comparisons[0].conclusion).toBe('inconclusive');
        expect(verdict.comparisons[0].text).toContain(
          'inconclusive between these two trained models, as counting only mistakes does not show the same.',
        );
      }
    });
  });

  describe('where random search does as well as the attack', () => {
    /** Random search that removes one pixel wherever it succeeds: always on one subject, never on the other. */
    const searched = (broken: string): StudyAnalysis =>
      study({
        ...unequal,
        attacks: [decoupling()],
        edit: (record, { subject }) =>
          record.kind === 'removal' && record.controls !== null
            ? {
                ...record,
                controls: { ...record.controls, randomSearch: [subject === broken ? { image: 1, text: 0 } : null] },
              }
            : record,
      });

    test('the attack’s order stands if the search finds it too', () => {
      const { comparisons, verdict } = searched('concat');
      expect(comparisons[0]).toMatchObject({ conclusion: 'b-harder-to-break', control: { asGoodOn: ['concat'] } });
      expect(comparisons[0].control?.difference.high).toBeLessThan(-0.9);
      expect(verdict.comparisons[0].text).toMatch(
        /product is harder to break, also by random search, which does as well as the attack on concat \(−9/,
      );
    });

    test('it falls if the search finds another', () => {
      const { comparisons, verdict } = searched('product');
      expect(comparisons[0].pHolm).toBeLessThan(0.05);
      expect(comparisons[0]).toMatchObject({ conclusion: 'inconclusive', control: { asGoodOn: ['product'] } });
      expect(verdict.comparisons[0].text).toMatch(
        /inconclusive between these two trained models: on product, random search does as well as the attack, and by it they differ by \+9/,
      );
    });

    test('a search that clearly removes less is said to be better', () => {
      const flag = searched('product').flags.find(({ check }) => check === 'random-search');
      expect(flag?.finding).toMatch(/^Random search with as many queries needs to remove less than the attack/);
    });
  });

  test('latent radii rank no models', () => {
    const analysis = study({
      ...unequal,
      attacks: [pgd([{ text: 0.1 }])],
      plan: { primaryMeasure: 'robust-accuracy' },
    });
    expect(analysis.comparisons[0].conclusion).toBe('inconclusive');
    expect(analysis.comparisons[0]).toMatchObject({ p: null, pHolm: null, unjudged: { because: 'incomparable' } });
    expect(words(analysis)).toContain('embedding space');
  });

  test('criteria that depend on coordinates compare no fusions', () => {
    const attack = {
      name: 'decoupling',
      modalities: ['image', 'text'],
      criterion: { name: 'embedding-argmax' },
    } as const;
    const analysis = study({ ...unequal, attacks: [{ ...attack, modalities: [...attack.modalities] }] });
    expect(analysis.comparisons[0].conclusion).toBe('inconclusive');
    expect(checks(analysis)).toContain('note not-comparable');
  });
});

describe('requirements', () => {
  const answers = (options: SyntheticOptions): readonly string[] =>
    study({ subjects: ['concat'], count: 300, ...options }).requirements.map(({ answer }) => answer);

  test('met, not met and inconclusive follow from the interval', () => {
    const requirement = (threshold: number): object => ({ measure: 'accuracy', comparison: 'at-least', threshold });
    expect(
      answers({ plan: { requirements: [requirement(0.5), requirement(0.999), requirement(0.94)] as never } }),
    ).toEqual(['met', 'not-met', 'inconclusive']);
  });

  test.each(['robust-accuracy', 'attack-success-rate', 'accuracy'] as const)(
    'the same %s is met or not met at one confidence and inconclusive at a higher one',
    (measure) => {
      const asked = (threshold: number, confidence: number): readonly [string, readonly [number, number]] => {
        const [{ answer, estimate, statement }] = study({
          subjects: ['concat'],
          count: 300,
          attacks: [pgd([{ image: 0.1 }])],
          success: () => 0.5,
          plan: { requirements: [{ measure, attack: 0, comparison: 'at-least', threshold, confidence }] },
        }).requirements;
        expect(statement).toContain(`at ${String(confidence * 100)} % confidence`);
        return [answer, [estimate.low!, estimate.high!]];
      };
      const [[, narrow], [, wide]] = [asked(0.5, 0.8), asked(0.5, 0.99)];
      const [below, above] = [(narrow[0] + wide[0]) / 2, (narrow[1] + wide[1]) / 2];
      expect([asked(below, 0.8)[0], asked(below, 0.99)[0]]).toEqual(['met', 'inconclusive']);
      expect([asked(above, 0.8)[0], asked(above, 0.99)[0]]).toEqual(['not-met', 'inconclusive']);
    },
  );

  test('a single-source gap has the interval of the confidence asked for', () => {
    const gap = (confidence?: number): { low: number | null; high: number | null } =>
      study({
        subjects: ['concat'],
        success: () => 0.4,
        plan: {
          requirements: [
            { measure: 'single-source-gap', attack: 1, comparison: 'at-least', threshold: 0, ...{ confidence } },
          ],
        },
      }).requirements[0].estimate;
    const shown = study({ subjects: ['concat'], success: () => 0.4 }).subjects[0].models[0].singleSource[0].sources[0];
    expect(gap()).toEqual(shown.gap);
    expect(gap(0.99).low).toBeLessThan(gap().low!);
    expect(gap(0.8).high).toBeLessThan(gap().high!);
  });

  test('a single-source gap is asked and answered in points, as it is a difference of shares', () => {
    const [answer] = study({
      subjects: ['concat'],
      success: () => 0.4,
      plan: { requirements: [{ measure: 'single-source-gap', attack: 1, comparison: 'at-least', threshold: -0.05 }] },
    }).requirements;
    expect(answer.statement).toContain('at least −5 points');
    expect(measuredWords(answer)).toMatch(/^[−+]\d/u);
    expect(measuredWords(answer).startsWith(`${pointsEstimate(answer.estimate)}; counting mistakes only, `)).toBe(true);
  });

  describe('of removals where the data can tell which changed answers are mistakes', () => {
    // Every right answer changes; in 7 of 10 the evidence that decided it is gone.
    const oftenGone = editRemovals((record) => ({
      ...record,
      found: record.found && { ...record.found, decidable: record.row % 10 < 3 },
    }));
    const asked = (measure: RequirementMeasure, options: SyntheticOptions = {}): RequirementAnswer =>
      study({
        subjects: ['concat'],
        count: 300,
        accuracy: () => 1,
        success: () => 1,
        edit: oftenGone,
        plan: { requirements: [{ measure, attack: 0, comparison: 'at-least', threshold: 0.5 }] },
        ...options,
      }).requirements[0];

    test('correct behaviour after the evidence is gone is no failure', () => {
      const answer = asked('label-preserving-robust-accuracy');
      expect(answer.answer).toBe('met');
      expect(answer.estimate.value).toBeCloseTo(0.7);
      expect(answer.statement).toContain('counting mistakes only');
      expect(answer.note).toContain('a stronger attack may find more');
      expect(asked('label-preserving-robust-accuracy', { edit: (record) => record, oracle: true }).answer).toBe(
        'not-met',
      );
    });

    test('every change is still counted where that is asked, with the other figure and the reason beside it', () => {
      for (const [measure, mistakes] of [
        ['robust-accuracy', '70.0'],
        ['attack-success-rate', '30.0'],
        ['single-source-gap', '+'],
      ] as const) {
        const answer = asked(measure, { plan: { requirements: [requirementOn(measure)] } });
        expect(measuredWords(answer)).toContain(`; counting mistakes only, ${mistakes}`);
        expect(answer.note).toContain('it may be right where the deciding evidence is gone');
      }
      expect(asked('robust-accuracy')).toMatchObject({ answer: 'not-met', estimate: { value: 0 } });
      expect(measuredWords(asked('label-preserving-robust-accuracy'))).toContain('; counting every change, 0');
    });

    test('what is told of both ways reaches whoever reads the summary', () => {
      const text = summaryText(
        study({ subjects: ['concat'], edit: oftenGone, plan: { requirements: [requirementOn('robust-accuracy')] } }),
      )
        .join(' ')
        .replace(/\s+/gu, ' ');
      expect(text).toContain('counting mistakes only');
      expect(text).toContain('it may be right where the deciding evidence is gone');
    });

    test('a removed share that is too large counts neither as a change nor as a mistake', () => {
      const requirements = [{ ...requirementOn('label-preserving-robust-accuracy'), removedAtMost: 0.0001 }];
      expect(asked('label-preserving-robust-accuracy', { plan: { requirements } }).estimate.value).toBe(1);
    });

    test('without an oracle there is one figure, and it is said that label preservation was not checked', () => {
      const answer = asked('robust-accuracy', { oracle: false, edit: (record) => record });
      expect(answer.otherCount).toBeNull();
      expect(answer.note).toContain('Label preservation not checked');
      // Nothing would be a mistake, so everything would be met.
      const unknown = asked('label-preserving-robust-accuracy', { oracle: false, edit: (record) => record });
      expect(unknown).toMatchObject({ answer: 'inconclusive', estimate: { value: null } });
    });

    test('small changes keep the label: one figure, no caveat', () => {
      const answer = asked('robust-accuracy', { attacks: [pgd([{ image: 0.1 }])] });
      expect(answer).toMatchObject({ answer: 'not-met', otherCount: null, note: null });
    });

    function requirementOn(measure: RequirementMeasure) {
      return {
        measure,
        attack: measure === 'single-source-gap' ? 1 : 0,
        comparison: 'at-least',
        threshold: 0.5,
      } as const;
    }
  });

  describe('on figures that are void', () => {
    const met = { measure: 'robust-accuracy', attack: 0, comparison: 'at-least', threshold: 0.5 } as const;
    const notMet = { ...met, threshold: 0.9 };
    const under = (options: SyntheticOptions): readonly RequirementAnswer[] =>
      study({ subjects: ['concat'], count: 300, success: () => 0.3, ...options, plan: { requirements: [met, notMet] } })
        .requirements;

    test('nothing is answered, with the reason, where the path of the attack alone changes answers', () => {
      expect(under({}).map(({ answer }) => answer)).toEqual(['met', 'not-met']);
      const noOp = editRemovals((record) => ({
        ...record,
        controls: record.controls && { ...record.controls, noOp: 9 },
      }));
      for (const answer of under({ edit: noOp })) {
        expect(answer.answer).toBe('inconclusive');
        expect(answer.note).toContain('The figure is void. Removing nothing changed a logit');
        expect(answer.estimate.value).not.toBeNull();
      }
    });

    test('nor where a budget of nothing succeeds, or one is overstepped', () => {
      const zero = under({ attacks: [pgd([{ image: 0 }])] });
      expect(zero.map(({ answer }) => answer)).toEqual(['inconclusive', 'inconclusive']);
      expect(zero[0].note).toContain('With a budget of zero it succeeds');
      const beyond = editPerturbations((record) => ({
        ...record,
        outcome: record.outcome && { ...record.outcome, norms: { image: 1 } },
      }));
      const [over] = under({ attacks: [pgd([{ image: 0.1 }])], edit: beyond });
      expect(over).toMatchObject({
        answer: 'inconclusive',
        note: expect.stringContaining('above its budget') as string,
      });
    });

    test('another attack on the same model, and its clean accuracy, are answered', () => {
      const [attacked, clean] = study({
        subjects: ['concat'],
        count: 300,
        success: () => 0.3,
        attacks: [pgd([{ image: 0 }]), pgd([{ image: 0.1 }])],
        plan: {
          requirements: [
            { ...met, attack: 1 },
            { measure: 'accuracy', comparison: 'at-least', threshold: 0.5 },
          ],
        },
      }).requirements;
      expect([attacked.answer, clean.answer]).toEqual(['met', 'met']);
    });

    test('too few attacked samples speak for no model', () => {
      const [few] = study({
        subjects: ['concat'],
        count: 20,
        success: () => 0,
        plan: { requirements: [met] },
      }).requirements;
      expect(few).toMatchObject({
        answer: 'inconclusive',
        note: expect.stringContaining('fewer than 30 carry no claim') as string,
      });
    });
  });

  describe('of an incomplete run', () => {
    const threshold = 0.5;
    const whole = syntheticRun({
      count: 300,
      subjects: ['concat', 'product'],
      success: () => 0.1,
      plan: {
        requirements: [
          { measure: 'accuracy', comparison: 'at-least', threshold },
          { measure: 'robust-accuracy', attack: 0, comparison: 'at-least', threshold },
        ],
      },
    });
    const answersOf = (isThere: (record: SampleRecord) => boolean): readonly RequirementAnswer[] =>
      analyse({ ...whole, state: 'interrupted', records: whole.records.filter(isThere) }).requirements;
    const cellsOf = (subject: string, kind: 'clean' | 'attack'): ReadonlySet<string> => {
      const { cells } = whole.run.expansion;
      const model = cells.find((cell) => cell.kind === 'model' && cell.subject === subject && cell.role === 'subject');
      return new Set(
        cells.flatMap((cell) =>
          cell.kind === kind && 'model' in cell && cell.model === (model as ModelCell).model ? [cell.id] : [],
        ),
      );
    };

    test('what may still change is inconclusive, with the reason and the figure so far', () => {
      const attacks = cellsOf('concat', 'attack');
      const [, , concat] = answersOf(({ cell, row }) => !attacks.has(cell) || row % 2 === 0);
      expect(concat).toMatchObject({ modelTitle: 'concat', answer: 'inconclusive' });
      expect(concat.estimate.value).toBeGreaterThan(0.8);
      expect(concat.note).toMatch(/^The run is not complete: 1,350 of the 1,800 records that it takes are there/u);
    });

    test('what is missing of one model changes no answer about another, nor a clean accuracy', () => {
      const attacks = cellsOf('concat', 'attack');
      const answers = answersOf(({ cell }) => !attacks.has(cell));
      expect(answers.map(({ modelTitle, answer }) => `${modelTitle} ${answer}`)).toEqual([
        'concat met',
        'product met',
        'concat inconclusive',
        'product met',
      ]);
    });

    test('a clean accuracy waits for all its samples', () => {
      const clean = cellsOf('concat', 'clean');
      const [accuracy] = answersOf(({ cell, row }) => !clean.has(cell) || row % 3 === 0);
      expect(accuracy).toMatchObject({ answer: 'inconclusive' });
      expect(accuracy.note).toContain('100 of the 300 records');
    });
  });

  test('a cap on the removed share holds for words as for pictures: all words gone is not nearly nothing', () => {
    const everyWord = editRemovals((record) => ({
      ...record,
      found: record.found && {
        ...record.found,
        share: { removed: { image: 0, text: record.elements.text }, legacyRemoved: 1 },
      },
    }));
    const capped = (removedAtMost: number): { answer: string; statement: string } =>
      study({
        subjects: ['concat'],
        success: () => 1,
        edit: everyWord,
        plan: {
          requirements: [
            { measure: 'robust-accuracy', attack: 0, removedAtMost, comparison: 'at-least', threshold: 0.8 },
          ],
        },
      }).requirements[0];
    // All words of a sample are about one in a hundred of its elements.
    expect(capped(0.07)).toMatchObject({ answer: 'met' });
    expect(capped(0.07).statement).toContain('removing at most 7\u00a0% of each attacked modality');
    expect(capped(1)).toMatchObject({ answer: 'not-met' });
    const oneWord = editRemovals((record) => ({
      ...record,
      found: record.found && { ...record.found, share: { removed: { image: 0, text: 1 }, legacyRemoved: 1 } },
    }));
    const [{ answer }] = study({
      subjects: ['concat'],
      success: () => 1,
      edit: oneWord,
      plan: {
        requirements: [
          // One word of six is more than a tenth, and of ten not: 1 in 5 samples has ten.
          { measure: 'attack-success-rate', attack: 0, removedAtMost: 0.1, comparison: 'at-most', threshold: 0.5 },
        ],
      },
    }).requirements;
    expect(answer).toBe('met');
  });

  test('success within a removed share: larger removals do not count', () => {
    const requirement = (removedAtMost: number): object => ({
      measure: 'attack-success-rate',
      attack: 0,
      removedAtMost,
      comparison: 'at-most',
      threshold: 0.1,
    });
    expect(
      answers({ success: () => 1, plan: { requirements: [requirement(0.0001), requirement(1)] as never } }),
    ).toEqual(['met', 'not-met']);
  });

  test('a model of which nothing may be said meets no robustness requirement', () => {
    const [answer, beyond] = study({
      subjects: ['concat'],
      success: () => 0,
      edit: editRemovals((record) => ({ ...record, wholeModality: { image: false, text: true } })),
      plan: {
        requirements: [0.5, 0.99].map((threshold) => ({
          measure: 'robust-accuracy' as const,
          attack: 0,
          comparison: 'at-least' as const,
          threshold,
        })),
      },
    }).requirements;
    expect(answer.answer).toBe('inconclusive');
    expect(answer.note).toContain('It shows no use of the image');
    // Few right answers are few, whatever they rest on.
    expect(beyond.answer).toBe('not-met');
  });

  test('several budgets: the least favourable answers', () => {
    const [answer] = study({
      subjects: ['concat'],
      attacks: [pgd([{ image: 0.01 }, { image: 0.5 }])],
      edit: (record) =>
        record.kind === 'perturbation' && record.outcome !== null
          ? { ...record, outcome: { ...record.outcome, success: record.cell.endsWith('1') } }
          : record,
      plan: { requirements: [{ measure: 'robust-accuracy', attack: 0, comparison: 'at-least', threshold: 0.5 }] },
    }).requirements;
    expect(answer).toMatchObject({ answer: 'not-met' });
    expect(answer.statement).toContain('image 0.5');
  });

  test('one budget: the others do not count', () => {
    const ofBudget = (budget: number): string =>
      study({
        subjects: ['concat'],
        attacks: [pgd([{ image: 0.01 }, { image: 0.5 }])],
        edit: (record) =>
          record.kind === 'perturbation' && record.outcome !== null
            ? { ...record, outcome: { ...record.outcome, success: record.cell.endsWith('1') } }
            : record,
        plan: {
          requirements: [{ measure: 'robust-accuracy', attack: 0, budget, comparison: 'at-least', threshold: 0.5 }],
        },
      }).requirements[0].answer;
    expect([ofBudget(0), ofBudget(1)]).toEqual(['met', 'not-met']);
  });
});

describe('latent attacks', () => {
  const broken = (budget: Record<string, number>): StudyAnalysis =>
    study({ subjects: ['concat'], success: () => 0.95, attacks: [pgd([budget])] });

  test('break a model only in part: no sender of inputs can carry them out', () => {
    expect(broken({ image: 0.1 }).verdict.models[0].tone).toBe('broken');
    expect(broken({ text: 0.1 }).verdict.models[0].tone).toBe('mixed');
  });

  test('name no weaker side, as their budgets have other units', () => {
    const analysis = study({
      subjects: ['concat'],
      success: () => 0.5,
      attacks: [pgd([{ image: 0.1 }, { text: 0.1 }]), decoupling(['image']), decoupling(['text'])],
    });
    expect(analysis.subjects[0].models[0].singleSource.map(({ sameUnits }) => sameUnits).sort()).toEqual([false, true]);
    expect(words(analysis)).toMatch(/the weaker side is the (?:image|text) under removals \([^)]*\)\./);
  });
});

describe('flags', () => {
  test('a handful of equal differences is no interval: no flag, and controls without hits have an upper bound', () => {
    const few = study({
      count: 8,
      subjects: ['concat'],
      accuracy: () => 1,
      success: () => 1,
      attacks: [decoupling(), pgd([{ image: 0.1 }])],
      edit: (record) =>
        record.kind === 'removal'
          ? {
              ...record,
              controls: record.controls && { ...record.controls, randomRemoval: [true], randomSearch: [null] },
            }
          : record.kind === 'perturbation'
            ? { ...record, controls: record.controls && { ...record.controls, randomNoise: [true] } }
            : record,
    });
    expect(checks(few)).toContain('warning too-few');
    expect(checks(few)).not.toContain('warning random-removal');
    expect(checks(few)).not.toContain('warning random-noise');
    const { randomSearch } = few.subjects[0].models[0].removals[0].controls;
    expect(randomSearch.successRate).toMatchObject({ value: 0, low: 0 });
    expect(randomSearch.successRate.high).toBeGreaterThan(0.3);
  });

  test.each<[string, SyntheticOptions]>([
    ['void no-op', { edit: editRemovals((r) => ({ ...r, controls: r.controls && { ...r.controls, noOp: 0.01 } })) }],
    ['warning re-evaluation', { edit: editRemovals((r) => ({ ...r, found: null })) }],
    [
      'warning random-search',
      {
        edit: editRemovals((r) => ({
          ...r,
          controls: r.controls && { ...r.controls, randomSearch: [{ image: 0, text: 0 }] },
        })),
      },
    ],
    [
      'warning random-removal',
      {
        edit: editRemovals((r) => ({
          ...r,
          controls: r.controls && { ...r.controls, randomRemoval: r.found ? [true] : [] },
        })),
      },
    ],
    [
      'warning fill-artefact',
      {
        edit: editRemovals((r) => ({
          ...r,
          found: r.found && { ...r.found, fills: { 'image:mean': true, 'image:black': false } },
        })),
      },
    ],
    ['note label-preservation', { oracle: false }],
    [
      'warning evidence-destroyed',
      { edit: editRemovals((r) => ({ ...r, found: r.found && { ...r.found, decidable: false } })) },
    ],
    ['note clusters', { groupSize: 4 }],
    ['note few-seeds', {}],
    ['void zero-budget', { attacks: [pgd([{ image: 0 }])] }],
    [
      'void budget-exceeded',
      {
        attacks: [pgd([{ image: 0.1 }])],
        edit: editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, norms: { image: 0.11 } } })),
      },
    ],
    [
      'warning re-evaluation',
      {
        attacks: [pgd([{ image: 0.1 }])],
        edit: editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, success: false } })),
      },
    ],
    [
      'warning loss-not-rising',
      {
        attacks: [pgd([{ image: 0.1 }])],
        edit: editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, loss: [1, 0.5] } })),
      },
    ],
    [
      'warning vanishing-gradient',
      {
        attacks: [pgd([{ image: 0.1 }])],
        edit: editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, loss: [1, 1] } })),
      },
    ],
    [
      'warning random-noise',
      {
        attacks: [pgd([{ image: 0.1 }])],
        edit: editPerturbations((r) => ({ ...r, controls: r.controls && { ...r.controls, randomNoise: [true] } })),
      },
    ],
    [
      'warning larger-budget',
      {
        attacks: [pgd([{ image: 0.1 }, { image: 0.2 }])],
        edit: editPerturbations((r) => ({
          ...r,
          outcome: r.outcome && { ...r.outcome, success: r.cell.endsWith('0') },
        })),
      },
    ],
    [
      'warning single-step',
      {
        attacks: [{ name: 'fgsm', budgets: [{ image: 0.1 }] }, pgd([{ image: 0.1 }])],
        success: (_, attack) => (attack.name === 'fgsm' ? 0.9 : 0.3),
      },
    ],
    [
      'warning query-beats-gradient',
      {
        attacks: [{ name: 'square', budgets: [{ image: 0.1 }] }, pgd([{ image: 0.1 }])],
        success: (_, attack) => (attack.name === 'square' ? 0.9 : 0.3),
      },
    ],
  ])('%s', (check, options) => {
    expect(checks(study({ attacks: [decoupling()], ...options }))).toContain(check);
  });

  test('scores may break less than gradients, and more than a few steps of them, without a word', () => {
    const found = (square: number, steps: number): readonly string[] =>
      checks(
        study({
          attacks: [
            { name: 'square', budgets: [{ image: 0.1 }] },
            { name: 'pgd', steps, budgets: [{ image: 0.1 }] },
          ],
          success: (_, attack) => (attack.name === 'square' ? square : 0.5),
        }),
      );
    expect(found(0.9, 20)).toContain('warning query-beats-gradient');
    expect(found(0.9, 5)).not.toContain('warning query-beats-gradient');
    expect(found(0.2, 20)).not.toContain('warning query-beats-gradient');
  });

  test('an attack that climbs something else than the cross-entropy may lower it', () => {
    const fallen = (loss: 'cross-entropy' | 'dlr'): readonly string[] =>
      checks(
        study({
          attacks: [{ name: 'apgd', loss, budgets: [{ image: 0.1 }] }],
          edit: editPerturbations((r) => ({ ...r, outcome: r.outcome && { ...r.outcome, loss: [1, 0.5] } })),
        }),
      );
    expect(fallen('cross-entropy')).toContain('warning loss-not-rising');
    expect(fallen('dlr')).not.toContain('warning loss-not-rising');
  });

  test.each([1, 1000])('nothing done may change a logit by 1e-4 of the largest, at logits × %d', (scale) => {
    const changed = (share: number): readonly string[] =>
      checks(
        study({
          count: 60,
          subjects: ['concat'],
          attacks: [decoupling(), pgd([{ image: 0.1 }])],
          edit: (record) => {
            const clean = { ...record.clean, logits: record.clean.logits.map((logit) => logit * scale) };
            const change = share * 1e-4 * Math.max(...clean.logits);
            if (record.kind === 'removal') {
              return { ...record, clean, controls: record.controls && { ...record.controls, noOp: change } };
            }
            return record.kind === 'perturbation'
              ? { ...record, clean, controls: record.controls && { ...record.controls, zeroBudget: change } }
              : { ...record, clean };
          },
        }),
      ).filter((check) => check.startsWith('void'));
    expect(changed(0.99)).toEqual([]);
    expect(changed(1.01)).toEqual(['void no-op', 'void zero-budget']);
  });

  test('a sound study raises no voids', () => {
    expect(
      checks(study({ attacks: [decoupling(), pgd([{ image: 0.1 }])] })).filter((check) => check.startsWith('void')),
    ).toEqual([]);
  });

  test('records from two devices', () => {
    const run = syntheticRun({ count: 40 });
    const resumed = { ...run.events[1], event: 'resumed' as const, device: 'cpu' as const };
    expect(checks(analyse({ ...run, events: [...run.events, resumed] }))).toContain('warning several-devices');
  });
});

test('gradients that broken samples were spared are counted', () => {
  const [{ models }] = study({ attacks: [pgd([{ image: 0.1 }])] }).subjects;
  const [{ queries, successRate, attacked }] = models[0].perturbations;
  expect(successRate.hits).toBeGreaterThan(0);
  expect(queries.saved.value).toBeCloseTo((13 * successRate.hits) / attacked, 9);
  expect(queries.saved.value! + queries.gradient.value!).toBeCloseTo(20, 9);
});

test('records of halved micro-batches are pointed out', () => {
  const run = syntheticRun({ count: 40 });
  const records = run.records.map((record, index) => (index < 3 ? { ...record, halvings: 1 } : record));
  expect(checks(analyse({ ...run, records }))).toContain('note halved-batches');
  expect(checks(analyse(run))).not.toContain('note halved-batches');
});

describe('terminal summary', () => {
  test('no line is wider than 100 columns or carries what a terminal obeys', () => {
    const lines = summaryText(
      study({
        count: 60,
        title: 'Caption \u001b[2J match \u202e evil',
        attacks: [decoupling(), pgd([{ image: 0.03, text: 0.1 }])],
        plan: { question: 'A long question '.repeat(20).trim() },
      }),
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    // eslint-disable-next-line no-control-regex
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/u);
    expect(lines.join('\n')).toContain('\\x1b[2J');
    expect(lines.join('\n')).toMatch(/attack success +\d/);
  });
});
