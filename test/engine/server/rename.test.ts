import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { layout, modelFiles } from '../../../src/engine/lab/layout';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import { findModel } from '../../../src/shared/lookup/models';
import { shortId } from '../../../src/shared/identity';
import type { Told } from '../../../src/shared/protocol';
import { studiedOnce } from '../../support/studied-lab';

interface Trained {
  readonly lab: string;
  readonly engine: EngineClient;
  readonly run: string;
  readonly one: string;
  readonly other: string;
  /** Models that were told to have another name. */
  readonly told: readonly string[];
}

const studiedLab = studiedOnce();

async function trained(): Promise<Trained> {
  const {
    lab,
    run,
    models: [one, other],
  } = await studiedLab();
  const told: string[] = [];
  const onNotification = ({ name, content }: Told): void => {
    if (name === 'modelNamed') told.push(content.model);
  };
  const engine = await startEngine({ lab, onNotification });
  onTestFinished(() => engine.close());
  return { lab, engine, run, one, other, told };
}

it('a model has a name, another one, and none again; nothing that is hashed changes', async () => {
  const { lab, engine, run, one, told } = await trained();
  const before = await engine.request('runs.show', { run });
  const description = await readFile(modelFiles.description(layout.model(lab, one)), 'utf8');
  expect(await engine.request('models.names', {})).toEqual([]);
  expect(await engine.request('models.rename', { model: shortId(one), name: ' Baseline of May ' })).toEqual({
    model: one,
    before: null,
  });
  expect(await engine.request('models.names', {})).toEqual([{ model: one, name: 'Baseline of May' }]);
  expect(await findModel(engine, 'Baseline of May')).toMatchObject({ id: one });
  expect(await readFile(modelFiles.description(layout.model(lab, one)), 'utf8')).toBe(description);
  expect(await engine.request('runs.show', { run })).toEqual(before);
  expect(await engine.request('models.rename', { model: one, name: 'June' })).toMatchObject({
    before: 'Baseline of May',
  });
  expect(await engine.request('models.rename', { model: one, name: null })).toMatchObject({ before: 'June' });
  expect(await engine.request('models.names', {})).toEqual([]);
  expect(existsSync(modelFiles.name(layout.model(lab, one)))).toBe(false);
  expect(told).toEqual([one, one, one]);
});

it('what is no name, or the name of another, changes nothing', async () => {
  const { engine, one, other, told } = await trained();
  await engine.request('models.rename', { model: one, name: 'Übung 1' });
  // Composed or not, capital or not: a person takes them for one.
  for (const name of ['Übung 1', 'U\u0308bung 1', 'übung 1']) {
    await expect(engine.request('models.rename', { model: other, name })).rejects.toMatchObject({
      code: 'conflict',
      where: 'name',
      message: `is ${JSON.stringify(name.normalize('NFC'))}, as model ${shortId(one)} is called already.`,
      remedy: 'Choose another name, or rename that model first.',
    });
  }
  for (const name of ['', '   ', 'a'.repeat(81), 'two\nlines', 'red\u001b[31m', 'back\u202ewards', 'zero\u200bwidth']) {
    await expect(engine.request('models.rename', { model: other, name })).rejects.toMatchObject({
      code: 'invalid',
      where: 'name',
    });
  }
  await expect(engine.request('models.rename', { model: 'ffff', name: 'X' })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(await engine.request('models.names', {})).toEqual([{ model: one, name: 'Übung 1' }]);
  expect(told).toEqual([one]);
  // Its own name in other capitals is no conflict.
  await engine.request('models.rename', { model: one, name: 'ÜBUNG 1' });
  expect(await engine.request('models.names', {})).toEqual([{ model: one, name: 'ÜBUNG 1' }]);
});

it('two that want one name at once: one has it', async () => {
  const { engine, one, other } = await trained();
  const asked = [one, other].map((model) => engine.request('models.rename', { model, name: 'The one' }));
  const outcomes = (await Promise.allSettled(asked)).map(({ status }) => status);
  expect(outcomes.sort()).toEqual(['fulfilled', 'rejected']);
  expect(await engine.request('models.names', {})).toHaveLength(1);
});

it('a name goes into the trash with its model and comes back with it', async () => {
  const { engine, run, one } = await trained();
  await engine.request('models.rename', { model: one, name: 'Kept' });
  await engine.request('runs.remove', { run });
  const { trash } = await engine.request('models.remove', { model: one });
  expect((await engine.request('trash.list', {})).map(({ title }) => title)[1]).toMatch(/^Kept · /);
  expect(await engine.request('models.names', {})).toEqual([]);
  await engine.request('trash.restore', { id: trash });
  expect(await engine.request('models.names', {})).toEqual([{ model: one, name: 'Kept' }]);
});

it('a name that cannot be read hides no other, and can be given anew', async () => {
  const { lab, engine, one, other } = await trained();
  await engine.request('models.rename', { model: one, name: 'First' });
  await engine.request('models.rename', { model: other, name: 'Second' });
  await writeFile(modelFiles.name(layout.model(lab, one)), '{"format":"muroan.model-name","formatVersion":1}');
  expect(await engine.request('models.names', {})).toEqual([{ model: other, name: 'Second' }]);
  await engine.request('models.rename', { model: one, name: 'First again' });
  expect(await engine.request('models.names', {})).toHaveLength(2);
});
