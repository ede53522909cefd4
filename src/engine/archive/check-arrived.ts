import { existsSync } from 'node:fs';
import type { ArchivedFile } from '../../shared/runs/archived-file';
import type { ModelDescription } from '../../shared/models/model-description';
import { findModelOfRun } from '../lab/models';
import { readRun, readRunManifest } from '../lab/runs';
import { checkArrivedModel } from './check-arrived-model';
import { arrivedModels, checkArrivedRun } from './check-arrived-run';
import { checkArrivedWeights } from './check-arrived-weights';
import { archivedNames, modelPlaces, modelsOf, placeOf, pretrainedOfRun } from './places';

interface Arrived {
  readonly lab: string;
  /** Laid out as a lab. */
  readonly folder: string;
  readonly wanted: ReadonlyMap<string, ArchivedFile>;
  /** Runs of the archive that are in the lab already. */
  readonly known: ReadonlySet<string>;
  /** Names of those files of each run that have arrived. */
  readonly filesOf: ReadonlyMap<string, readonly string[]>;
}

interface Whole {
  /** Of models that came with what answers: by id, where their description lies. */
  readonly models: ReadonlyMap<string, string>;
  /** Hashes of pretrained weights. */
  readonly weights: readonly string[];
}

/**
 * Checks all that has arrived, run by run; what models and trainings of runs need that are in the lab already may come later
 * than those.
 *
 * @throws LabError `damaged`, `unsupported`
 */
export async function checkArrived({ lab, folder, wanted, known, filesOf }: Arrived): Promise<Whole> {
  const models = new Map<string, string>();
  const pretrained = new Set<string>();
  for (const [run, names] of filesOf) {
    const isNew = !known.has(run);
    const at = isNew ? folder : lab;
    const brought = isNew
      ? await checkArrivedRun(folder, run, names)
      : await arrivedModels(folder, await readRun(lab, run), names);
    const ofRun = brought.map((model) => ({ model, file: placeOf(folder, archivedNames.model(run, model.id)) }));
    if (!isNew) ofRun.push(...(await modelsHere(lab, run)));
    const manifest = await readRunManifest(at, run);
    for (const { model, file } of ofRun) {
      if (models.has(model.id)) continue;
      const described = archivedNames.model(run, model.id);
      if (await checkArrivedModel({ folder, model, manifest, described, wanted })) models.set(model.id, file);
    }
    for (const hash of pretrainedOfRun(await readRun(at, run))) pretrained.add(hash);
  }
  return { models, weights: await checkArrivedWeights(folder, wanted, pretrained) };
}

/** Models of a run that is here, as it has them. */
async function modelsHere(
  lab: string,
  run: string,
): Promise<readonly { readonly model: ModelDescription; readonly file: string }[]> {
  const found = modelsOf(await readRun(lab, run)).map(async (id) => {
    const model = await findModelOfRun(lab, run, id);
    const file = modelPlaces(lab, archivedNames.model(run, id)).find((place) => existsSync(place));
    return model === null || file === undefined ? [] : [{ model, file }];
  });
  return (await Promise.all(found)).flat();
}
