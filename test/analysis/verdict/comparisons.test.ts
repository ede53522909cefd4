import { describe, expect, test } from 'vitest';
import type { StudyAnalysis } from '../../../src/analysis/study-analysis';
import { summaryText } from '../../../src/analysis/summary';
import { decoupling, editRemovals, pgd, type SyntheticOptions } from '../synthetic-run';
import { checks, study, withoutRandomFlips, words } from '../synthetic-study';

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
          'neither concat nor product is shown to be harder to break, as counting only mistakes does not show the same.',
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
        /product is harder to break than concat, also by random search, which does as well as the attack on concat \(−9/,
      );
    });

    test('it falls if the search finds another', () => {
      const { comparisons, verdict } = searched('product');
      expect(comparisons[0].pHolm).toBeLessThan(0.05);
      expect(comparisons[0]).toMatchObject({ conclusion: 'inconclusive', control: { asGoodOn: ['product'] } });
      expect(verdict.comparisons[0].text).toMatch(
        /neither concat nor product is shown to be harder to break: on product, random search does as well as the attack; measured by it, they differ by \+9/,
      );
    });

    test('a search that clearly removes less is said to be better', () => {
      const flag = searched('product').flags.find(({ check }) => check === 'random-search');
      expect(flag?.finding).toMatch(/^Random search with as many queries needs to remove less than the attack: −/);
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
