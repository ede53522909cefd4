/** One thread of the lab's side: its share of the samples, on the device it was given. */
import type { FgsmChoice, GradientChoice } from '../../../src/shared/attacks/attack';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { chunks } from '../../../src/engine/training/batches';
import { openModel, type ModelPlace } from '../crew/open-model';
import { serveTasks, shareOf } from '../crew/serve-tasks';
import { sampleReader } from '../two-views/samples';
import { askNoises, attackSamples, type Judged, type Stopping } from './own-attacks';

interface Rows {
  /** Of all threads together. */
  readonly rows: readonly number[];
  readonly batch: number;
}

export type OwnTask = Rows &
  (
    | { readonly kind: 'predict' }
    | {
        readonly kind: 'attack';
        readonly choice: GradientChoice;
        readonly stopping: Stopping;
        readonly seed: number;
      }
    | { readonly kind: 'noise'; readonly choice: FgsmChoice; readonly draws: number; readonly seed: number }
  );

/** Of a thread's share, in its order. */
export interface OwnAnswer extends Judged {
  readonly rows: readonly number[];
  /** Of `predict` only. */
  readonly logits: readonly Float32Array[];
}

export interface OwnWork {
  readonly data: ModelPlace;
  readonly task: OwnTask;
  readonly answer: OwnAnswer;
}

serveTasks<OwnWork>(async (data, place) => {
  const { model, dataset } = await openModel(data);
  const read = sampleReader(dataset);
  const one = async (task: OwnTask, rows: readonly number[]): Promise<OwnAnswer> => {
    const samples = read(rows);
    switch (task.kind) {
      case 'predict': {
        const { logits } = await predictSamples(model, samples, 'logits');
        return { rows, logits, held: [], largest: 0, gradients: 0 };
      }
      case 'attack':
        return { rows, logits: [], ...(await attackSamples(model, samples, task.choice, task.stopping, task.seed)) };
      case 'noise':
        return { rows, logits: [], ...(await askNoises(model, samples, task.choice, task.draws, task.seed)) };
      default:
        return task satisfies never;
    }
  };
  return async (task) => {
    const answers: OwnAnswer[] = [];
    for (const rows of chunks(shareOf(task.rows, place), task.batch)) answers.push(await one(task, rows));
    return {
      rows: answers.flatMap(({ rows }) => rows),
      logits: answers.flatMap(({ logits }) => logits),
      held: answers.flatMap(({ held }) => held),
      largest: Math.max(0, ...answers.map(({ largest }) => largest)),
      gradients: answers.reduce((sum, { gradients }) => sum + gradients, 0),
    };
  };
});
