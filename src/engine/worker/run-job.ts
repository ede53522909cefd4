import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { mapValues } from '../../shared/map-values';
import type { StoredInput } from '../../shared/samples/stored-input';
import { evaluate } from '../evaluation/evaluate';
import type { OnInput } from '../attacks/attack';
import { changeOf } from '../attacks/gradient/change';
import { pixelChangeOf } from '../evaluation/pixels/change';
import { stepsOf } from '../attacks/gradient/steps';
import { predictSamples } from '../attacks/outputs';
import { predictWithout } from '../attacks/play';
import { askStored } from '../evaluation/ask-stored';
import { checkForm } from '../evaluation/form-check';
import { checkOwnAnswers } from '../evaluation/own-answers';
import { scoreRows } from '../evaluation/score';
import { encodeValues } from '../files/stored-values';
import { trace } from '../attacks/trace';
import { exportModel } from '../export/export-model';
import { openDataset } from '../data/open';
import { FolderCache } from '../files/folder-cache';
import { inHalves, withHalvings } from '../in-halves';
import { predictedBy } from '../models/answers';
import { seenSizes } from '../models/imported/graph/seen-sizes';
import { outlineOfTfjs } from '../models/imported/tfjs/open';
import { loadModel, loadOnHost, loadPretrained, loadWeights } from '../models/load';
import type { PretrainedFiles } from '../models/pretrained-encoders';
import type { Pause } from '../pause';
import { freeingOnFailure } from '../tensors';
import { networkOutline, testOfBrought } from '../training/brought';
import { outlineOf } from '../training/outline';
import { trainByMethod } from '../training/train-by-method';
import { withinMemory } from '../training/within-memory';
import type { Job, JobResult, JobUpdate } from './job';
import { PlayedSamples } from './played-samples';
import { measureRowsAtOnce } from './rows-at-once';
import { measureSpeed } from '../backends/measure-speed';
import { onReference } from '../backends/reference';

type Prepared = (pause: Pause, onUpdate: (update: JobUpdate) => void) => Promise<JobResult>;

/** Jobs of one study go over few models, which take turns. */
const MODELS_KEPT = 4;
const MODEL_FILE = 'model.json';
const DATASETS_KEPT = 2;
/** Opening one sample is over before anybody could cancel it. */
const noPause: Pause = () => Promise.resolve();

