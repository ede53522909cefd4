import { expect, test } from 'vitest';
import { decimal } from '../../src/analysis/format';
import { settingName } from '../../src/shared/planning/setting-text';
import { FusionChoice } from '../../src/shared/recipe/fusions';
import { ImportedModel } from '../../src/shared/imported/imported-model';
import { usualScalings } from '../../src/shared/imported/usual-scaling';
import { importedTable } from '../../src/report/sections/imported-models';
import { trainedModels } from '../../src/report/sections/trained-models';
import { trainedOn, trainingTable } from '../../src/report/sections/training';
import { documentOf, syntheticReport } from './synthetic-report';

const report = syntheticReport();
const available = report.dataset.splits.train;
/** The same models, trained on so many rows of the split each. */
const trainedWith = (...rows: readonly (number | null)[]) =>
  trainedModels(report).map((model, index) => ({
    ...model,
    description: {
      ...model.description,
      spec: {
        ...model.description.spec,
        training: { ...model.description.spec.training, trainRows: rows[index % rows.length] },
      },
    },
  }));

test('what a model was trained on is what it learnt from, not all that there is', () => {
  expect(trainedOn(trainedWith(null), available)).toBe(`trained on ${decimal(available)} of ${decimal(available)}`);
  expect(trainedOn(trainedWith(30), available)).toBe(`trained on 30 of ${decimal(available)}`);
  expect(trainedOn(trainedWith(40, 30), available)).toBe(`trained on 30 and 40 of ${decimal(available)}`);
  // A plan may ask for more than there is.
  expect(trainedOn(trainedWith(available + 1), available)).toContain(`on ${decimal(available)} of`);
});

test('every model stands with what it takes to train it again', () => {
  const [table] = trainingTable(trainedWith(30), available);
  if (table.kind !== 'table') throw new Error('not a table');
  expect(table.rows).toHaveLength(trainedModels(report).length);
  const text = JSON.stringify(table.rows[0]);
  for (const words of ['batch size 64', 'learning rate 0.003', 'dropout 0.1', 'patience 3']) {
    expect(text).toContain(words);
  }
  expect(JSON.stringify(documentOf(report).sections.find(({ id }) => id === 'system'))).toContain(
    'Training of each model',
  );
});

test('models of one training are told apart by the settings of their fusion, in full', () => {
  const [first] = trainedWith(30);
  const fused = (fusion: unknown) => ({
    ...first,
    description: {
      ...first.description,
      spec: {
        ...first.description.spec,
        recipe: { ...first.description.spec.recipe, fusion: FusionChoice.parse(fusion) },
      },
    },
  });
  const settingsOf = (fusion: unknown): string => {
    const [table] = trainingTable([fused(fusion)], available);
    if (table.kind !== 'table' || table.rows[0].kind !== 'cells') throw new Error('not a table of cells');
    return table.rows[0].cells.at(-1)?.text ?? '';
  };
  const unis = settingsOf({ name: 'unis-mmc' });
  expect(unis).toContain('fusion unis-mmc (');
  // Every field of the choice, by the name that people know it by.
  for (const field of Object.keys(FusionChoice.parse({ name: 'unis-mmc' })).filter((name) => name !== 'name')) {
    expect(unis).toContain(settingName(field));
  }
  expect(settingsOf({ name: 'concat' })).toContain('fusion concat, ');
});

test('a model that was made elsewhere is told of as such, and not as one that was trained', () => {
  const imported = ImportedModel.parse({
    source: { kind: 'onnx', sha256: 'a'.repeat(64), bytes: 2048 },
    signature: {
      inputs: [{ name: 'pixels', type: 'float32', shape: ['n', 3] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
    },
    map: {
      format: 'muroan.model-map',
      formatVersion: 1,
      title: 'Elsewhere',
      inputs: { image: { kind: 'numbers', input: 'pixels', layout: 'flat', ...usualScalings.imagenet } },
      output: { name: 'y', classes: ['no', 'yes'] },
      statedAccuracy: 0.9,
    },
    files: {},
    gives: ['labels', 'scores', 'gradients'],
    verified: { samples: 5, largest: 0.000001 },
  });
  const [first, ...others] = trainedModels(report);
  const elsewhere = { ...first, description: { ...first.description, imported } };
  expect(trainedOn([elsewhere], available)).toBe('no model was trained for it');
  expect(trainingTable([elsewhere], available)).toEqual([]);
  const [table] = trainingTable([elsewhere, ...others], available);
  expect(table).toMatchObject({ rows: { length: others.length } });
  const text = JSON.stringify(importedTable([elsewhere, ...others]));
  for (const words of [
    'an ONNX file, 2.0 kB',
    'as pixels: flat, scale 1, mean 0.485 0.456 0.406',
    'y: logits, in the order no, yes',
    'labels, scores and gradients',
    'of 5 samples',
    'Stated is 90.0',
  ]) {
    expect(text).toContain(words);
  }
  expect(importedTable(others)).toEqual([]);
  const document = JSON.stringify(
    documentOf({
      ...report,
      models: report.models.map((model) => (model.id === first.description.id ? elsewhere.description : model)),
    }).sections.find(({ id }) => id === 'system'),
  );
  for (const words of ['Models of this study', 'made elsewhere', 'Models made elsewhere'])
    expect(document).toContain(words);
  expect(document).not.toContain('Models trained for this study');
});
