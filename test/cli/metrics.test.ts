import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askCli } from './ask-cli';
import type { CliResult } from './run-cli';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muroan-metrics-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function score(content: string, ...options: readonly string[]): Promise<CliResult> {
  await writeFile(path.join(folder, 'curves.json'), content);
  return askCli(['metrics', 'multibench', 'curves.json', '--reference', 'LF', ...options], folder);
}
const curves = JSON.stringify({
  sentiment: { LF: [0.8, 0.6], mine: [0.9, 0.5] },
  push: { EF: [3, 4], mine: [2, 2] },
});

it('scores stored curves, for programs', async () => {
  const { code, out, err } = await score(curves, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    sentiment: {
      LF: {
        relative: expect.closeTo(0.07, 12) as number,
        effective: 0,
        relativeNormalised: null,
        effectiveNormalised: 1,
      },
      mine: {
        relative: expect.closeTo(0.07, 12) as number,
        effective: expect.closeTo(-0.2, 12) as number,
        relativeNormalised: null,
        effectiveNormalised: 0,
      },
    },
    push: {
      EF: {
        relative: expect.closeTo(0.35, 12) as number,
        effective: null,
        relativeNormalised: 1,
        effectiveNormalised: null,
      },
      mine: {
        relative: expect.closeTo(0.2, 12) as number,
        effective: null,
        relativeNormalised: 0,
        effectiveNormalised: null,
      },
    },
  });
  expect(err).toContain('No curve of the reference "LF" in "push"');
});

it('scores stored curves, for people and spreadsheets', async () => {
  const shown = await score(curves, '--lower-is-better', 'push');
  expect(shown.out).toMatch(/^push +mine +2 +−0\.2 +– +– +1 +–$/mu);
  const { out } = await score(curves, '--csv');
  expect(out.trimEnd().split(/\r?\n/u)).toHaveLength(5);
});

it.each([
  ['[1, 2]', 'error: curves.json: is [1,2]. Give an object.'],
  ['{"a": {"LF": [1, "x"]}}', 'error: curves.json.a.LF[1]: is "x". Give a number.'],
  [
    '{"a": {"LF": [1, 0], "LF": [0, 1]}}',
    'error: curves.json.a.LF: stands there twice. Remove one of the two, or give it another name.',
  ],
])('refuses %s', async (content, error) => {
  const { code, out, err } = await score(content);
  // Faults of a text name the file by its whole path.
  expect([code, out, err.trimEnd().replace(`${folder}${path.sep}`, '')]).toEqual([2, '', error]);
});

it.each([
  [
    ['--reference', 'lf'],
    'error: --reference: No task has a method "lf". Choose one of the methods: "LF", "mine", "EF".',
  ],
  [
    ['--lower-is-better', 'pull'],
    'error: --lower-is-better: There is no task "pull". Choose one of the tasks: "sentiment", "push".',
  ],
])('refuses %s', async (options, error) => {
  const { code, out, err } = await score(curves, ...options);
  expect([code, out, err.trimEnd()]).toEqual([2, '', error]);
});

const certificate = (...options: readonly string[]): Promise<CliResult> =>
  askCli(['certificate', 'mmcert', '--n', '465750,465750', '--k', '8988,996', ...options], folder);

it('certifies from votes', async () => {
  const votes = ['--votes', '100,0', '--alpha', '2.147e-9'];
  const { code, out } = await certificate(...votes, '--radius', '1,1', '--ratio', '2', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    label: 0,
    delta: expect.closeTo(0.0213951246, 10) as number,
    lower: expect.closeTo((2.147e-9 / 2) ** 0.01, 10) as number,
    certified: true,
    largestRadius: [16, 32],
  });
  const abstained = await certificate('--votes', '51,49', '--alpha', '0.001');
  expect(abstained.out).toMatch(/^largest radius +none: the ensemble abstains$/mu);
  // What is certified need not lie along the ray in which the largest is sought.
  const along = await certificate(...votes, '--radius', '1,5');
  expect(along.out).toMatch(/^certified at 1, 5 +yes \(modify\)$/mu);
  expect(along.out).toMatch(/^largest radius +\d+, \d+, sought along 1 : 1 \(--ratio\)$/mu);
  const mixed = await certificate(...votes, '--radius', '1,5', '--attack', 'modify,add');
  expect(mixed.out).toMatch(/^certified at 1, 5 +yes \(modify, add\)$/mu);
  // Nothing is attacked unless it is said: δ and what is certified are of radius 0.
  const untouched = JSON.parse((await certificate(...votes, '--json')).out) as unknown;
  expect(untouched).toMatchObject({ radius: [0, 0], delta: 0, certified: true });
});