/** Does jobs with this thread's tensor backend, keeping data sets and models for the next ones. */
export class JobRunner {
  readonly #selfTestError: number;
  readonly #played = new PlayedSamples();
  readonly #datasets = new FolderCache('manifest.json', openDataset, DATASETS_KEPT, () => undefined);
  readonly #models = new FolderCache(MODEL_FILE, loadModel, MODELS_KEPT, (model) => {
    this.#played.forget(model);
    model.dispose();
  });

  constructor(selfTestError: number) {
    this.#selfTestError = selfTestError;
  }

  /** Loads what the job needs, so that what runs afterwards can be held to leaving no tensor behind. */
  async prepare(job: Job): Promise<Prepared> {
    switch (job.kind) {
      case 'train': {
        const dataset = await this.#datasets.get(job.dataset);
        const checkpoint = job.checkpoint === null ? null : await readFile(job.checkpoint);
        const shared = job.encoders === undefined ? {} : { encoders: await loadWeights(job.encoders) };
        const files = await pretrainedFiles(job);
        return async (pause, onUpdate) => ({
          kind: 'train',
          trained: await withinMemory(() =>
            trainByMethod({ spec: job.spec, dataset, ...shared, files, checkpoint, onUpdate, pause }),
          ),
        });
      }
      case 'evaluate': {
        const { model, dataset } = await this.#subject(job);
        const { cell, rows, rowsAtOnce } = job;
        const other = job.source === undefined ? {} : { source: await this.#models.get(job.source) };
        const wanted = new Set(job.kept);
        return async (pause) => {
          const inputs = new Map<number, StoredInput>();
          const onInput: OnInput = (row, values) => {
            if (wanted.has(row)) inputs.set(row, { cell: cell.id, row, values: mapValues(values, encodeValues) });
          };
          const request = {
            cell,
            model,
            ...other,
            dataset,
            rowsAtOnce,
            pause,
            ...(wanted.size > 0 ? { onInput } : {}),
          };
          const computed = await inHalves(rows, (some) => freeingOnFailure(() => evaluate({ ...request, rows: some })));
          const kept = inputs.size === 0 ? {} : { inputs: [...inputs.values()] };
          return { kind: 'evaluate', records: computed.map(withHalvings), ...kept };
        };
      }
      case 'ask-stored': {
        const { model, dataset } = await this.#subject(job);
        return async (pause) => ({
          kind: 'ask-stored',
          answers: await askStored(model, dataset, job.inputs, pause),
        });
      }
      case 'rows-at-once': {
        const { model, dataset } = await this.#subject(job);
        const samples = job.rows.map((row) => dataset.sample(row));
        return async (pause) => ({
          kind: 'rows-at-once',
          rowsAtOnce: await measureRowsAtOnce(model, samples, pause),
        });
      }
      case 'trace': {
        const { model, dataset } = await this.#subject(job);
        const { attack, row, seed } = job;
        return async (pause) => ({
          kind: 'trace',
          trace: await trace({ attack, model, dataset, row, seed, pause }),
        });
      }
      case 'answers': {
        const { model, dataset } = await this.#subject(job);
        const samples = job.rows.map((row) => dataset.sample(row));
        return async (pause) => {
          await pause();
          const { logits } = await predictSamples(model, samples, 'logits');
          return {
            kind: 'answers',
            answers: logits.map((own, at) => predictedBy(model.target, own, samples[at])),
          };
        };
      }
      case 'form-check': {
        const dataset = await this.#datasets.get(job.dataset);
        const samples = job.rows.map((row) => dataset.sample(row));
        return async (pause) => ({
          kind: 'form-check',
          check: await checkForm(job.model, path.join(job.model, MODEL_FILE), samples, pause, onReference),
        });
      }
      case 'own-answers': {
        const { model, dataset } = await this.#subject(job);
        const samples = job.rows.map((row) => dataset.sample(row));
        return async (pause) => {
          await checkOwnAnswers(model, path.join(job.model, MODEL_FILE), samples, pause);
          return { kind: 'own-answers' };
        };
      }
      case 'score': {
        const { model, dataset } = await this.#subject(job);
        return async (pause) => ({ kind: 'score', score: await scoreRows(model, dataset, job.rows, pause) });
      }
      case 'change': {
        const { model, dataset } = await this.#subject(job);
        const { attack, budget, row, seed } = job;
        return async (pause) => ({
          kind: 'change',
          change: await (typeof model.pixels === 'number' ? pixelChangeOf : changeOf)({
            attack,
            budget,
            model,
            dataset,
            row,
            seed,
            pause,
          }),
        });
      }
      case 'steps': {
        const { model, dataset } = await this.#subject(job);
        const { attack, budget, row, seed } = job;
        return async (pause) => ({
          kind: 'steps',
          steps: await stepsOf({ attack, budget, model, dataset, row, seed, pause }),
        });
      }
      case 'play': {
        const { model, dataset } = await this.#subject(job);
        const batch = await this.#played.open(model, dataset, job.sample, noPause);
        return async (pause) => ({
          kind: 'play',
          prediction: await predictWithout({ ...batch, pause }, job.removal),
        });
      }
      case 'outline': {
        const dataset = await this.#datasets.get(job.dataset);
        const files = await pretrainedFiles(job);
        return async (pause) => ({
          kind: 'outline',
          outline: await withinMemory(() => outlineOf(job.spec, dataset, job.measure, pause, files)),
        });
      }
      case 'network': {
        const dataset = await this.#datasets.get(job.dataset);
        return () => Promise.resolve({ kind: 'network', outline: networkOutline(job.recipe, dataset, job.vocabulary) });
      }
      case 'brought': {
        const dataset = await this.#datasets.get(job.dataset);
        const onHost = await loadOnHost(job.model);
        return async (pause) => ({
          kind: 'brought',
          test: await withinMemory(() => testOfBrought(onHost, dataset, pause)),
        });
      }
      case 'export': {
        const { model, dataset } = await this.#subject(job);
        const onHost = await loadOnHost(job.model);
        const samples = job.rows.map((row) => dataset.sample(row));
        const values = mapValues(model.modalities, (_, id) => samples.map(({ inputs }) => inputs[id]));
        return async (pause) => {
          await pause();
          return { kind: 'export', exported: await exportModel(onHost, model, values, job.wish) };
        };
      }
      case 'graph-sizes':
        return () => Promise.resolve({ kind: 'graph-sizes', sizes: seenSizes(job.graph, job.signature) });
      case 'tfjs-outline':
        return async () => ({ kind: 'tfjs-outline', outline: await outlineOfTfjs(job.container, job.output) });
      case 'self-test':
        return async (pause) => ({
          kind: 'self-test',
          error: this.#selfTestError,
          speed: job.measure ? await measureSpeed(pause) : null,
        });
      default:
        return job satisfies never;
    }
  }

  async #subject({ model, dataset }: { readonly model: string; readonly dataset: string }) {
    return { model: await this.#models.get(model), dataset: await this.#datasets.get(dataset) };
  }
}

/** The weights that a specification names, each checked to be those that it means. */
async function pretrainedFiles({
  spec: { training },
  pretrained = {},
}: Pick<Extract<Job, { kind: 'train' }>, 'spec' | 'pretrained'>): Promise<PretrainedFiles> {
  const files = Object.entries(pretrained).map(
    async ([id, folder]) => [id, await loadPretrained(folder, training.pretrained[id].weights)] as const,
  );
  return new Map(await Promise.all(files));
}
