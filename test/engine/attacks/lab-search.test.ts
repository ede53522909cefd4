import { beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import type { RemovalRecord } from '../../../src/shared/records/record';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { argMax } from '../../../src/engine/models/logits';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Dataset } from '../../../src/engine/data/dataset';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { imageAndText, inMemoryDataset, labelled, randomSamples } from './in-memory';
import { brightWithKey, KEY_WORD, knownAnswerModel } from './known-answer-model';
import { randomModel, smallEncoders, smallFusions } from './random-model';

beforeAll(() => initBackend('wasm'));

const both = ['image', 'text'];
const black = { image: 'black', text: 'delete' };
const grid = { rule: 'grid', cells: 3 };

async function attacked(
  model: FusedModel,
  dataset: Dataset,
  settings: object,
  rows: readonly number[] = [0],
): Promise<readonly RemovalRecord[]> {
  const attack = AttackChoice.parse({ modalities: both, ...settings });
  const cell = {
    kind: 'attack',
    id: 'c',
    model: 'm',
    attackIndex: 0,
    budgetIndex: 0,
    attack,
    version: 1,
    seed: 0,
  } as const;
  const records = await evaluate({ cell, model, dataset, rows, pause: () => Promise.resolve() });
  return records.filter((record) => record.kind === 'removal');
}

const bright = inMemoryDataset([brightWithKey]);
const onBright = async (model: FusedModel, settings: object): Promise<RemovalRecord> =>
  (await attacked(model, bright, { fills: black, ...settings }))[0];
const asked = ({ queries }: RemovalRecord): number => queries.search + queries.combination;
/** Mean removed share of picture and words; 1 where nothing was found. */
const cost = ({ found, elements }: RemovalRecord): number =>
  found === null ? 1 : both.reduce((sum, id) => sum + found.share.removed[id] / elements[id], 0) / both.length;

describe('the lab’s own search', () => {
  it('label = cell AND word: takes the cheaper, a part of the cell, as small as changes the answer', async () => {
    const { found } = await onBright(knownAnswerModel({ rule: 'and' }), { name: 'lab-search' });
    // Half of the bright quadrant must go: 8 of 64 pixels; a word of four would cost twice as much.
    expect(found?.share.removed).toEqual({ image: 8, text: 0 });
    expect(found?.attacked.predicted).toBe(0);
  });

  it('label = cell OR word: finds cell and word together, with no part too many', async () => {
    const record = await onBright(knownAnswerModel({ rule: 'or' }), { name: 'lab-search', allowance: 'fixed' });
    expect(record.found?.necessary).toEqual(both);
    expect(record.found?.share.removed).toEqual({ image: 8, text: 1 });
    const word = (brightWithKey.inputs.text as readonly string[]).indexOf(KEY_WORD);
    expect(record.found?.regions).toContainEqual({ kind: 'text', modality: 'text', word });
  });

  it('a constant model: finds nothing, and says that it was not for want of queries', async () => {
    const record = await onBright(knownAnswerModel({ rule: 'constant' }), {
      name: 'lab-search',
      allowance: 'fixed',
      queries: 100_000,
    });
    expect(record.found).toBeNull();
    expect(asked(record)).toBeLessThan(record.queries.allowed!);
  });

  it('has no legacy count: the released code has no such search', async () => {
    const { found } = await onBright(knownAnswerModel({ rule: 'and' }), { name: 'lab-search' });
    expect(found?.share).not.toHaveProperty('legacyRemoved');
    const { found: decoupled } = await onBright(knownAnswerModel({ rule: 'and' }), { name: 'decoupling' });
    expect(decoupled?.share).toHaveProperty('legacyRemoved');
  });

  it('a twin with all logits × 1000, or z rotated, is searched exactly alike', async () => {
    const plain = await onBright(knownAnswerModel({ rule: 'or' }), { name: 'lab-search' });
    for (const options of [{ scale: 1000 }, { rotation: 1.1 }]) {
      const twin = await onBright(knownAnswerModel({ rule: 'or', ...options }), { name: 'lab-search' });
      expect(twin.found?.regions).toEqual(plain.found?.regions);
      expect(twin.queries).toEqual(plain.queries);
    }
  });

  it('a model that gives labels only is refused: it ranks by scores', async () => {
    const model = knownAnswerModel({ rule: 'and', gives: ['labels'] });
    await expect(onBright(model, { name: 'lab-search' })).rejects.toThrow(
      'The model does not give scores, which lab-search needs.',
    );
  });
});

