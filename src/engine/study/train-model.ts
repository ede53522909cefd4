import { existsSync } from 'node:fs';
import type { DatasetManifest } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import { hashOfBytes, shortId } from '../../shared/identity';
import type { ModelDescription } from '../../shared/models/model-description';
import type { ModelSpec } from '../../shared/models/model-spec';
import type { EncoderOrigin } from '../../shared/models/pretrained';
import { isImported } from '../../shared/recipe/recipe';
import { classesOf, toldApart } from '../../shared/recipe/recipe-task';
import type { CurvePoint } from '../../shared/training/training-progress';
import type { JobUpdate } from '../worker/job';
import { layout, modelFiles } from '../lab/layout';
import { findModel, ModelWriter } from '../lab/models';
import { notBrought } from './brought-faults';
import { originsOf, pretrainedFolders } from './pretrained-origins';
import { titleOf } from '../models/title';
import type { Trained } from '../training/trained';
import type { JobPool } from './job-pool';
import { runCancellable } from './cancellable-job';

export type OnCurve = (model: string, curve: readonly CurvePoint[]) => void;

/** A model was trained now: it was not there before. */
export type OnTrained = (model: ModelDescription) => void;

export interface TrainingRequest {
  readonly lab: string;
  readonly id: string;
  /** The trained model that it goes on from (`encodersFrom`); null where it begins by itself. */
  readonly encoders: ModelDescription | null;
  readonly spec: ModelSpec;
  readonly manifest: DatasetManifest;
  readonly pool: JobPool;
  readonly appVersion: string;
  readonly signal: AbortSignal;
  /** @param fraction of the training that is done, 0 to 1 */
  readonly onProgress: (fraction: number, detail: string | null) => void;
  /** The learning curve of a model that is being trained has grown. */
  readonly onCurve: OnCurve;
  readonly onTrained: OnTrained;
  readonly onWarning: (text: string) => void;
}

/**
 * The trained model of a specification: the lab's, if it holds it; trained now otherwise, from its checkpoint on when an
 * earlier training was cut short. Training is deterministic, so both give the same weights.
 */
export async function ensureTrained(request: TrainingRequest): Promise<ModelDescription> {
  const known = await findModel(request.lab, request.id);
  if (known !== null) return known;
  refuseUntrainable(request.id, request.spec);
  // Before anything is written: without them it cannot be trained.
  const origins = await originsOf(request.lab, request.spec);
  const writer = await ModelWriter.open(request.lab, request.id, request.spec);
  const trained = await trainFromCheckpoint(request, writer);
  const description = describe(request, trained, origins);
  await writer.finish(trained, description);
  request.onTrained(description);
  return description;
}

/** @throws LabError `not-found` for what was made elsewhere and the lab does not hold: it cannot be made again */
export function refuseUntrainable(id: string, { recipe, brought }: Pick<ModelSpec, 'recipe' | 'brought'>): void {
  if (brought !== undefined) throw notBrought(brought, 'brought');
  if (!isImported(recipe)) return;
  throw new LabError('not-found', `names the imported model ${shortId(id)}, which this lab folder does not hold.`, {
    where: 'recipe.fusion.model',
    remedy: 'Import it: muroan model import FILE --data NAME --map map.json.',
  });
}

async function trainFromCheckpoint(request: TrainingRequest, writer: ModelWriter): Promise<Trained> {
  const checkpoint = modelFiles.checkpoint(writer.folder);
  if (!existsSync(checkpoint)) return trainOnWorker(request, writer, null);
  try {
    return await trainOnWorker(request, writer, checkpoint);
  } catch (error) {
    // Of another version of training, or damaged by other hands: nothing is lost but time.
    if (!(error instanceof LabError) || (error.code !== 'damaged' && error.code !== 'conflict')) throw error;
    request.onWarning(`${titleOf(request.spec)}: training starts again, since its checkpoint ${error.message}`);
    await writer.dropCheckpoint();
    return trainOnWorker(request, writer, null);
  }
}

async function trainOnWorker(
  { lab, id, spec, encoders, pool, signal, onProgress, onCurve }: TrainingRequest,
  writer: ModelWriter,
  checkpoint: string | null,
): Promise<Trained> {
  // A checkpoint that cannot be written ends the training: hours later it would be missed.
  const unwritten = new AbortController();
  const onUpdate = (update: JobUpdate): void => {
    switch (update.kind) {
      case 'progress':
        onProgress(update.total === 0 ? 0 : update.done / update.total, update.detail);
        return;
      case 'curve':
        onCurve(id, update.curve);
        return;
      case 'checkpoint':
        writer.checkpoint(update.bytes).catch((error: unknown) => {
          unwritten.abort(error);
        });
        return;
      default:
        update satisfies never;
    }
  };
  try {
    const { trained } = await runCancellable(
      pool,
      {
        kind: 'train',
        spec,
        dataset: layout.dataset(lab, spec.dataset),
        checkpoint,
        ...(encoders === null ? {} : { encoders: layout.model(lab, encoders.id) }),
        ...pretrainedFolders(lab, spec),
      },
      { signal: AbortSignal.any([signal, unwritten.signal]), onUpdate },
    );
    return trained;
  } catch (error) {
    throw unwritten.signal.aborted ? unwritten.signal.reason : error;
  } finally {
    await writer.settled();
  }
}

/** Absent where a class is asked for. */
function targetOf({ recipe }: ModelSpec, manifest: DatasetManifest): Pick<ModelDescription, 'target'> {
  const { target } = toldApart(recipe, manifest);
  return target === undefined ? {} : { target };
}

function describe(
  { id, spec, encoders, manifest, pool, appVersion }: TrainingRequest,
  trained: Trained,
  origins: Readonly<Record<string, EncoderOrigin>>,
): ModelDescription {
  return {
    format: 'muroan.model',
    formatVersion: 1,
    id,
    title: titleOf(spec),
    spec,
    datasetHash: manifest.hash,
    modalities: { ...manifest.modalities },
    classes: [...classesOf(spec.recipe, manifest)],
    ...targetOf(spec, manifest),
    vocabulary: [...trained.vocabulary],
    parameters: trained.parameters,
    parts: trained.parts,
    weightsHash: hashOfBytes(trained.weights),
    ...(encoders === null ? {} : { encodersFrom: { model: encoders.id, weightsHash: encoders.weightsHash } }),
    ...(Object.keys(origins).length === 0 ? {} : { pretrainedFrom: { ...origins } }),
    curve: [...trained.curve],
    bestEpoch: trained.bestEpoch,
    test: trained.test,
    ...(trained.answeringSeconds === null
      ? {}
      : { answering: { seconds: trained.answeringSeconds, count: trained.test.count } }),
    ...(trained.adapters === null ? {} : { adapters: trained.adapters.facts }),
    ...(trained.alone === null ? {} : { alone: { ...trained.alone } }),
    ...(trained.integration === null ? {} : { integration: trained.integration }),
    ...(trained.pretraining === null ? {} : { pretraining: trained.pretraining }),
    device: pool.info().kind,
    seconds: trained.seconds,
    appVersion,
  };
}
