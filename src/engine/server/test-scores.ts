import type { TestScore } from '../../shared/models/model-facts';
import type { ModelDescription } from '../../shared/models/model-description';
import type { Dataset } from '../data/dataset';
import { layout } from '../lab/layout';
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
    const confusion = model.target === undefined ? model.classes.map(() => model.classes.map(() => 0)) : [];
    let loss = 0;
    for (let start = 0; start < rows.length; start += AT_ONCE) {
      const job = {
        kind: 'score',
        model: layout.model(lab, model.id),
        dataset: layout.dataset(lab, model.spec.dataset),
        rows: rows.slice(start, start + AT_ONCE),
      } as const;
      const { score } = await runCancellable(pool, job, { signal });
      loss += score.loss;
      score.confusion.forEach((answers, label) => {
        answers.forEach((count, answer) => {
          confusion[label][answer] += count;
        });
      });
    }
    const score = { confusion, crossEntropy: loss / rows.length };
    this.#known.set(model.weightsHash, score);
    return score;
  }
}
