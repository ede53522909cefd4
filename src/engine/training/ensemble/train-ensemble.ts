import { modalityIds } from '../../../shared/recipe/recipe';
import { aloneOf } from '../../../shared/training/training-method';
import type { CurvePoint } from '../../../shared/training/training-progress';
import { partSizes } from '../../models/part-sizes';
import { countOf, type HostParameters } from '../../models/parameters';
import { readSafetensors } from '../../models/safetensors';
import { weightsFile } from '../../models/weights';
import { modelId } from '../identity';
import { materialOf } from '../material';
import { trainPretrained } from '../pretraining/train-pretrained';
import { testOf } from '../test-accuracy';
import type { TrainRequest } from '../train';
import type { Trained, TrainingUpdate } from '../trained';
import {
  ensembleCheckpoint,
  readEnsembleCheckpoint,
  startOfEnsemble,
  type DoneInput,
  type EnsembleStanding,
} from './checkpoint';

/**
 * The Uni-Modal Ensemble: the encoder and the head of each input are trained by themselves, the best weights of each on the
 * validation split are kept, and their logits are put together, which nothing is trained for. As the first stage of what
 * goes on from it, it is what MMLoRA (Du et al., arXiv 2310.05193) is said to be compared with.
 *
 * @throws as `train`
 */
export async function trainEnsemble(request: TrainRequest): Promise<Trained> {
  const { spec, dataset } = request;
  const identity = modelId(spec, dataset.manifest.hash);
  const ids = modalityIds(spec.recipe);
  let standing = request.checkpoint === null ? startOfEnsemble : readEnsembleCheckpoint(request.checkpoint, identity);
  for (const id of ids.slice(standing.done.length)) {
    standing = await withNext(request, standing, id, ids.length, identity);
    request.onUpdate({ kind: 'checkpoint', bytes: ensembleCheckpoint(standing, identity) });
  }
  const { done, weights } = standing;
  const { vocabulary, network } = materialOf(spec, dataset);
  const last = done[done.length - 1];
  return {
    weights: weightsFile(weights),
    adapters: null,
    alone: Object.fromEntries(done.map(({ modality, facts }) => [modality, facts])),
    vocabulary,
    parameters: countOf(network.parameters),
    parts: partSizes(network),
    curve: curveOf(done),
    // Of the last input: `alone` says which of each.
    bestEpoch: curveOf(done).length - last.curve.length + last.facts.bestEpoch,
    test: await testOf(network, weights, dataset, request.pause),
    answeringSeconds: null,
    integration: null,
    pretraining: done.find(({ pretraining }) => pretraining !== null)?.pretraining ?? null,
    seconds: done.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** Trains one more input. @param count of all inputs */
async function withNext(
  request: TrainRequest,
  standing: EnsembleStanding,
  id: string,
  count: number,
  identity: string,
): Promise<EnsembleStanding> {
  const { done, weights, checkpoint } = standing;
  const trained = await trainPretrained({
    ...request,
    spec: aloneOf(request.spec, id),
    words: request.spec.recipe,
    checkpoint,
    onUpdate: (update) => {
      request.onUpdate(inWhole(update, standing, id, count, identity));
    },
  });
  const { curve, bestEpoch, test, pretraining, seconds } = trained;
  const facts = { epochs: curve.length, bestEpoch, test };
  return {
    done: [...done, { modality: id, facts, curve: [...curve], pretraining, seconds }],
    weights: new Map([...weights, ...tensorsIn(trained)]),
    checkpoint: null,
  };
}

function tensorsIn({ weights }: Trained): HostParameters {
  return readSafetensors(weights, 'weights.safetensors').tensors;
}

/** What the training of one input says, as part of the whole. */
function inWhole(
  update: TrainingUpdate,
  standing: EnsembleStanding,
  id: string,
  count: number,
  identity: string,
): TrainingUpdate {
  switch (update.kind) {
    case 'progress': {
      const before = standing.done.length * update.total;
      const detail = [`${id} by itself`, ...(update.detail === null ? [] : [update.detail])].join(' · ');
      return { ...update, done: before + update.done, total: count * update.total, detail };
    }
    case 'curve':
      return { kind: 'curve', curve: behind(curveOf(standing.done), update.curve) };
    case 'checkpoint':
      return { kind: 'checkpoint', bytes: ensembleCheckpoint({ ...standing, checkpoint: update.bytes }, identity) };
    default:
      return update satisfies never;
  }
}

/** Epochs of one input after those of another. */
function curveOf(done: readonly DoneInput[]): readonly CurvePoint[] {
  return done.reduce<readonly CurvePoint[]>((curve, own) => behind(curve, own.curve), []);
}

function behind(curve: readonly CurvePoint[], next: readonly CurvePoint[]): readonly CurvePoint[] {
  const step = curve.at(-1)?.step ?? 0;
  return [...curve, ...next.map((point) => ({ ...point, epoch: curve.length + point.epoch, step: step + point.step }))];
}
