import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../../shared/errors';
import { hashOfBytes, shortId } from '../../shared/identity';
import type { Agreement, ExportedFiles, ModelForm } from '../../shared/models/model-export';
import type { ModelDescription } from '../../shared/models/model-description';
import { isImported } from '../../shared/recipe/recipe';
import { unlessAborted } from '../../shared/unless-aborted';
import { agreementOf } from '../export/agreement';
import { weightsWithTold } from '../export/weights-file';
import { layout, modelFiles } from '../lab/layout';
import { showModel, weightsOf } from '../lab/models';
import { openOnnx } from '../predictors/onnx/client';
import { onnxMetadata } from '../formats/onnx/write';
import { runCancellable } from '../study/cancellable-job';
import type { JobResult } from '../worker/job';
import type { EngineContext, RequestContext } from './context';
import type { Departures, LeavingFile } from './departures';
import { modelOnItsData } from './model-on-its-data';
import { spread } from './spread';

/** Samples of the test split that an exported graph is asked about before anybody gets it. */
const ASKED = 32;

type Exported = Extract<JobResult, { kind: 'export' }>['exported'];

/**
 * A trained model as files for other programs. A graph is asked about samples of the test split by the program that it is for, and
 * does not leave the lab where its answers differ from the model's own.
 *
 * @param given id of the model, or the start of one
 * @param stem beginning of names of files
 * @throws LabError `invalid` for a model that was made elsewhere; `unsupported` for one that no graph stands for; `internal` for
 * answers that differ
 */
export async function exportModel(
  { model: given, form, stem }: { readonly model: string; readonly form: ModelForm; readonly stem: string },
  engine: EngineContext,
  request: RequestContext,
): Promise<ExportedFiles> {
  refuseImported(await showModel(engine.lab.folder, given));
  if (form === 'safetensors') {
    const model = await showModel(engine.lab.folder, given);
    const file = { name: `${stem}.safetensors`, bytes: await wholeWeights(engine.lab.folder, model) };
    return waiting(engine, model, [file], { verified: null, steps: null, withoutMap: null });
  }
  const model = await modelOnItsData(engine, given);
  const { exported, verified } = await graphOf(model, { form, stem }, engine, request);
  const { steps, withoutMap } = exported;
  const [file, ...beside] = exported.files;
  const told = form === 'onnx' ? onnxMetadata({ verified: JSON.stringify(verified) }) : new Uint8Array();
  const whole = { name: file.name, bytes: Buffer.concat([file.bytes, told]) };
  return waiting(engine, model, [whole, ...beside], { verified, steps, withoutMap });
}

function refuseImported({ id, spec }: ModelDescription): void {
  if (!isImported(spec.recipe)) return;
  throw new LabError('invalid', 'was made elsewhere: its files are those that it came from.', {
    where: `model ${shortId(id)}`,
    remedy: 'Name a model that this lab trained.',
  });
}

async function graphOf(
  { id, spec }: ModelDescription,
  { form, stem }: { readonly form: Exclude<ModelForm, 'safetensors'>; readonly stem: string },
  { lab, datasets, devices, departures, appVersion }: EngineContext,
  { signal, onWarning }: RequestContext,
): Promise<{ readonly exported: Exported; readonly verified: Agreement }> {
  const dataset = await datasets.open(lab.folder, spec.dataset);
  const pool = await unlessAborted(devices.interactive(onWarning), signal);
  const job = {
    kind: 'export',
    model: layout.model(lab.folder, id),
    dataset: layout.dataset(lab.folder, spec.dataset),
    rows: spread(dataset.rowsOf('test'), ASKED),
    wish: { form, stem, producer: { name: 'MUROAN Lab', version: appVersion } },
  } as const;
  const { exported } = await runCancellable(pool, job, { signal });
  return { exported, verified: exported.verified ?? (await askedByOnnx(exported, departures, signal)) };
}

/** @throws LabError `internal` for answers that differ; `unsupported` where ONNX Runtime is not there, or does not run the graph */
async function askedByOnnx(
  { files, asked, logits }: Exported,
  departures: Departures,
  signal: AbortSignal,
): Promise<Agreement> {
  const [{ bytes }] = files;
  const folder = await departures.folder();
  try {
    const file = path.join(folder, 'model.onnx');
    await writeFile(file, bytes);
    const predictor = await unlessAborted(openOnnx({ kind: 'onnx', file, sha256: hashOfBytes(bytes) }), signal);
    try {
      const answer = await unlessAborted(predictor.ask(asked, ['logits']), signal);
      return agreementOf(Array.from(answer.logits.data, Number), logits, 'ONNX Runtime');
    } finally {
      predictor.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws as `weightsOf` */
async function wholeWeights(lab: string, model: ModelDescription): Promise<Uint8Array> {
  const where = modelFiles.weights(layout.model(lab, model.id));
  return weightsWithTold(await weightsOf(lab, model), where, model);
}

async function waiting(
  { departures }: EngineContext,
  { id, title }: ModelDescription,
  files: readonly LeavingFile[],
  found: Pick<ExportedFiles, 'verified' | 'steps' | 'withoutMap'>,
): Promise<ExportedFiles> {
  return { ...(await departures.keep(files)), model: id, title, ...found };
}
