import type { AttackName } from '../../../shared/attacks/attack';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { LabError } from '../../../shared/errors';
import { ensureDataset, findDataset } from '../../../shared/lookup/datasets';
import { findModel } from '../../../shared/lookup/models';
import type { ModelDescription } from '../../../shared/models/model-description';
import { modelsPlan } from '../../../shared/planning/models-plan';
import { starterPlan } from '../../../shared/planning/starter-plan';
import { presetPlan, type StudyPreset } from '../../../shared/planning/study-presets';
import { wholeNumber } from '../../option-values';
import { recipeParts, type RecipeOptions } from '../../recipe-options';
import type { EngineSession } from '../../session';

/** What a plan begins with, as options say it. */
export interface DraftOptions extends RecipeOptions {
  readonly data: string;
  readonly model?: readonly string[];
  readonly name?: string;
  readonly fusion?: readonly string[];
  readonly attack?: readonly AttackName[];
  readonly preset?: StudyPreset;
  readonly samples: number;
  readonly seed?: readonly string[];
}

/**
 * A plan to start from, not yet checked: of data, a preset, or models of the lab.
 *
 * @throws LabError `not-found`, `invalid`
 */
export function draftOf(session: EngineSession, options: DraftOptions): Promise<unknown> {
  return options.model === undefined ? draftOfData(session, options) : draftOfModels(session, options.model, options);
}

async function draftOfData(session: EngineSession, options: DraftOptions): Promise<unknown> {
  const manifest = await ensureDataset(session, options.data, '--data');
  return options.preset === undefined
    ? starterDraft(manifest, options)
    : presetPlan(options.preset, manifest, options.name ?? `${manifest.title}: ${options.preset}`);
}

/** @throws LabError `invalid` where the models are not of one data set, as it is now */
async function draftOfModels(
  session: EngineSession,
  named: readonly string[],
  options: DraftOptions,
): Promise<unknown> {
  const models: ModelDescription[] = [];
  for (const name of named) models.push(await findModel(session, name));
  const [{ title, spec }] = models;
  const other = models.find((model) => model.spec.dataset !== spec.dataset);
  if (other !== undefined) {
    throw new LabError(
      'invalid',
      `${JSON.stringify(title)} is of the data set "${spec.dataset}", ${JSON.stringify(other.title)} of "${other.spec.dataset}".`,
      { where: '--model', remedy: 'Give models of one data set.' },
    );
  }
  const manifest = await findDataset(session, spec.dataset);
  const stale = models.find(({ datasetHash }) => datasetHash !== manifest.hash);
  if (stale !== undefined) {
    throw new LabError(
      'invalid',
      `${JSON.stringify(stale.title)} is of "${manifest.name}" as it was before it changed.`,
      {
        where: '--model',
        remedy: 'Train or import the model anew for the data as they are now.',
      },
    );
  }
  return modelsPlan(manifest, models, {
    ...(options.name === undefined ? {} : { name: options.name }),
    attacks: options.attack ?? null,
    samples: options.samples,
    seeds: options.seed?.map(wholeNumberOf) ?? null,
  });
}

function starterDraft(manifest: DatasetManifest, options: DraftOptions): unknown {
  return starterPlan(manifest, {
    ...recipeParts(manifest, options),
    ...(options.name === undefined ? {} : { name: options.name }),
    fusions: options.fusion ?? ['concat', 'product'],
    attacks: options.attack ?? ['decoupling', 'pgd'],
    samples: options.samples,
    seeds: (options.seed ?? ['0']).map(wholeNumberOf),
  });
}

const wholeNumberOf = (text: string): number => wholeNumber(0)(text);
