/** Weights of the lab's own parts, out of it and in again: the same model, which nothing trains. */
import { readdir, readFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { layout, modelFiles } from '../../../src/engine/lab/layout';
import { readSafetensors, writeSafetensors, type TensorFile } from '../../../src/engine/models/safetensors';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import { importedFacts } from '../../../src/analysis/imported-facts';
import { StudyPlan } from '../../../src/shared/plan/plan';
import { ModelSpec } from '../../../src/shared/models/model-spec';
import type { ModelDescription } from '../../../src/shared/models/model-description';
import { fetched } from '../../support/exported-model';
import { studiedOnce } from '../../support/studied-lab';
import { tinyPlan } from '../../support/tiny-study';

const studiedLab = studiedOnce();

interface Opened {
  readonly lab: string;
  readonly engine: EngineClient;
  readonly fused: ModelDescription;
  /** As `model export --as safetensors` writes it. */
  readonly file: TensorFile;
}

async function opened(): Promise<Opened> {
  const { lab } = await studiedLab();
  const engine = await startEngine({ lab, workers: 1 });
  onTestFinished(() => engine.close());
  const models = await engine.request('models.list', {});
  const fused = models.find(({ spec }) => Object.keys(spec.recipe.encoders).length === 2);
  if (fused === undefined) throw new Error('The study trained no model of two inputs.');
  const asked = { model: fused.id, form: 'safetensors', stem: 'tiny' } as const;
  const [bytes] = (await fetched(engine, await engine.request('models.export', asked))).values();
  return { lab, engine, fused, file: readSafetensors(bytes, 'tiny') };
}

type Changes = Partial<Record<'names' | 'recipe' | 'statedAccuracy', unknown>>;

const given = (file: TensorFile | Uint8Array, changes: Changes = {}) => ({
  file: 'tiny.safetensors',
  content: Buffer.from(file instanceof Uint8Array ? file : writeSafetensors(file)).toString('base64'),
  dataset: 'tiny',
  recipe: null,
  ...(changes as object),
});

it('the weights that left the lab come back as another model that answers the same, and PGD does to it what it did', async () => {
  const { lab, engine, fused, file } = await opened();
  const model = await engine.request('models.bring', given(file, { statedAccuracy: 0.5 }));
  expect(model.id).not.toBe(fused.id);
  expect(model).toMatchObject({
    weightsHash: fused.weightsHash,
    vocabulary: fused.vocabulary,
    parameters: fused.parameters,
    parts: fused.parts,
    test: fused.test,
    curve: [],
    brought: { file: 'tiny.safetensors', converted: 0, renamed: 0, statedAccuracy: 0.5 },
  });
  expect(Object.fromEntries(importedFacts(model))).toMatchObject({
    'Weights brought from': 'tiny.safetensors',
    'Stated accuracy': expect.stringContaining('50') as unknown,
  });
  expect(await readFile(modelFiles.weights(layout.model(lab, model.id)))).toEqual(
    await readFile(modelFiles.weights(layout.model(lab, fused.id))),
  );
  const [own, again] = [
    await engine.request('models.score', { model: fused.id }),
    await engine.request('models.score', { model: model.id }),
  ];
  expect(again).toEqual(own);
  expect(await engine.request('models.bring', given(file))).toEqual(model);

  const { recipe, brought } = model.spec;
  const plan = tinyPlan();
  const pgd = {
    name: 'pgd',
    budgets: [{ image: 0.1 }],
    steps: 3,
  } as const;
  const study = {
    ...plan,
    reference: null,
    seeds: [fused.spec.seed],
    attacks: [pgd],
    degradations: [],
    certificates: [],
    requirements: [],
    subjects: [
      { name: 'trained', recipe, training: fused.spec.training },
      { name: 'brought', recipe, training: fused.spec.training, brought },
    ],
  };
  const { id } = await engine.request('studies.run', { plan: StudyPlan.parse(study) });
  const { description } = await engine.request('runs.show', { run: id });
  const { expansion } = description;
  const models = expansion.cells.flatMap((cell) =>
    cell.kind === 'model' && cell.role === 'subject' ? [cell.model] : [],
  );
  expect(models).toEqual([fused.id, model.id]);
  const { records } = await engine.request('runs.records', { run: id, cursor: null, limit: 10_000 });
  const outcomes = (of: string): readonly object[] => {
    const cell = expansion.cells.find((one) => one.kind === 'attack' && one.model === of);
    return records.flatMap((record) => (record.cell === cell?.id ? [{ ...record, cell: null, seconds: null }] : []));
  };
  const trained = outcomes(fused.id);
  expect(trained.length).toBeGreaterThan(0);
  expect(outcomes(model.id)).toEqual(trained);

  await expect(engine.request('studies.check', { plan: { ...study, seeds: [0, 1] } })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('no seed makes others') as unknown,
  });
});

