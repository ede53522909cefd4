/** Attacks on words, against a bag of words of which every answer is known. */
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import { letterEdits } from '../../../src/shared/samples/edits';
import type { EditRecord } from '../../../src/shared/records/record';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Dataset } from '../../../src/engine/data/dataset';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { inMemoryDataset } from './in-memory';
import { wordModel } from './word-model';

/** Every word of a text speaks for `yes`, `key` alone more than all others; `un-` words speak against it. */
const weights = { key: 4, red: 1, fox: 0.5, the: 0.1, unkey: -2, unred: -1, unfox: -0.6 };
let model: FusedModel;

beforeAll(async () => {
  await initBackend('wasm');
  model = wordModel(weights, -1);
});
afterAll(() => {
  model.dispose();
});

const texts = [
  ['the', 'red', 'fox'],
  ['red', 'fox', 'the'],
  ['key', 'the', 'the'],
  ['red', 'red', 'red', 'the'],
  ['the', 'red', 'red', 'fox'],
  ['key', 'key', 'red'],
];
const dataset = inMemoryDataset(
  texts.map((text) => ({ label: 1, inputs: { text } })),
  { modalities: { text: { kind: 'text', maxWords: 6 } } },
);

async function recordsOf(settings: object, data: Dataset = dataset, seed = 0): Promise<readonly EditRecord[]> {
  const attack = AttackChoice.parse({ modalities: ['text'], randomEdits: 2, ...settings });
  const before = tf.memory().numTensors;
  const records = await evaluate({
    cell: { kind: 'attack', id: 'c', model: 'm', attackIndex: 0, budgetIndex: 0, attack, version: 1, seed },
    model,
    dataset: data,
    rows: data.rowsOf('test'),
    pause: () => Promise.resolve(),
  });
  expect(tf.memory().numTensors, 'live tensors').toBe(before);
  return records as readonly EditRecord[];
}

/** The score of `yes`. */
const scoreOf = (words: readonly string[]): number =>
  words.reduce((sum, word) => sum + ((weights as Record<string, number>)[word] ?? 0), -1);

const editedText = ({ outcome, row }: EditRecord): readonly string[] =>
  texts[row].map((was, at) => outcome?.words.find(({ word }) => word === at)?.now ?? was);

describe('hotflip', () => {
  it('finds the best single substitution there is, on a bag of words', async () => {
    const records = await recordsOf({ name: 'hotflip', maxEdits: 1 });
    for (const record of records) {
      const words = texts[record.row];
      const best = Math.min(
        ...words.flatMap((_, at) =>
          Object.keys(weights).map((word) => scoreOf(words.map((was, index) => (index === at ? word : was)))),
        ),
      );
      expect(scoreOf(editedText(record))).toBeCloseTo(best, 5);
      expect(record.outcome?.success).toBe(best < 0);
      expect(record.claimed).toBe(best < 0);
      expect(record.outcome?.edits).toBe(1);
      expect(record.queries.gradient).toBe(1);
    }
    expect(records.filter(({ outcome }) => outcome?.success)).not.toHaveLength(0);
  });

  it('substitutes no more words than it may, and succeeds more often with more of them', async () => {
    const rates: number[] = [];
    for (const maxEdits of [1, 2, 3]) {
      const records = await recordsOf({ name: 'hotflip', maxEdits });
      for (const { outcome } of records) expect(outcome?.edits).toBeLessThanOrEqual(maxEdits);
      rates.push(records.filter(({ outcome }) => outcome?.success).length);
    }
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
    expect(rates[2]).toBeGreaterThan(rates[0]);
  });

  it('changes nothing where it may make no edit, which its control shows', async () => {
    const records = await recordsOf({ name: 'hotflip' });
    expect(records.map(({ controls }) => controls?.zeroBudget)).toEqual(texts.map(() => 0));
    expect(records.map(({ controls }) => controls?.randomEdits.length)).toEqual(texts.map(() => 2));
  });

  it('is refused by a model without a vocabulary', async () => {
    const attack = AttackChoice.parse({ name: 'hotflip', modalities: ['text'] });
    await expect(
      evaluate({
        cell: { kind: 'attack', id: 'c', model: 'm', attackIndex: 0, budgetIndex: 0, attack, version: 1, seed: 0 },
        model: { ...model, vocabularyOf: () => null },
        dataset,
        rows: [0],
        pause: () => Promise.resolve(),
      }),
    ).rejects.toThrow(/no vocabulary of text/u);
  });
});

describe('misspell', () => {
  it('goes for the word that decides, and breaks the answer with one letter', async () => {
    const record = (await recordsOf({ name: 'misspell', maxEdits: 1 }))[2];
    expect(record.outcome?.words.map(({ was }) => was)).toEqual(['key']);
    expect(record.outcome).toMatchObject({ success: true, edits: 1 });
  });

  it('makes no more edits than it may, as counted anew, and keeps first and last letters', async () => {
    for (const maxEdits of [1, 2, 4]) {
      for (const { outcome } of await recordsOf({ name: 'misspell', maxEdits })) {
        const edits = (outcome?.words ?? []).reduce((sum, { was, now }) => sum + letterEdits(was, now), 0);
        expect(outcome?.edits).toBe(edits);
        expect(edits).toBeLessThanOrEqual(maxEdits);
        for (const { was, now } of outcome?.words ?? []) expect([now[0], now.at(-1)]).toEqual([was[0], was.at(-1)]);
      }
    }
  });

  it('is deterministic under its seed, and needs no gradients', async () => {
    const settings = { name: 'misspell', maxEdits: 3, keepEnds: false };
    const records = await recordsOf(settings, dataset, 7);
    expect(await recordsOf(settings, dataset, 7)).toEqual(records);
    expect(records.every(({ queries }) => queries.gradient === 0 && queries.forward > 0)).toBe(true);
  });
});

describe('the label', () => {
  const told = (rows: readonly { text: readonly string[]; evidence: readonly number[] }[]): Dataset => {
    const plain = inMemoryDataset(
      rows.map(({ text }) => ({ label: 1, inputs: { text } })),
      { modalities: dataset.manifest.modalities, oracle: { rule: 'all', text: {} } as never },
    );
    return { ...plain, sample: (row) => ({ ...plain.sample(row), evidence: rows[row].evidence }) };
  };

  it('is kept where no deciding word was changed and none put in', async () => {
    const free = told([{ text: ['the', 'red', 'fox'], evidence: [0] }]);
    expect((await recordsOf({ name: 'misspell', maxEdits: 1 }, free))[0].outcome?.labelKept).toBe(true);
    const changed = told([{ text: ['key', 'the'], evidence: [0] }]);
    expect((await recordsOf({ name: 'misspell', maxEdits: 1 }, changed))[0].outcome?.labelKept).toBe(false);
    const putIn = told([
      { text: ['the', 'red', 'fox'], evidence: [0] },
      { text: ['unkey', 'key'], evidence: [0] },
    ]);
    const [record] = await recordsOf({ name: 'hotflip', maxEdits: 1 }, putIn);
    expect(record.outcome?.words.map(({ was, now }) => [was, now])).toEqual([['red', 'unkey']]);
    expect(record.outcome?.labelKept).toBe(false);
  });

  it('is not checked where the data does not say which words decide', async () => {
    const [record] = await recordsOf({ name: 'misspell' });
    expect(record.outcome?.labelKept).toBeNull();
  });
});