it.each([
  [
    ['--votes', '5', '--alpha', '0.1'],
    'error: --votes: has one class. Give two or more classes, and 1 to 1,000,000 votes in all.',
  ],
  [
    ['--votes', '5,1', '--alpha', '0.1', '--radius', '1'],
    'error: --radius: has 1 value, --n has 2. Give one for each modality.',
  ],
])('refuses to certify from %j', async (options, error) => {
  const { code, out, err } = await certificate(...options);
  expect([code, out, err.trimEnd()]).toEqual([2, '', error]);
});

const integrated = [
  ...['--scores', 'image=4,1,0', '--scores', 'text=1,0,0', '--weights', 'image=0.5,0.5,0.5', '--weights', 'text=1,1,1'],
  ...['--slopes', 'image=0.6,0.9,0.6', '--slopes', 'text=0.2,0.2,0.3', '--label', '0'],
];

it('bounds how far the decision of an orthogonal classifier is from changing', async () => {
  const { code, out } = await askCli(
    ['certificate', 'crmt', ...integrated, '--radius', 'image=3', '--radius', 'text=0.5', '--json'],
    folder,
  );
  expect(code).toBe(0);
  // Over class 1: image 2 − 0.5, text 1; slopes 0.3 + 0.45 and 0.2 + 0.2. Over class 2: 2 and 1; 0.6 and 0.5.
  expect(JSON.parse(out)).toEqual({
    label: 0,
    lead: 2.5,
    runnerUp: 1,
    bias: 0,
    joint: { radius: expect.closeTo(2.5 / Math.hypot(0.75, 0.4), 10) as number, rival: 1 },
    modalities: [
      {
        modality: 'image',
        share: 1.5,
        slope: expect.closeTo(0.75, 10) as number,
        alone: { radius: expect.closeTo(2.5 / 0.75, 10) as number, rival: 1 },
      },
      {
        modality: 'text',
        share: 1,
        slope: expect.closeTo(0.4, 10) as number,
        alone: { radius: expect.closeTo(3 / 0.5, 10) as number, rival: 2 },
      },
    ],
    // 3 · 0.75 + 0.5 · 0.4 = 2.45 of 2.5, and 3 · 0.6 + 0.5 · 0.5 of 3.
    kept: true,
  });
  const text = (await askCli(['certificate', 'crmt', ...integrated], folder)).out;
  expect(text).toMatch(/^image +1\.5 +0\.75 +3\.33, towards class 1$/mu);
  expect(text).toContain('it is an estimate: the true radius may be smaller.');
});

it.each([
  [
    ['--weights', 'image=1,1'],
    'error: --weights image: has 2 numbers instead of 3. Give one for each class, as many as the first --scores has.',
  ],
  [['--slopes', 'image=1,-1,0'], 'error: --slopes: has a number below zero. Give zero or more.'],
  [['--label', '3'], 'error: --label: is 3, where the last class is 2. Give 0 to 2.'],
  [['--radius', 'sound=1'], 'error: --radius: names "sound", of which --scores says nothing. Give image and text.'],
])('refuses to bound from %j', async (options, error) => {
  const { code, out, err } = await askCli(['certificate', 'crmt', ...integrated, ...options], folder);
  expect([code, out, err.trimEnd()]).toEqual([2, '', error]);
});
