import { z } from 'zod';
import { DatasetName, type DatasetManifest } from '../../shared/data/dataset';
import { LabError, problemsIn } from '../../shared/errors';
import type { Expansion, StudyPlan } from '../../shared/plan/plan';
import { parsePlan, withNumericRadii } from '../../shared/plan/plan-file';
import { linkFaults, linkProblem, sourcesOf } from '../../shared/plan/plan-links';
import { problemLine, type Problem } from '../../shared/problem';
import { invalidBecause } from '../../shared/refusal';
import { showDataset } from '../lab/datasets';
import { findModel } from '../lab/models';
import { expand } from './expand';
import { planFaults } from './plan-check';
import { soundParts } from './plan-parts';
import { checkWeights } from './pretrained-origins';
import { importedOf, openStudyDataset } from './study-dataset';

/**
 * What a run of this plan would compute in this lab folder.
 *
 * @param value what is to be a plan
 * @throws LabError `invalid` with everything that stands against it; `unsupported`, `not-found`, `damaged`
 */
export async function checkStudy(value: unknown, lab: string): Promise<Expansion> {
  const plan = await soundPlan(value, lab);
  const cells = expand(plan, await openStudyDataset(lab, plan), await importedOf(lab, plan.subjects));
  await checkWeights(plan, lab);
  const ids = new Set(cells.cells.filter((cell) => cell.kind === 'model').map((cell) => cell.model));
  const found = await Promise.all([...ids].map((id) => findModel(lab, id)));
  return { ...cells, trainedModels: found.flatMap((model) => (model === null ? [] : [model.id])) };
}

/** A plan that its schema refuses is told as well what its sound parts mean wrongly: nobody mends it in stages. */
async function soundPlan(value: unknown, lab: string): Promise<StudyPlan> {
  try {
    return parsePlan(value, 'plan');
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'invalid') throw error;
    const [first, ...rest] = problemsIn(error, 'plan');
    const known = new Set([first, ...rest].map(problemLine));
    const more = (await meantWrongly(value, lab)).filter((problem) => !known.has(problemLine(problem)));
    throw invalidBecause([first, ...rest, ...more]);
  }
}

const WithDataset = z.looseObject({ data: z.looseObject({ dataset: DatasetName }) });

async function meantWrongly(value: unknown, lab: string): Promise<readonly Problem[]> {
  const parts = soundParts(withNumericRadii(value));
  if (parts === null) return [];
  const links = linkFaults({
    ...parts,
    sources: sourcesOf(parts.attacks),
    attacks: parts.attacks.length,
    degradations: parts.degradations.length,
  }).map(linkProblem);
  const manifest = await manifestOf(value, lab);
  return manifest === null
    ? links
    : [
        ...links,
        ...planFaults(parts, manifest, await importedOf(lab, parts.subjects)).flatMap((fault) =>
          problemsIn(fault, 'plan'),
        ),
      ];
}

/** Null where the lab does not hold the data set, or the plan names none. */
async function manifestOf(value: unknown, lab: string): Promise<DatasetManifest | null> {
  const named = WithDataset.safeParse(value);
  if (!named.success) return null;
  try {
    return await showDataset(lab, named.data.data.dataset);
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
