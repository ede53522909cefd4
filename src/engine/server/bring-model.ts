import { mkdir, rm } from 'node:fs/promises';
import type { DatasetManifest } from '../../shared/data/dataset';
import { hashOf, hashOfBytes } from '../../shared/identity';
import type { ModelDescription } from '../../shared/models/model-description';
import { ModelSpec } from '../../shared/models/model-spec';
import type { ParsedParams } from '../../shared/protocol';
import { classesOf, toldApart } from '../../shared/recipe/recipe-task';
import { unlessAborted } from '../../shared/unless-aborted';
import { writeFileAtomic } from '../files/atomic';
import { layout, modelFiles } from '../lab/layout';
import { findModel } from '../lab/models';
import { describeStaged, keepStaged, stagedFolder } from '../lab/staged-folder';
import { broughtInto, fittingFile, type BroughtInto } from '../models/brought-model';
import { readBroughtTensors } from '../models/brought-weights';
import { titleOf } from '../models/title';
import { runCancellable } from '../study/cancellable-job';
import { modelId } from '../training/identity';
import type { JobResult } from '../worker/job';
import type { EngineContext, RequestContext } from './context';
import { refuseFolders } from './file-name';

/**
 * Weights from outside as a model of the lab's own parts, without a training: each tensor that its recipe has, and no other.
 *
 * @throws LabError `invalid` with everything that does not fit; then nothing is kept
 */
export function bringModel(
  params: ParsedParams<'models.bring'>,
  { lab: { folder: lab }, datasets, devices, dataChanges, appVersion, onTrained }: EngineContext,
  { signal, onWarning }: RequestContext,
): Promise<ModelDescription> {
  const { file, content, names, statedAccuracy } = params;
  refuseFolders(file);
  return dataChanges.run(async () => {
    const { manifest } = await datasets.open(lab, params.dataset);
    const dataset = layout.dataset(lab, manifest.name);
    const read = readBroughtTensors(Buffer.from(content, 'base64'), names, file);
    const into = broughtInto(read, params.recipe, manifest, file);
    const pool = await unlessAborted(devices.interactive(onWarning), signal);
    const { outline } = await runCancellable(pool, { kind: 'network', ...into, dataset } as const, { signal });
    const weights = fittingFile(read, outline.shapes, file);
    const description: ModelDescription = {
      ...described({ manifest, into, outline, weightsHash: hashOfBytes(weights), appVersion }),
      device: pool.info().kind,
      brought: { file, converted: read.converted, renamed: read.renamed, statedAccuracy },
    };
    const known = await findModel(lab, description.id);
    if (known !== null) return known;
    const folder = await stagedFolder(lab);
    try {
      await mkdir(folder);
      await writeFileAtomic(modelFiles.weights(folder), weights);
      await describeStaged(folder, description);
      const { test } = await runCancellable(pool, { kind: 'brought', model: folder, dataset } as const, { signal });
      const whole = { ...description, test };
      await keepStaged(lab, folder, whole);
      onTrained(whole);
      return whole;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, signal);
}

/** Of which nothing is measured yet. */
function described({
  manifest,
  into: { recipe, vocabulary },
  outline: { parameters, parts },
  weightsHash,
  appVersion,
}: {
  readonly manifest: DatasetManifest;
  readonly into: BroughtInto;
  readonly outline: Extract<JobResult, { kind: 'network' }>['outline'];
  readonly weightsHash: string;
  readonly appVersion: string;
}): Omit<ModelDescription, 'device' | 'brought'> {
  // Equal weights whose rows are of other words are another model.
  const spec = ModelSpec.parse({
    dataset: manifest.name,
    recipe,
    brought: hashOf({ weights: weightsHash, vocabulary }),
  });
  const { target } = toldApart(recipe, manifest);
  return {
    format: 'muroan.model',
    formatVersion: 1,
    id: modelId(spec, manifest.hash),
    title: titleOf(spec),
    spec,
    datasetHash: manifest.hash,
    modalities: { ...manifest.modalities },
    classes: [...classesOf(recipe, manifest)],
    ...(target === undefined ? {} : { target }),
    vocabulary: [...vocabulary],
    parameters,
    parts,
    weightsHash,
    curve: [],
    bestEpoch: 0,
    test: { correct: 0, count: 1 },
    seconds: 0,
    appVersion,
  };
}
