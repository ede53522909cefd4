import { cp } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startEngine } from '../../src/host/engine-client';
import { sharedFolder, temporaryFolder } from './temporary-folder';
import { tinyLab } from './tiny-lab';
import { tinyPlan } from './tiny-study';

export interface StudiedLab {
  readonly lab: string;
  readonly run: string;
  readonly models: readonly string[];
}

/**
 * Has the tiny study computed, once for the tests of a file: it takes far longer than what they ask of it.
 *
 * @returns gives each test a copy of its own, to do with as it likes
 */
export function studiedOnce(): () => Promise<StudiedLab> {
  let studied: StudiedLab;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const shared = await sharedFolder();
    remove = shared.remove;
    const lab = await tinyLab(path.join(shared.folder, 'lab'));
    const engine = await startEngine({ lab, workers: 1 });
    const { id: run } = await engine.request('studies.run', { plan: tinyPlan() });
    const models = (await engine.request('models.list', {})).map(({ id }) => id);
    await engine.close();
    studied = { lab, run, models };
  });
  afterAll(() => remove());
  return async () => {
    const lab = path.join(await temporaryFolder(), 'lab');
    await cp(studied.lab, lab, { recursive: true });
    return { ...studied, lab };
  };
}
