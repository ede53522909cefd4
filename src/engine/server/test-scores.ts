import type { TestScore } from '../../shared/model-facts';
import type { ModelDescription } from '../../shared/recipe';
import type { SampleRecord } from '../../shared/record';
import type { Dataset } from '../data/dataset';
import { layout } from '../lab/layout';
import { crossEntropy } from '../models/logits';
import { runCancellable } from '../study/cancellable-job';
import type { JobPool } from '../study/job-pool';

/** Samples of one job: few enough that a playground on the same worker hardly waits. */
const AT_ONCE = 50;

/** Scores of models on their test splits, kept by their weights: those never change. */
export class TestScores {
  readonly #known = new Map<string, TestScore>();

  /** @throws LabError `cancelled`; what loading or running the model fails with */
  async of(
    model: ModelDescription,
    dataset: Dataset,
    { lab, pool, signal }: { readonly lab: string; readonly pool: JobPool; readonly signal: AbortSignal },
  ): Promise<TestScore> {
    const known = this.#known.get(model.weightsHash);
    if (known !== undefined) return known;
    const rows = dataset.rowsOf('test');
    const records: SampleRecord[] = [];
    for (let start = 0; start < rows.length; start += AT_ONCE) {
      const job = {
        kind: 'evaluate',
        cell: { kind: 'clean', id: 'score', model: model.id },
        model: layout.model(lab, model.id),
        dataset: layout.dataset(lab, model.spec.dataset),
        rows: rows.slice(start, start + AT_ONCE),
        rowsAtOnce: null,
      } as const;
      records.push(...(await runCancellable(pool, job, { signal })).records);
    }
    const score = scored(records, model.classes.length);
    this.#known.set(model.weightsHash, score);
    return score;
  }
}

function scored(records: readonly SampleRecord[], classes: number): TestScore {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  let sum = 0;
  for (const { label, clean } of records) {
    confusion[label][clean.predicted] += 1;
    sum += crossEntropy(Float32Array.from(clean.logits), label);
  }
  return { confusion, crossEntropy: sum / records.length };
}
