import type { LabError } from '../../shared/errors';
import type { ModelSpec } from '../../shared/models/model-spec';
import type { StudyPlan } from '../../shared/plan/plan';
import type { EncoderOrigin } from '../../shared/models/pretrained';
import { refuse } from '../../shared/refusal';
import { layout } from '../lab/layout';
import { findWeights } from '../lab/weights';
import type { PretrainedFolders } from '../worker/job';
import { planFault } from './plan-fault';

/** Where the weights lie that a specification names, by modality. */
export function pretrainedFolders(
  lab: string,
  { training }: Pick<ModelSpec, 'training'>,
): { readonly pretrained?: PretrainedFolders } {
  const named = Object.entries(training.pretrained);
  if (named.length === 0) return {};
  return { pretrained: Object.fromEntries(named.map(([id, { weights }]) => [id, layout.weightsOf(lab, weights)])) };
}

/** What the weights are that a specification names. @throws LabError `invalid` for such as the lab does not have */
export async function originsOf(
  lab: string,
  { training }: Pick<ModelSpec, 'training'>,
): Promise<Readonly<Record<string, EncoderOrigin>>> {
  refuse(await missingWeights(training, lab, 'training'));
  const named = Object.entries(training.pretrained).map(async ([id, { weights }]) => {
    const found = await findWeights(lab, weights);
    return found === null ? [] : [[id, { weights, file: found.file }] as const];
  });
  return Object.fromEntries((await Promise.all(named)).flat());
}

/** Weights that a training names and a lab does not have. @param where path of the training, as its author knows it */
export async function missingWeights(
  { pretrained }: Pick<ModelSpec['training'], 'pretrained'>,
  lab: string,
  where: string,
): Promise<readonly LabError[]> {
  const faults = Object.entries(pretrained).map(async ([id, { weights }]) =>
    (await findWeights(lab, weights)) === null
      ? [
          planFault(
            `${where}.pretrained.${id}.weights`,
            `is ${weights.slice(0, 12)}…, and this lab folder has no such weights.`,
            'Add their file: muroan model weights FILE.safetensors.',
          ),
        ]
      : [],
  );
  return (await Promise.all(faults)).flat();
}

/** @throws LabError `invalid` with all weights that subjects name and a lab does not have */
export async function checkWeights({ subjects }: Pick<StudyPlan, 'subjects'>, lab: string): Promise<void> {
  const faults = subjects.map(({ training }, index) =>
    missingWeights(training, lab, `plan.subjects[${String(index)}].training`),
  );
  refuse((await Promise.all(faults)).flat());
}