it('weights that the lab does not hold are neither trained nor studied', async () => {
  const { engine, fused } = await opened();
  const { recipe } = fused.spec;
  const brought = 'a'.repeat(64);
  const spec = ModelSpec.parse({ dataset: 'tiny', recipe, brought });
  await expect(engine.request('models.train', { spec })).rejects.toMatchObject({ code: 'not-found', where: 'brought' });
  const plan = { ...tinyPlan(), reference: null, seeds: [0], subjects: [{ name: 'one', recipe, brought }] };
  await expect(engine.request('studies.check', { plan })).rejects.toMatchObject({
    code: 'not-found',
    where: 'plan.subjects[0].brought',
  });
});

it('whatever does not fit is told with what, where and the remedy, and nothing is kept', async () => {
  const { lab, engine, fused, file } = await opened();
  const before = await readdir(layout.models(lab));
  const [[name, tensor]] = file.tensors;
  const withTensors = (change: (tensors: Map<string, typeof tensor>) => void): TensorFile => {
    const tensors = new Map(file.tensors);
    change(tensors);
    return { ...file, tensors };
  };
  const without = (key: string): TensorFile => ({
    ...file,
    metadata: Object.fromEntries(Object.entries(file.metadata).filter(([one]) => one !== key)),
  });
  const whole = writeSafetensors(file);
  const integers = Buffer.from(Buffer.from(whole).toString('latin1').replace('"F32"', '"I32"'), 'latin1');
  const other = { ...fused.spec.recipe, head: { name: 'mlp' } };
  const cases: readonly (readonly [string, ReturnType<typeof given>, RegExp])[] = [
    ['missing', given(withTensors((tensors) => tensors.delete(name))), /lacks tensor "/u],
    [
      'extra',
      given(withTensors((tensors) => tensors.set('more', tensor))),
      /holds tensor "more", which the recipe does not/u,
    ],
    [
      'shape',
      given(withTensors((tensors) => tensors.set(name, { ...tensor, shape: [tensor.data.length, 1, 1, 1, 1] }))),
      /holds ".*" as \[\d+, 1, 1, 1, 1\], not \[/u,
    ],
    [
      'NaN',
      given(withTensors((tensors) => tensors.set(name, { ...tensor, data: tensor.data.map(() => NaN) }))),
      /numbers? in tensor ".*" that (?:is|are) not finite/u,
    ],
    [
      'answers that are no numbers',
      given(
        withTensors((tensors) => {
          for (const [one, own] of [...tensors]) tensors.set(one, { ...own, data: own.data.map(() => 3e38) });
        }),
      ),
      /answers that are no finite numbers/u,
    ],
    ['type', given(integers), /as "I32"; only F32, F16, BF16, F64 are read/u],
    ['cut short', given(whole.subarray(0, whole.length - 3)), /outside the \d+ bytes of data/u],
    ['no recipe', given(without('recipe')), /names no recipe/u],
    ['another recipe', given(file, { recipe: other }), /another recipe than the one given/u],
    ['no words', given(without('vocabulary')), /does not say which words/u],
    [
      'classes in another order',
      given({ ...file, metadata: { ...file.metadata, classes: JSON.stringify([...fused.classes].reverse()) } }),
      /in that order/u,
    ],
    ['a name that is none', given(file, { names: { none: 'x' } }), /holds no tensor "none"/u],
  ];
  for (const [title, params, message] of cases) {
    await expect(engine.request('models.bring', params), title).rejects.toMatchObject({
      code: 'invalid',
      where: 'tiny.safetensors',
      message: expect.stringMatching(message) as unknown,
      remedy: expect.stringMatching(/\w/u) as unknown,
    });
  }
  expect(await readdir(layout.models(lab))).toEqual(before);
});

it('tensors under other names are found by a map', async () => {
  const { engine, fused, file } = await opened();
  const renamed = new Map([...file.tensors].map(([name, tensor]) => [`their.${name}`, tensor]));
  const names = Object.fromEntries([...file.tensors.keys()].map((name) => [`their.${name}`, name]));
  const model = await engine.request('models.bring', given({ ...file, tensors: renamed }, { names }));
  expect(model).toMatchObject({ weightsHash: fused.weightsHash, brought: { renamed: file.tensors.size } });
});
