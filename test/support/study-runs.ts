import { summarise } from '../../src/engine/lab/run-summaries';
import { readRun } from '../../src/engine/lab/runs';
import { resumeStudy, type ResumeOptions } from '../../src/engine/study/resume';
import { createStudyRun, type StudyEngine } from '../../src/engine/study/run';
import type { StudyPlan } from '../../src/shared/plan/plan';
import type { RunSummary } from '../../src/shared/runs/run';

const untouched: ResumeOptions = { force: false, repair: false };

/** Creates a run and computes it to its end, without a queue. */
export async function runStudy(plan: StudyPlan, engine: StudyEngine): Promise<RunSummary> {
  const { id } = await createStudyRun(plan, engine);
  return resumed(id, engine);
}

/** Computes what a run lacks, without a queue. */
export async function resumed(id: string, engine: StudyEngine, options = untouched): Promise<RunSummary> {
  await resumeStudy(id, options, engine);
  return summarise(engine.lab.folder, await readRun(engine.lab.folder, id), () => undefined);
}
