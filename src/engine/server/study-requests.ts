import type { RunSummary } from '../../shared/runs/run';
import type { StudyPlan } from '../../shared/plan/plan';
import { parsePlan } from '../../shared/plan/plan-file';
import { modelsOf } from '../archive/places';
import { summarise } from '../lab/run-summaries';
import { findRun, readRun } from '../lab/runs';
import { checkStudy } from '../study/check';
import { createStudyRun } from '../study/run';
import type { EngineContext, HandlersOf, RequestContext } from './context';
import { checkPlanFit, startsFromWeights } from './pretrained-fit';
import { resumption } from './run-requests';
import { studyWork, type StudyWorkRequest } from './study-work';
import { untilDone } from './until-done';

export const studyRequests: HandlersOf<'studies'> = {
  'studies.check': async ({ plan }, engine, request) => {
    const expansion = await checkStudy(plan, engine.lab.folder);
    await checkPlanFit(parsePlan(plan, 'plan'), engine, request);
    return expansion;
  },
  'studies.run': async ({ plan }, engine, request) => {
    const work = await newRun(plan, engine, request);
    return compute({ ...work, onProgress: request.onProgress }, engine, request);
  },
  'studies.resume': async ({ run, force, repair }, engine, request) => {
    const work = await resumption(await findRun(engine.lab.folder, run), { force, repair }, engine, request);
    return compute({ ...work, onProgress: request.onProgress }, engine, request);
  },
  'studies.enqueue': async ({ plan }, engine, request) => {
    const work = await newRun(plan, engine, request);
    await engine.queue.add(studyWork(work, engine));
    return { run: work.run };
  },
};

async function newRun(plan: StudyPlan, engine: EngineContext, request: RequestContext): Promise<StudyWorkRequest> {
  if (startsFromWeights(plan)) {
    await checkStudy(plan, engine.lab.folder);
    await checkPlanFit(plan, engine, request);
  }
  const description = await createStudyRun(plan, engine);
  request.onRunCreated(description.id);
  return {
    run: description.id,
    title: plan.name,
    dataset: plan.data.dataset,
    models: modelsOf(description),
    options: { force: false, repair: false },
    onWarning: request.onWarning,
  };
}

async function compute(
  work: StudyWorkRequest,
  engine: EngineContext,
  { signal, onWarning }: RequestContext,
): Promise<RunSummary> {
  await untilDone(await engine.queue.add(studyWork(work, engine)), engine.queue, signal);
  const { folder } = engine.lab;
  return summarise(folder, await readRun(folder, work.run), (error) => {
    onWarning(error.toString());
  });
}
