import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import { lossEstimate, percent, pointsEstimate } from '../../../src/analysis/format';
import type { ModelAnalysis } from '../../../src/analysis/model-analysis';
import type { StudyAnalysis } from '../../../src/analysis/study-analysis';
import { summaryText } from '../../../src/analysis/summary';
import { failingInputFindings } from '../../../src/analysis/verdict/failing-inputs';
import { shortAnswers } from '../../../src/analysis/verdict/short-answers';
import { contextOf } from '../../../src/report/sections/context';
import { keyNumbersSection } from '../../../src/report/sections/key-numbers';
import { verdictBlocks } from '../../../src/report/sections/verdict';
import { syntheticRun, type SyntheticOptions } from '../synthetic-run';

const missing = (modality: string, by = 'mean') => ({ name: 'missing' as const, modalities: [modality], by });
const noise = (modality: string) => ({ name: 'noise' as const, modalities: [modality], levels: [0.2, 0.6, 1] });
const inputOf = (degradations: readonly object[], options: SyntheticOptions = {}) =>
  syntheticRun({
    count: 400,
    subjects: ['concat'],
    attacks: [],
    accuracy: () => 0.95,
    unimodal: () => 0.8,
    plan: { degradations: degradations as never },
    ...options,
  });
const study = (degradations: readonly object[], options: SyntheticOptions = {}): StudyAnalysis =>
  analyse(inputOf(degradations, options));
const modelOf = ({ subjects }: StudyAnalysis): ModelAnalysis => subjects[0].models[0];
const sentences = (analysis: StudyAnalysis): readonly string[] =>
  failingInputFindings(modelOf(analysis)).map(({ sentence }) => sentence);
const said = (analysis: StudyAnalysis): string =>
  analysis.verdict.models[0].sentences.map(({ text }) => text).join('\n');

describe('the missing input that costs the most', () => {
  const both = [missing('image'), missing('text')];
  const lose = (image: number, text: number): SyntheticOptions => ({
    lost: (_, { modalities }) => (modalities[0] === 'image' ? image : text),
  });

  test('is named where it clearly costs more than the next, with what it costs', () => {
    const analysis = study(both, lose(0.1, 0.6));
    const { costliest } = modelOf(analysis);
    expect(costliest?.modality).toBe('text');
    expect(costliest!.fall.value).toBeCloseTo(0.57, 1);
    expect(costliest!.lead!.by.low).toBeGreaterThan(0);
    expect(costliest!.lead!.by.value).toBeCloseTo(
      modelOf(analysis).degraded[0].accuracy.value! - modelOf(analysis).degraded[1].accuracy.value!,
      9,
    );
    const [first] = sentences(analysis);
    expect(first).toBe(
      `Of the missing inputs, the text costs the most: Without text (mean), accuracy falls by ${lossEstimate(costliest!.fall)}, by ${lossEstimate(costliest!.lead!.by)} more than without image (mean).`,
    );
  });

  test('is not named where two cost about as much', () => {
    const analysis = study(both, lose(0.4, 0.4));
    expect(sentences(analysis)[0]).toMatch(/^Of the missing inputs, none clearly costs the most: Without /u);
  });

  test('alone, is compared with none', () => {
    const analysis = study([missing('text')]);
    expect(sentences(analysis)[0]).toBe(
      `Without text (mean), accuracy falls by ${lossEstimate(modelOf(analysis).costliest!.fall)}.`,
    );
  });

  test('counts by the worst of the ways in which it is missing', () => {
    const analysis = study([missing('text', 'mean'), missing('text', 'zero'), missing('image')], {
      lost: (_, choice) => (choice.name === 'missing' && choice.by === 'zero' ? 0.5 : 0.2),
    });
    expect(modelOf(analysis).costliest).toMatchObject({ setting: { title: 'Without text (zero)' } });
    expect(modelOf(analysis).costliest?.lead?.setting.title).toBe('Without image (mean)');
  });

  test('where what is left leaves chance, the loss is no fault', () => {
    const told = sentences(study([missing('text')], { unimodal: () => 0.5 }));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/What is left leaves chance by itself, so no model could cope with that loss\.$/u);
  });
});

describe('a fused model without an input, beside the best that never had it', () => {
  test.each([
    ['The interval lies below 0: the fused model holds less, so the image alone is the safer choice there.', 0.6],
    ['The interval lies above 0: the fused model holds more, so fusing still pays there.', 0.08],
    ['The interval holds 0: which of the two holds more is undecided, so choose neither by this figure.', 0.16],
  ])('%s', (words, lost) => {
    const analysis = study([missing('text')], { lost: () => lost });
    const { missing: beside, degraded } = modelOf(analysis);
    const [{ gap, single }] = beside;
    const fused = percent(degraded[0].accuracy.value);
    expect(sentences(analysis)[1]).toBe(
      `Without text (mean), the fused model answers ${fused} right; the best single model that never had it, the image alone, ${percent(single.accuracy.value)}. Fused minus single: ${pointsEstimate(gap)}. ${words}`,
    );
  });

  test('of several ways to miss it, the least favourable counts', () => {
    const analysis = study([missing('text', 'mean'), missing('text', 'zero')], {
      lost: (_, choice) => (choice.name === 'missing' && choice.by === 'zero' ? 0.6 : 0.1),
    });
    const told = sentences(analysis).slice(1);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^In the least favourable of 2 ways to miss the text, without text \(zero\), the fused model answers .*The interval lies below 0/u,
    );
  });
});

