import { labBaselines, type LabBaseline } from '../../analysis/lab-baselines';
import { entropyOf, informationFrom, type Information } from '../../analysis/measures/information';
import type { TestScore } from '../../shared/models/model-facts';
import type { ModelDescription } from '../../shared/models/model-description';
import { isImported, modalityIds } from '../../shared/recipe/recipe';
import { labelsPixels } from '../../shared/recipe/recipe-task';

/** A fused model of the lab, and the baselines that its modalities are told apart by. */
export interface Fused {
  readonly model: ModelDescription;
  readonly baselines: readonly LabBaseline[];
  /** Is every baseline trained? */
  readonly complete: boolean;
}

/**
 * Models of the lab that fuse modalities of a data set, as it is now, and answer for samples (pixels of one scene are no
 * independent samples): those with all their baselines first, of equals the most accurate. Models that were made elsewhere
 * have no parts, so that none stands beside them as their baseline.
 */
export function fusedModels(models: readonly ModelDescription[], datasetHash: string): readonly Fused[] {
  const accuracy = ({ model: { test } }: Fused): number => test.correct / test.count;
  return models
    .filter(
      ({ datasetHash: own, spec: { recipe } }) =>
        own === datasetHash && !isImported(recipe) && modalityIds(recipe).length > 1 && !labelsPixels(recipe),
    )
    .map((model) => {
      const baselines = labBaselines(model, models);
      return { model, baselines, complete: baselines.length > 0 && baselines.every(hasModel) };
    })
    .sort((a, b) => Number(b.complete) - Number(a.complete) || accuracy(b) - accuracy(a));
}

function hasModel({ model }: LabBaseline): boolean {
  return model !== null;
}

/**
 * What two modalities say of the label, through models that answered the whole test split.
 *
 * @returns null where the fused model says nothing of the label
 */
export function informationOfScores(fused: TestScore, alone: Readonly<Record<string, TestScore>>): Information | null {
  const bits = ({ crossEntropy }: TestScore): number => crossEntropy / Math.LN2;
  const counts = fused.confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  return informationFrom({
    label: entropyOf(counts),
    fused: bits(fused),
    alone: Object.fromEntries(Object.entries(alone).map(([id, score]) => [id, bits(score)])),
  });
}