describe('queries', () => {
  const model = (): FusedModel =>
    randomModel({ encoders: smallEncoders.cnn, fusion: smallFusions.concat }, imageAndText);
  async function samplesOf(network: FusedModel): Promise<Dataset> {
    const samples = inMemoryDataset(randomSamples(6));
    const rows = [0, 1, 2, 3, 4, 5].map((row) => samples.sample(row));
    const { logits } = await predictSamples(network, rows);
    return labelled(samples, logits.map(argMax));
  }
  const rows = [0, 1, 2, 3, 4, 5];

  it('are no more than decoupling spent on the same sample, which its own record tells', async () => {
    const network = model();
    const dataset = await samplesOf(network);
    const theirs = await attacked(network, dataset, { name: 'decoupling', maxQueries: 60 }, rows);
    const ours = await attacked(network, dataset, { name: 'lab-search', maxQueries: 60 }, rows);
    expect(ours.map(({ queries }) => queries.allowed)).toEqual(theirs.map(asked));
    for (const record of ours) expect(asked(record)).toBeLessThanOrEqual(record.queries.allowed!);
    network.dispose();
  });

  it.each([
    // Cells of 4 × 4, 2 × 2 and 1 × 1 pixels: 4 + 16 + 64, and six words at most.
    [
      'as many as decoupling could spend',
      { allowance: 'worst-case', maxQueries: 10 },
      (words: number) => 84 + words + 10,
    ],
    ['a fixed number', { allowance: 'fixed', queries: 7 }, () => 7],
  ])('%s', async (_title, settings, expected) => {
    const network = model();
    const records = await attacked(network, await samplesOf(network), { name: 'lab-search', ...settings }, rows);
    expect(records.map(({ queries }) => queries.allowed)).toEqual(
      records.map(({ elements }) => expected(elements.text)),
    );
    for (const record of records) expect(asked(record)).toBeLessThanOrEqual(record.queries.allowed!);
    network.dispose();
  });

  it('do not depend on what else is computed together, nor does what they find', async () => {
    const network = model();
    const dataset = await samplesOf(network);
    const together = await attacked(network, dataset, { name: 'lab-search', maxQueries: 60 }, rows);
    const again = await attacked(network, dataset, { name: 'lab-search', maxQueries: 60 }, rows);
    expect(again).toEqual(together);
    const alone = await attacked(network, dataset, { name: 'lab-search', maxQueries: 60 }, [3]);
    expect(alone[0].found?.regions).toEqual(together[3].found?.regions);
    expect(asked(alone[0])).toBe(asked(together[3]));
    network.dispose();
  });

  it('a larger allowance never finds a larger removal', async () => {
    const network = model();
    const dataset = await samplesOf(network);
    const costs: (readonly number[])[] = [];
    for (const queries of [1, 5, 20, 80]) {
      const records = await attacked(network, dataset, { name: 'lab-search', allowance: 'fixed', queries }, rows);
      costs.push(records.map(cost));
    }
    for (let more = 1; more < costs.length; more += 1) {
      costs[more].forEach((own, row) => {
        expect(own).toBeLessThanOrEqual(costs[more - 1][row]);
      });
    }
    expect(costs.at(-1)).not.toEqual(costs[0]);
    network.dispose();
  });
});

describe('against the exhaustive minimum on a grid of 3 × 3', () => {
  const cases = [
    ['cell AND word', 'and'],
    ['cell OR word', 'or'],
  ] as const;

  it.each(cases)('%s: the lab’s own search reaches it, decoupling may not', async (_title, rule) => {
    const model = knownAnswerModel({ rule });
    const minimum = await onBright(model, { name: 'exhaustive' });
    const ours = await onBright(model, { name: 'lab-search', stop: grid });
    const theirs = await onBright(model, { name: 'decoupling', stop: grid });
    expect(cost(minimum)).toBeLessThan(1);
    expect(cost(ours) / cost(minimum)).toBeCloseTo(1, 12);
    expect(cost(theirs) / cost(minimum)).toBeGreaterThanOrEqual(1);
    // The bright quadrant reaches over four cells; none of them holds half of it.
    expect(minimum.found!.regions.length).toBeGreaterThan(1);
  });

  it('two cells: only together, and the cheapest two', async () => {
    const minimum = await onBright(knownAnswerModel({ rule: 'or' }), { name: 'exhaustive', modalities: ['image'] });
    expect(minimum.found, 'the word alone keeps the answer').toBeNull();
    const model = knownAnswerModel({ rule: 'and' });
    const cells = await onBright(model, { name: 'exhaustive', modalities: ['image'] });
    const ours = await onBright(model, { name: 'lab-search', modalities: ['image'], stop: grid });
    expect(cells.found?.regions).toHaveLength(2);
    expect(ours.found?.share.removed).toEqual(cells.found?.share.removed);
  });

  it('nothing works: every combination was asked about', async () => {
    const { found, queries, candidates } = await onBright(knownAnswerModel({ rule: 'constant' }), {
      name: 'exhaustive',
    });
    expect(found).toBeNull();
    expect(candidates).toBe(13);
    expect(queries.combination).toBe(2 ** 13 - 1);
  });

  it('untrained networks: no search finds less than the minimum, and wherever there is one it is a success', async () => {
    const network = randomModel({ encoders: smallEncoders.cnn, fusion: smallFusions.product }, imageAndText);
    const samples = inMemoryDataset(randomSamples(5, { words: ['a', 'red', 'fox', 'jumps'] }));
    const rows = [0, 1, 2, 3, 4];
    const { logits } = await predictSamples(
      network,
      rows.map((row) => samples.sample(row)),
    );
    const dataset = labelled(samples, logits.map(argMax));
    const minimum = await attacked(network, dataset, { name: 'exhaustive' }, rows);
    const ours = await attacked(network, dataset, { name: 'lab-search', stop: grid }, rows);
    const theirs = await attacked(network, dataset, { name: 'decoupling', stop: grid }, rows);
    expect(minimum.some(({ found }) => found !== null)).toBe(true);
    rows.forEach((row) => {
      for (const record of [ours[row], theirs[row]]) {
        expect(cost(record)).toBeGreaterThanOrEqual(cost(minimum[row]) - 1e-12);
      }
    });
    network.dispose();
  });

  it('a sample of too many parts is refused, with the reason', async () => {
    const long = inMemoryDataset([
      { ...brightWithKey, inputs: { ...brightWithKey.inputs, text: ['a', 'b', 'c', 'd', 'e', KEY_WORD] } },
    ]);
    await expect(attacked(knownAnswerModel({ rule: 'and' }), long, { name: 'exhaustive' })).rejects.toMatchObject({
      code: 'unsupported',
      where: 'sample sample-0',
      message: 'It has 15 parts; all combinations of at most 14 can be tried.',
    });
  });
});