describe('the level of noise at which a fused model falls below its best single model', () => {
  const falls = (fused: Readonly<Record<number, number>>, alone = 0): SyntheticOptions => ({
    lost: (title, _, level) => (title === 'concat' ? fused[level] : alone),
  });

  test('is the lowest from which on it is worse, beside the model that noise leaves alone', () => {
    const analysis = study([noise('image')], falls({ 0.2: 0.02, 0.6: 0.4, 1: 0.6 }, 0.5));
    const { gap, single } = modelOf(analysis).noisy[1];
    expect(single.modality).toBe('text');
    expect(sentences(analysis)).toEqual([
      `Under noise on image, from level 0.6 on (of 3 levels), the fused model holds less than the best single model under the same noise, there the text alone. Fused minus single: ${pointsEstimate(gap)} at level 0.6. The interval lies below 0: the fused model holds less, so the text alone is the safer choice there.`,
    ]);
  });

  test('a model of the noisy input is taken under the same noise', () => {
    const analysis = study([noise('image')], {
      unimodal: (modality) => (modality === 'image' ? 0.9 : 0.6),
      lost: (title) => (title === 'concat' ? 0.1 : 0.5),
    });
    // Without noise the picture alone is best; under it, it is not.
    expect(modelOf(analysis).fusion.best).toBe('image');
    for (const { single } of modelOf(analysis).noisy) {
      expect(single.modality).toBe('text');
      expect(single.accuracy.value).toBeCloseTo(0.6, 1);
    }
  });

  test('a dip that a stronger noise does not show is none', () => {
    expect(sentences(study([noise('image')], falls({ 0.2: 0.6, 0.6: 0.02, 1: 0.02 })))).toEqual([]);
  });

  test('is not told where it does not fall below, nor where no model of one input is a rival', () => {
    expect(sentences(study([noise('image')], falls({ 0.2: 0, 0.6: 0, 1: 0 })))).toEqual([]);
    const needed = study([noise('image')], { unimodal: () => 0.5, lost: () => 0.5 });
    expect(modelOf(needed).noisy).toEqual([]);
    expect(sentences(needed)).toEqual([]);
  });
});

describe('there is nothing to say', () => {
  const degradations = [missing('text'), noise('image')];

  test('without failing inputs', () => {
    const analysis = study([]);
    expect(sentences(analysis)).toEqual([]);
    expect(analysis.verdict.headline).toBe('No model was attacked.');
    expect(summaryText(analysis).join('\n')).not.toContain('failing inputs');
  });

  test('in favour of a model of which nothing may be concluded', () => {
    expect(sentences(study(degradations, { accuracy: () => 0.5 }))).toEqual([]);
  });

  test('of too few samples', () => {
    expect(sentences(study(degradations, { count: 20 }))).toEqual([]);
  });
});

test('verdict, short answers, key numbers and terminal tell the same', () => {
  const input = inputOf([missing('image'), missing('text'), noise('image')], {
    lost: (title, { modalities }, level) => (title === 'concat' ? (modalities[0] === 'text' ? 0.7 : level / 2) : 0.1),
  });
  const analysis = analyse(input);
  const told = sentences(analysis);
  expect(told).toHaveLength(4);
  for (const sentence of told) expect(said(analysis)).toContain(sentence);
  const blocks = JSON.stringify(verdictBlocks(contextOf({ ...input, analysis } as never), []));
  for (const sentence of told) expect(blocks).toContain(sentence);
  const answers = new Map(shortAnswers(analysis).map(({ question, answer }) => [question, answer]));
  expect(answers.get('Missing input that costs most')).toMatch(/^the text \(Without text \(mean\): /u);
  expect(answers.get('Fusion or one input, an input missing')).toMatch(
    /holds less than the text alone without image \(mean\).*; the fused model holds less than the image alone without text \(mean\)/u,
  );
  expect(answers.get('Fusion or one input, under noise')).toMatch(/ the text alone under noise on image from level /u);
  const { fall } = modelOf(analysis).costliest!;
  expect(analysis.verdict.headline).toBe(
    `No model was attacked. A missing input takes up to ${lossEstimate(fall)} (concat, the text) of accuracy.`,
  );

  const names = ['Without image (mean)', 'Without text (mean)', 'Noise 1 on image'];
  const table = JSON.stringify(keyNumbersSection(contextOf({ ...input, analysis } as never)).blocks[0]);
  const lines = summaryText(analysis);
  for (const name of names) {
    expect(table).toContain(`"${name}"`);
    expect(lines.some((line) => line.startsWith(`  ${name} `))).toBe(true);
  }
  expect(table).not.toContain('Noise 0.6 on image');
  expect(table.match(/… − best single left \(points\)/gu)).toHaveLength(2);
  expect(table.match(/… − best single under it \(points\)/gu)).toHaveLength(1);
  expect(lines.filter((line) => line.includes('… − best single'))).toHaveLength(3);
});
