/** A model of the lab, written down as ONNX and brought in again, is attacked as it was before. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { modelGraph } from '../../../src/engine/export/model-graph';
import { onnxModel } from '../../../src/engine/export/onnx/model';
import { layout } from '../../../src/engine/lab/layout';
import { loadWeights } from '../../../src/engine/models/load';
import { onnxFile } from '../../../src/engine/formats/onnx/write';
import { startEngine } from '../../../src/host/engine-client';
import { ModelMap } from '../../../src/shared/imported/model-map';
import type { SampleRecord } from '../../../src/shared/records/record';
import type { ModelDescription } from '../../../src/shared/models/model-description';
import { hasOnnxRuntime } from '../../support/onnx-runtime';
import { temporaryFolder } from '../../support/temporary-folder';
import { recordsOf, tinyLab } from '../../support/tiny-lab';
import { tinySpec } from '../../support/tiny-model';
import { tinyPlan } from '../../support/tiny-study';

beforeAll(() => initBackend('cpu'));

/** The model's file and what its map names, beside each other. */
async function written(
  lab: string,
  model: ModelDescription,
): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = path.join(await temporaryFolder(), 'model');
  mkdirSync(folder);
  const graph = await modelGraph({
    recipe: model.spec.recipe,
    modalities: model.modalities,
    classes: model.classes,
    vocabulary: model.vocabulary,
    weights: await loadWeights(layout.model(lab, model.id)),
  });
  const file = path.join(folder, 'model.onnx');
  writeFileSync(file, onnxFile(onnxModel(graph)));
  writeFileSync(path.join(folder, 'words.txt'), model.vocabulary.join('\n'));
  return { folder, file };
}

function mapOf({ modalities, classes, vocabulary }: ModelDescription, changes: Partial<ModelMap> = {}): ModelMap {
  const { text } = modalities;
  return ModelMap.parse({
    format: 'muroan.model-map',
    formatVersion: 1,
    title: 'Brought in',
    inputs: {
      image: { kind: 'numbers', input: 'image', layout: 'NHWC' },
      text: {
        kind: 'words',
        ids: 'text_ids',
        length: text.kind === 'text' ? text.maxWords : 0,
        tokenizer: {
          ...{ kind: 'words', vocabulary: 'words.txt', lowercase: true },
          ...{ padding: vocabulary[0], unknown: vocabulary[1] },
        },
      },
    },
    output: { name: 'logits', classes },
    embedding: 'embedding',
    ...changes,
  });
}

describe.skipIf(!hasOnnxRuntime())('an ONNX model of plain operators', () => {
  it('gives its embedding and its gradients, and attacks find of it what they find of the model itself', async () => {
    const lab = await tinyLab();
    const engine = await startEngine({ lab, devices: ['wasm'], workers: 1 });
    onTestFinished(() => engine.close());
    const own = await engine.request('models.train', { spec: tinySpec });
    const { folder, file } = await written(lab, own);
    const source = { kind: 'path', path: file } as const;

    const outline = await engine.request('models.inspect', { source });
    expect(outline.differentiable).toEqual({ possible: true, reason: null });
    expect(outline.nodes.find(({ name }) => name === 'embedding')).toMatchObject({ isCut: true, shape: [null, 16] });

    const params = { source, dataset: 'tiny', map: mapOf(own), directory: folder };
    const brought = await engine.request('models.import', params);
    expect(brought.imported).toMatchObject({
      gives: ['labels', 'scores', 'embedding', 'gradients'],
      embedded: ['text'],
      worded: ['text'],
      verified: { samples: 16 },
    });
    expect(brought.imported?.verified?.largest).toBeLessThan(1e-4);
    expect(brought.test).toEqual(own.test);
    expect(await engine.request('models.import', params)).toEqual(brought);

    const [labOwn] = tinyPlan().subjects;
    const plan = tinyPlan({
      subjects: [labOwn, { name: 'brought', recipe: brought.spec.recipe }],
      attacks: [
        {
          name: 'decoupling',
          modalities: ['image', 'text'],
          criterion: { name: 'embedding-argmax' },
          maxQueries: 20,
          randomRemovals: 1,
        },
        { name: 'pgd', steps: 5, randomNoises: 1, budgets: [{ image: 0.1 }, { text: 0.1 }, { image: 0.1, text: 0.1 }] },
        { name: 'apgd', steps: 5, randomNoises: 1, budgets: [{ image: 0.1 }] },
        { name: 'mim', steps: 3, randomNoises: 1, budgets: [{ image: 0.1 }] },
        { name: 'hotflip', modalities: ['text'] },
      ],
    });
    const { id: run } = await engine.request('studies.run', { plan });
    const records = await recordsOf(lab, run);
    const { description } = await engine.request('runs.show', { run });
    // Of each cell, in the order of the plan: what became of every sample.
    const told = (model: string): readonly unknown[] =>
      description.expansion.cells.flatMap((cell) =>
        (cell.kind !== 'attack' && cell.kind !== 'clean') || cell.model !== model
          ? []
          : [records.filter((record) => record.cell === cell.id).map(outcomeOf)],
      );
    expect(told(brought.id)).toEqual(told(own.id));
    expect(told(own.id)).toHaveLength(8);
  });
});

/** Whether an attack succeeded, and by what; clean logits to four places. */
function outcomeOf(record: SampleRecord): unknown {
  const { sample } = record;
  switch (record.kind) {
    case 'removal':
      return { sample, share: record.found?.share ?? null };
    case 'perturbation':
    case 'edit':
      return { sample, success: record.outcome?.success ?? null };
    case 'clean':
      return { sample, logits: record.clean.logits.map((logit) => logit.toFixed(4)) };
    default:
      return { sample };
  }
}
