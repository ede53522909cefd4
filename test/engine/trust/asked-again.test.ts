import { beforeAll, expect, it } from 'vitest';
import { isAltered } from '../../../src/shared/records/record';
import { initBackend } from '../../../src/engine/backends/registry';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { imageAndText, inMemoryDataset, randomSamples } from '../attacks/in-memory';
import { randomModel, smallEncoders, smallFusions } from '../attacks/random-model';

beforeAll(() => initBackend('wasm'));

const dataset = inMemoryDataset(randomSamples(9));

it.each(Object.entries(smallFusions))(
  '%s answers the same sample alike, whoever is in its batch',
  async (_, fusion) => {
    const model = randomModel({ encoders: smallEncoders.tokens, fusion }, imageAndText);
    for (const rows of [dataset.rowsOf('test'), [4]]) {
      const cell = { kind: 'clean', id: 'clean', model: 'm' } as const;
      const records = await evaluate({ cell, model, dataset, rows, pause: () => Promise.resolve() });
      expect(records).toHaveLength(rows.length);
      for (const record of records) {
        if (record.kind !== 'clean') throw new Error('not a clean record');
        expect(isAltered(record.again ?? NaN, record.clean.logits)).toBe(false);
      }
    }
    model.dispose();
  },
);
