/** The thread of the benchmark of large images: trains a model briefly, then runs either search. */
import { parentPort, workerData } from 'node:worker_threads';
import { AttackChoice, type DecouplingChoice } from '../../src/shared/attacks/attack';
import { ModelSpec } from '../../src/shared/models/model-spec';
import { closeMicroBatch, openMicroBatch } from '../../src/engine/attacks/micro-batch';
import { decoupling } from '../../src/engine/attacks/removal/decoupling';
import { initBackend } from '../../src/engine/backends/registry';
import type { Dataset } from '../../src/engine/data/dataset';
import { openDataset } from '../../src/engine/data/open';
import { buildModel } from '../../src/engine/models/build';
import type { FusedModel } from '../../src/engine/models/fused-model';
import { networkOf } from '../../src/engine/models/network';
import { readWeights } from '../../src/engine/models/weights';
import { train } from '../../src/engine/training/train';
import { sequentialDecoupling } from '../engine/attacks/sequential-decoupling';
import { enlarged } from './enlarged';

export interface LargeBench {
  readonly dataset: string;
  readonly side: number;
  /** Filters of the image encoder's stages. */
  readonly channels: readonly number[];
  readonly samples: number;
}

/** `batched`: many queries at once, each encoded whole. */
export type LargeSearch = 'incremental' | 'batched' | 'sequential';

export interface LargeAnswer {
  readonly milliseconds: number;
  /** Per sample: queries asked and the winning removal, which all searches must agree on. */
  readonly found: readonly { readonly search: number; readonly combination: number; readonly regions: unknown }[];
  /** Rows really computed; the sequential search computes what it asks. */
  readonly evaluated: number;
  /** Whole pictures whose encoding takes as many multiply-adds as all that was encoded. */
  readonly wholeRows: number;
}

/** Enough to leave chance behind: what is searched shall be a model that looks at parts of the picture. */
const ROWS_PER_SPLIT = 240;
const pause = (): Promise<void> => Promise.resolve();

async function start(port: NonNullable<typeof parentPort>, own: LargeBench): Promise<void> {
  await initBackend('wasm');
  const dataset = enlarged(await openDataset(own.dataset), own.side, ROWS_PER_SPLIT);
  const { model, accuracy } = await trained(dataset, own.channels);
  const open = (opened: FusedModel, rows: readonly number[]) =>
    openMicroBatch({ cell: 'bench', model: opened, dataset, rows, seed: 0, pause });
  const all = await open(model, dataset.rowsOf('test').slice(0, 4 * own.samples));
  const samples = all.attacked.slice(0, own.samples).map((index) => all.samples[index]);
  closeMicroBatch(all);
  const wholeOnly: FusedModel = { ...model, openEncoder: () => null };
  const choice = AttackChoice.parse({ name: 'decoupling', modalities: ['image'] }) as DecouplingChoice;

  async function searched(search: LargeSearch): Promise<Omit<LargeAnswer, 'milliseconds'>> {
    switch (search) {
      case 'incremental':
      case 'batched': {
        // Encoding the untouched samples, and what is kept of them, is part of the work.
        const batch = await open(
          search === 'batched' ? wholeOnly : model,
          samples.map(({ row }) => row),
        );
        const { claims, evaluated, encoded } = await decoupling(batch, choice);
        closeMicroBatch(batch);
        return {
          found: claims.map(({ queries, regions }) => ({ ...queries, regions })),
          evaluated: evaluated.reduce((sum, count) => sum + count, 0),
          wholeRows: encoded.reduce((sum, { image }) => sum + image.wholeRows, 0),
        };
      }
      case 'sequential': {
        const found = [];
        for (const sample of samples) {
          const { search: asked, combination, regions } = await sequentialDecoupling(model, sample, choice, 0);
          found.push({ search: asked, combination, regions });
        }
        const evaluated = found.reduce((sum, one) => sum + one.search + one.combination, 0);
        return { found, evaluated, wholeRows: evaluated };
      }
      default:
        return search satisfies never;
    }
  }
  port.on('message', (search: LargeSearch) => {
    const started = performance.now();
    void searched(search).then((result) => {
      const answer: LargeAnswer = { ...result, milliseconds: performance.now() - started };
      port.postMessage(answer);
    });
  });
  port.postMessage({ accuracy, samples: samples.length });
}

async function trained(
  dataset: Dataset,
  channels: readonly number[],
): Promise<{ readonly model: FusedModel; readonly accuracy: number }> {
  const { manifest } = dataset;
  const spec = ModelSpec.parse({
    dataset: manifest.name,
    recipe: {
      encoders: { image: { name: 'cnn', channels }, text: { name: 'mean-words' } },
      fusion: { name: 'concat' },
    },
    training: { epochs: 3, batchSize: 16 },
  });
  const { weights, vocabulary, test } = await train({
    spec,
    dataset,
    checkpoint: null,
    onUpdate: () => undefined,
    pause,
  });
  const { recipe } = spec;
  const { modalities, classes } = manifest;
  const specs = networkOf(recipe, modalities, classes.length, vocabulary).parameters;
  const parameters = readWeights(weights, specs, 'bench');
  const model = buildModel({ id: 'bench', recipe, modalities, classes, vocabulary, parameters });
  return { model, accuracy: test.correct / test.count };
}

if (parentPort !== null) void start(parentPort, workerData as LargeBench);
