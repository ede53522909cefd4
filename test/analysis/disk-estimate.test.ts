import { expect, it } from 'vitest';
import { AttackChoice } from '../../src/shared/attacks/attack';
import type { ImageSpec } from '../../src/shared/data/modality';
import { diskText, estimateDisk, inputBytes, recordBytes, typicalBytes } from '../../src/analysis/disk-estimate';
import { countWeightBytes } from '../../src/analysis/weight-bytes';
import type { LabConnection } from '../../src/shared/lab-channel/lab-connection';
import type { Params } from '../../src/shared/protocol';
import { decoupling, pgd, syntheticRun } from './synthetic-run';

const { run, records } = syntheticRun({
  count: 40,
  seeds: [0, 1],
  attacks: [decoupling(), pgd([{ image: 0.1 }])],
  plan: { degradations: [{ name: 'missing', modalities: ['text'] }] },
});
const classes = records[0].clean.logits.length;

it('a typical record is about as large as one that is written', () => {
  for (const kind of ['clean', 'degraded', 'removal', 'perturbation'] as const) {
    // A checksum and a space stand before each.
    const lines = records.filter((record) => record.kind === kind).map((record) => JSON.stringify(record).length + 10);
    const mean = lines.reduce((sum, length) => sum + length, 0) / lines.length;
    expect(typicalBytes(kind, classes) / mean, kind).toBeGreaterThan(0.5);
    expect(typicalBytes(kind, classes) / mean, kind).toBeLessThan(2);
  }
});

it('what was measured in the lab goes before; without, every cell counts by its kind', () => {
  const expansion = { ...run.expansion, trainedModels: [] };
  expect(recordBytes(expansion, classes, 100)).toBe(100 * expansion.records);
  const clean = expansion.cells.filter(({ kind }) => kind === 'clean');
  expect(recordBytes({ ...expansion, cells: clean }, classes, null)).toBe(
    clean.length * expansion.rows.length * typicalBytes('clean', classes),
  );
});

it('says by what it goes, and what is new', () => {
  const expansion = { ...run.expansion, trainedModels: [] };
  const measured = estimateDisk(expansion, classes, { bytesPerRecord: 100 }, 84_000, 0);
  expect(measured).toEqual({ records: 100 * expansion.records, measured: true, weights: 84_000, inputs: 0 });
  expect(diskText({ ...measured, records: 1_234_567 })).toBe(
    'about 1.2 MB of records, as earlier runs here; 84.0 kB of new weights',
  );
  const usual = estimateDisk(expansion, classes, { bytesPerRecord: null }, 0, 2_000);
  expect(usual).toEqual({ records: recordBytes(expansion, classes, null), measured: false, weights: 0, inputs: 2_000 });
  expect(diskText(usual)).toMatch(
    / of records, by the usual size of a record; no new weights; 2\.0 kB of kept inputs$/,
  );
});

it('counts the inputs that a run keeps of attacks with small changes', () => {
  const image: ImageSpec = { kind: 'image', height: 4, width: 4, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] };
  const attack = AttackChoice.parse({ name: 'fgsm', budgets: [{ image: 0.1 }] });
  const cells = [
    { kind: 'attack', id: 'a', model: 'm', attackIndex: 0, budgetIndex: 0, attack, version: 1, seed: 0 },
    { kind: 'clean', id: 'c', model: 'm' },
  ] as const;
  const of = (storedInputs: number) => inputBytes({ storedInputs }, { cells: [...cells], rows: [0, 1, 2] }, { image });
  expect(of(0)).toBe(0);
  expect(of(2)).toBe(2 * (120 + 48 * 4 * (4 / 3)));
  expect(of(100)).toBe(of(3));
});

it('counts the weights of the models still to train, asking once for seeds of one recipe', async () => {
  const asked: Params<'models.describe'>[] = [];
  const lab: LabConnection = {
    request: ((_name: string, params: Params<'models.describe'>) => {
      asked.push(params);
      return Promise.resolve({ parameters: 1000 * Object.keys(params.spec.recipe.encoders).length });
    }) as unknown as LabConnection['request'],
  };
  const models = run.expansion.cells.filter((cell) => cell.kind === 'model');
  const weightsOf = (cells: typeof models): number =>
    cells.reduce((sum, { spec }) => sum + 1000 * Object.keys(spec.recipe.encoders).length, 0);
  expect(await countWeightBytes(lab, { ...run.expansion, trainedModels: [] })).toBe(4 * weightsOf(models));
  expect(asked.length).toBe(new Set(models.map(({ spec }) => JSON.stringify(spec.recipe))).size);
  expect(asked.length).toBeLessThan(models.length);

  const [first, ...others] = models;
  expect(await countWeightBytes(lab, { ...run.expansion, trainedModels: [first.model] })).toBe(4 * weightsOf(others));
  asked.length = 0;
  const all = models.map(({ model }) => model);
  expect(await countWeightBytes(lab, { ...run.expansion, trainedModels: all })).toBe(0);
  expect(asked).toEqual([]);
});
