import { parsePlan } from '../../shared/plan-file';
import type { RunDescription } from '../../shared/run';
import { readEvents } from '../lab/event-file';
import { readEach, type OnUnreadable } from '../lab/folder-names';
import { layout, runFiles } from '../lab/layout';
import { findModel } from '../lab/models';
import { damagedRecords, readRecords, scanRecords } from '../lab/record-file';
import { findRun, readRun, readRunManifest, runIds, summarise } from '../lab/runs';
import { expectedRecords } from '../study/batches';
import { checkStudy } from '../study/check';
import { resumeStudy } from '../study/resume';
import { runStudy, type StudyEngine } from '../study/run';
import type { EngineContext, HandlersOf, RequestContext } from './context';

export const studyRequests: HandlersOf<'studies'> = {
  'studies.check': ({ plan }, { lab }) => checkStudy(parsePlan(plan, 'plan'), lab.folder),
  'studies.run': ({ plan }, engine, request) =>
    engine.studies.run(() => runStudy(plan, studyEngine(engine, request)), request.signal),
  'studies.resume': ({ run, force, repair }, engine, request) =>
    engine.studies.run(() => resumeStudy(run, { force, repair }, studyEngine(engine, request)), request.signal),
};

export const runRequests: HandlersOf<'runs'> = {
  'runs.list': async (_params, { lab }, { onWarning }) => {
    const warn: OnUnreadable = (error) => {
      onWarning(error.toString());
    };
    const unreadable: string[] = [];
    const runs = await readEach(
      await runIds(lab.folder),
      async (id) => summarise(lab.folder, await readRun(lab.folder, id), warn),
      (error, id) => {
        unreadable.push(id);
        warn(error);
      },
    );
    return { runs: [...runs], unreadable };
  },
  'runs.show': async ({ run }, { lab }, { onWarning }) => {
    const id = await findRun(lab.folder, run);
    const description = await readRun(lab.folder, id);
    const ids = new Set(description.expansion.cells.filter((cell) => cell.kind === 'model').map((cell) => cell.model));
    const models = await Promise.all([...ids].map((model) => findModel(lab.folder, model)));
    return {
      summary: await summarise(lab.folder, description, (error) => {
        onWarning(error.toString());
      }),
      description,
      events: [...(await readEvents(runFiles.events(layout.run(lab.folder, id)), () => undefined))],
      models: models.filter((model) => model !== null),
      dataset: await readRunManifest(lab.folder, id),
    };
  },
  'runs.records': async ({ run, cursor, limit }, { lab }) => {
    const id = await findRun(lab.folder, run);
    const file = runFiles.records(layout.run(lab.folder, id));
    // Whoever reads from the start is about to use the whole: nothing is shown of a file that is damaged further on.
    if (cursor === null) await refuseDamaged(file, await readRun(lab.folder, id));
    const page = await readRecords(file, cursor ?? 0, limit);
    return { records: [...page.records], cursor: page.cursor };
  },
};

async function refuseDamaged(file: string, description: RunDescription): Promise<void> {
  const { damaged } = await scanRecords(file, expectedRecords(description.expansion));
  if (damaged.length > 0) throw damagedRecords(file, damaged);
}

function studyEngine({ lab, devices, appVersion }: EngineContext, request: RequestContext): StudyEngine {
  const pool: StudyEngine['pool'] = (device) => devices.study(device, request.onWarning);
  return { lab, pool, devices: devices.told, appVersion, ...request };
}
