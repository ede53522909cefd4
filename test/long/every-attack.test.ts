/** The table of all attacks in full: each row on each kind of model, but those that `npm test` has by turns. */
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../src/engine/backends/registry';
import { byTurns, kinds, rows } from '../engine/attacks/attack-table';
import { imageAndText, inMemoryDataset, randomSamples } from '../engine/attacks/in-memory';
import { answered, held } from '../engine/attacks/promises';
import { randomModel } from '../engine/attacks/random-model';

beforeAll(() => initBackend('wasm'));

const samples = inMemoryDataset(randomSamples(3));

const met = new Set(byTurns.map(([title, kind]) => `${kind}: ${title}`));

describe.each(kinds)('every attack × set of modalities × norm on %s', (kind, recipe) => {
  it.each(rows.filter(({ title }) => !met.has(`${kind}: ${title}`)))('$title', async ({ attack }) => {
    const model = randomModel(recipe, imageAndText);
    expect(await held(model, await answered(model, samples), attack)).toHaveLength(samples.rowsOf('test').length);
    model.dispose();
  });
});
