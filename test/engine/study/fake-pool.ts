import { setTimeout as wait } from 'node:timers/promises';
import { cancelled } from '../../../src/shared/errors';
import type { SampleRecord } from '../../../src/shared/records/record';
import type { DeviceKind } from '../../../src/shared/device';
import type { Job, JobResult, JobUpdate } from '../../../src/engine/worker/job';
import { openDataset } from '../../../src/engine/data/open';
import { randomFrom } from '../../../src/engine/random';
import type { JobPool } from '../../../src/engine/study/job-pool';

export interface FakePoolOptions {
  readonly size?: number;
  /** Milliseconds that an evaluation takes, and each of the four steps of a training. */
  readonly pace?: number;
  /** Called before every job; may throw. */
  readonly onJob?: (job: Job, index: number) => void;
  /** Called after every checkpoint of a training, with the step it is of. */
  readonly onCheckpoint?: (step: number) => void;
  readonly device?: DeviceKind;
  readonly hardware?: string;
  /** Spoils the records of an evaluation. */
  readonly spoil?: (records: readonly SampleRecord[]) => readonly SampleRecord[];
}

/** Answers jobs with made-up numbers that depend on nothing but the job, as real workers' do. */
export class FakePool implements JobPool {
  readonly size: number;
  readonly jobs: Job[] = [];
  readonly #options: FakePoolOptions;

  constructor(options: FakePoolOptions = {}) {
    this.size = options.size ?? 2;
    this.#options = options;
  }

  info(): { readonly kind: DeviceKind; readonly hardware: string } {
    return { kind: this.#options.device ?? 'wasm', hardware: this.#options.hardware ?? 'a processor' };
  }

  async run<Some extends Job>(
    job: Some,
    { signal, onUpdate }: { readonly signal: AbortSignal; readonly onUpdate?: (update: JobUpdate) => void },
  ): Promise<Extract<JobResult, { kind: Some['kind'] }>> {
    this.jobs.push(job);
    this.#options.onJob?.(job, this.jobs.length - 1);
    const result = await this.#answer(job, signal, onUpdate ?? (() => undefined));
    return result as Extract<JobResult, { kind: Some['kind'] }>;
  }

  async #pause(signal: AbortSignal): Promise<void> {
    await wait(this.#options.pace ?? 0, undefined, { signal }).catch(() => {
      throw cancelled();
    });
  }

  async #answer(job: Job, signal: AbortSignal, onUpdate: (update: JobUpdate) => void): Promise<JobResult> {
    switch (job.kind) {
      case 'train': {
        for (let step = 1; step <= 4; step += 1) {
          await this.#pause(signal);
          onUpdate({ kind: 'progress', done: step, total: 4, detail: `epoch ${step}/4` });
          onUpdate({ kind: 'curve', curve: [] });
          onUpdate({ kind: 'checkpoint', bytes: Buffer.from(`step ${step}`) });
          this.#options.onCheckpoint?.(step);
        }
        return {
          kind: 'train',
          trained: {
            weights: Buffer.from(`weights of ${JSON.stringify(job.spec)}`),
            vocabulary: ['left', 'right'],
            parameters: 10,
            parts: { encoders: { image: 4, text: 3 }, fusion: 1, head: 2 },
            curve: [],
            bestEpoch: 1,
            test: { correct: 1, count: 2 },
            answeringSeconds: 1,
            adapters: null,
            alone: null,
            integration: null,
            pretraining: null,
            seconds: 1,
          },
        };
      }
      case 'rows-at-once':
        return { kind: 'rows-at-once', rowsAtOnce: 64 };
      case 'evaluate': {
        await this.#pause(signal);
        const dataset = await openDataset(job.dataset);
        const records = job.rows.map((row): SampleRecord => {
          const { id, group, label } = dataset.sample(row);
          // The first row is part of the key: records depend on their micro-batch, as rounding does on real devices.
          const random = randomFrom('fake', job.cell.id, row, job.rows[0]);
          const clean = { logits: [random.normal(), random.normal()], predicted: random.below(2) };
          const fields = { cell: job.cell.id, sample: id, row, group, label, clean };
          if (job.cell.kind === 'clean') return { kind: 'clean', ...fields };
          const queries = { forward: 1, gradient: 1, encoded: {} };
          return {
            kind: 'perturbation',
            ...fields,
            attacked: false,
            claimed: false,
            outcome: null,
            queries,
            controls: null,
          };
        });
        return { kind: 'evaluate', records: this.#options.spoil?.(records) ?? records };
      }
      default:
        throw new Error(`The fake pool does not know ${job.kind}.`);
    }
  }
}
