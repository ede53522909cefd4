import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { csvRecords } from '../../../src/engine/data/importers/csv';
import { importerOf } from '../../../src/engine/data/importers/registry';
import { openDataset } from '../../../src/engine/data/open';
import { sampleView } from '../../../src/engine/data/view';
import { pauseWith } from '../../../src/engine/pause';
import { randomFrom } from '../../../src/engine/random';
import { train } from '../../../src/engine/training/train';
import type { ImportReport } from '../../../src/shared/data/dataset';
import { ModelSpec } from '../../../src/shared/models/model-spec';
import { recipeDraft } from '../../../src/shared/planning/recipe-draft';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const target = (): string => join(folder.path, 'patients');

async function imported(csv: string | Uint8Array): Promise<ImportReport> {
  const directory = join(folder.path, 'source');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'data.csv'), csv);
  return importerOf('table').import({
    directory,
    folder: target(),
    name: 'patients',
    title: 'Patients',
    classes: ['no', 'yes'],
    imageSide: 64,
  });
}

describe('comma-separated values', () => {
  it('hold commas, quotes and line feeds in quotes', () => {
    const text = 'a,b\r\n"1,5","he said ""no""\nand left"\n\n,last';
    expect([...csvRecords(text)]).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1,5', 'he said "no"\nand left'] },
      { line: 5, cells: ['', 'last'] },
    ]);
  });

  it('end where they end, even within quotes', () => {
    expect([...csvRecords('a,"b')]).toEqual([{ line: 1, cells: ['a', 'b'] }]);
    expect([...csvRecords('')]).toEqual([]);
  });
});

describe('a table that is imported', () => {
  it('becomes columns, a sequence and words, in the units they were measured in', async () => {
    const report = await imported(
      [
        '\ufeffid,label,split,age,pulse[0],pulse[1],weight,text',
        'a,ill,train,20,60,70,80.5,cold and cough',
        'b,well,train,40,80,90,60,none',
        'c,ill,test,30,100,50,70,"fever, cold"',
        'd,ill,validation,35,100,50,70,cold',
      ].join('\n'),
    );
    expect(report).toMatchObject({ imported: 4, skipped: [] });
    const dataset = await openDataset(target());
    expect(dataset.manifest.classes).toEqual(['ill', 'well']);
    expect(dataset.manifest.splits).toEqual({ train: 2, validation: 1, test: 1 });
    expect(dataset.manifest.modalities).toMatchObject({
      table: {
        kind: 'tabular',
        columns: [
          { name: 'age', low: 20, high: 40 },
          { name: 'weight', low: 60, high: 80.5 },
        ],
        mean: [0.5, 0.5],
      },
      sequence: { kind: 'sequence', steps: 2, features: [{ name: 'pulse', low: 50, high: 100 }] },
      text: { kind: 'text', maxWords: 3 },
    });
    expect(dataset.manifest.columns.table).toMatchObject({ dtype: 'float32', shape: [2] });
    const { inputs } = dataset.sample(2);
    expect(Array.from(inputs.table as Float32Array)).toEqual([0.5, Math.fround(10 / 20.5)]);
    expect(Array.from(inputs.sequence as Float32Array)).toEqual([1, 0]);
    const { values } = sampleView(dataset, 0);
    expect(values.table).toEqual({
      kind: 'tabular',
      cells: [
        { name: 'age', value: 20 },
        { name: 'weight', value: 80.5 },
      ],
    });
    expect(values.sequence).toMatchObject({ kind: 'series', of: 'sequence', height: 1, width: 2, rows: ['pulse'] });
  });

  it('leaves out rows that cannot be read, and says why', async () => {
    const report = await imported('label,age,split\nx,1,train\ny,old,train\ny,3\n,4,train\ny,5,later\ny,6,test\n');
    expect(report.imported).toBe(2);
    expect(report.skipped).toEqual([
      { file: 'data.csv', row: 3, reason: 'The column "age" holds "old", which is no number.' },
      { file: 'data.csv', row: 4, reason: 'The row has 2 cells, not 3.' },
      { file: 'data.csv', row: 5, reason: 'The label is empty or longer than 60 letters.' },
      { file: 'data.csv', row: 6, reason: 'The split is "later", not train, validation or test.' },
    ]);
  });

  it.each([
    ['age\n1', 'has no column "label".'],
    ['label\nx', 'has no column of numbers.'],
    ['label,a,a\nx,1,2', 'names the column "a" twice.'],
    ['label,a[0],a[2]\nx,1,2', 'has no column "a[1]", though a later step.'],
    ['label,a[0],a[1],b[0]\nx,1,2,3', 'has 1 steps of "b" and 2 of "a".'],
    ['label,a\nx,1\nx,2', 'has one label only, "x".'],
    ['', 'is empty.'],
  ])('is refused where its file is %j', async (csv, problem) => {
    await expect(imported(csv)).rejects.toMatchObject({ code: 'invalid', message: problem });
  });

  describe('of numbers that decide together', () => {
    beforeAll(() => initBackend('wasm'));

    it('teaches a model that reads both', async () => {
      const random = randomFrom('patients');
      // How many of two are so: the first column is high, the sequence rises. Neither input tells the label alone.
      const rows = Array.from({ length: 500 }, (_, at) => {
        const [high, rises] = [random.below(2), random.below(2)];
        const steps = Array.from({ length: 6 }, (_step, step) => (rises === 1 ? step : 5 - step) + random.normal() / 2);
        const split = at < 350 ? 'train' : at < 400 ? 'validation' : 'test';
        const numbers = [20 * high + random.normal(), random.normal(), ...steps];
        return [['none', 'one', 'two'][high + rises], split, ...numbers.map((value) => value.toFixed(4))].join(',');
      });
      await imported(['label,split,a,b,x[0],x[1],x[2],x[3],x[4],x[5]', ...rows].join('\n'));
      const dataset = await openDataset(target());
      const spec = ModelSpec.parse({
        dataset: 'patients',
        recipe: recipeDraft(dataset.manifest.modalities, { fusion: 'concat' }),
        training: { epochs: 8, batchSize: 32, learningRate: 0.01, patience: 8 },
        seed: 0,
      });
      expect(spec.recipe.encoders).toMatchObject({ table: { name: 'mlp' }, sequence: { name: 'step-tokens' } });
      const trained = await train({
        spec,
        dataset,
        checkpoint: null,
        checkpointEvery: 0,
        onUpdate: () => undefined,
        pause: pauseWith(() => undefined),
      });
      expect(trained.test.correct / trained.test.count).toBeGreaterThan(0.9);
    }, 60_000);
  });
});
