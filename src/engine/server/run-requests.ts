import { cancelled, isCancelled, LabError } from '../../shared/errors';
import { isLive } from '../../shared/runs/run';
import { mostLogLines } from '../../shared/runs/run-log';
import { modelsOf } from '../archive/places';
import { readEvents } from '../lab/event-file';
import { keepSummaries, takeKeptSummaries } from '../lab/kept-summaries';
import { layout, runFiles } from '../lab/layout';
import { findModelOfRun } from '../lab/models';
import { countByCell, readRecords, readWhole } from '../lab/record-file';
import { readRunCosts } from '../lab/run-costs';
import { readRunLog } from '../lab/run-log';
import { listRuns, summarise } from '../lab/run-summaries';
import { findRun, readRun, readRunManifest } from '../lab/runs';
import { pauseWith } from '../pause';
import { expectedRecords } from '../study/batches';
import { checkResumption, type ResumeOptions } from '../study/resume';
import type { EngineContext, HandlersOf, RequestContext } from './context';
import { removeRun } from './removals';
import { sampleFiles } from './sample-files';
import { studyWork, type StudyWorkRequest } from './study-work';

export const runRequests: HandlersOf<'runs'> = {
  'runs.list': async (_params, { lab }, { onWarning }) => {
    await takeKeptSummaries(lab.folder);
    const { runs, unreadable } = await listRuns(lab.folder, (error) => {
      onWarning(error.toString());
    });
    if (await lab.isHeld()) {
      const ended = runs.filter(({ state }) => !isLive(state)).map(({ id }) => id);
      await keepSummaries(lab.folder, ended);
    }
    return { runs: [...runs], unreadable: [...unreadable] };
  },
  'runs.show': async ({ run }, { lab }, { onWarning }) => {
    const id = await findRun(lab.folder, run);
    const description = await readRun(lab.folder, id);
    const ids = new Set(description.expansion.cells.filter((cell) => cell.kind === 'model').map((cell) => cell.model));
    const models = await Promise.all([...ids].map((model) => findModelOfRun(lab.folder, id, model)));
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
  'runs.costs': async ({ run }, { lab }, { onWarning }) => {
    const id = await findRun(lab.folder, run);
    try {
      return await readRunCosts(lab.folder, id);
    } catch (error) {
      // Only an estimate is the poorer for it.
      if (!(error instanceof LabError) || isCancelled(error)) throw error;
      onWarning(error.toString());
      return null;
    }
  },
  'runs.log': async ({ run, cursor }, { lab }) => {
    const id = await findRun(lab.folder, run);
    const { lines, ...page } = await readRunLog(lab.folder, id, cursor, mostLogLines);
    return { ...page, lines: [...lines] };
  },
  'runs.records': async ({ run, cursor, limit }, { lab }) => {
    const id = await findRun(lab.folder, run);
    const file = runFiles.records(layout.run(lab.folder, id));
    const page =
      cursor === null
        ? await readWhole(file, expectedRecords((await readRun(lab.folder, id)).expansion), limit)
        : await readRecords(file, cursor, limit);
    return { records: [...page.records], cursor: page.cursor };
  },
  'runs.sampleFiles': async ({ run, records }, { lab, datasets }, { signal }) => {
    const description = await readRun(lab.folder, await findRun(lab.folder, run));
    const dataset = await datasets.open(lab.folder, description.plan.data.dataset);
    const samples = await sampleFiles(
      lab.folder,
      description,
      dataset,
      records,
      pauseWith(() => {
        if (signal.aborted) throw cancelled();
      }),
    );
    return { samples: samples.map((files) => [...files]) };
  },
  'runs.recorded': async ({ run, cursor }, { lab }) => {
    const id = await findRun(lab.folder, run);
    return countByCell(runFiles.records(layout.run(lab.folder, id)), cursor);
  },
  'runs.remove': ({ run }, engine, { signal }) =>
    engine.shortChanges.run(async () => ({ trash: await removeRun(run, engine) }), signal),
  'runs.enqueue': async ({ run, force, repair }, engine, request) => {
    const work = await resumption(await findRun(engine.lab.folder, run), { force, repair }, engine, request);
    await engine.queue.add(studyWork(work, engine));
    return {};
  },
};

/** A run that goes on, checked: what stands against it is told at once, not when its turn comes. */
export async function resumption(
  run: string,
  options: ResumeOptions,
  { lab, devices }: EngineContext,
  { onWarning }: RequestContext,
): Promise<StudyWorkRequest> {
  const description = await checkResumption(run, options, { lab, devices: devices.told, onWarning });
  const { plan } = description;
  return {
    run,
    title: plan.name,
    dataset: plan.data.dataset,
    models: modelsOf(description),
    options,
    onWarning,
  };
}
