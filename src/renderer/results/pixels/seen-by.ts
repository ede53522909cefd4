import type { AnalysisInput } from '../../../analysis/input';
import type { SampleView } from '../../../shared/samples/sample-view';

/** A sample with the inputs alone that a model reads; with all where that is not known. */
export function seenBy(model: string, sample: SampleView, { run }: Pick<AnalysisInput, 'run'>): SampleView {
  const found = run.expansion.cells.find((cell) => cell.kind === 'model' && cell.model === model);
  if (found?.kind !== 'model') return sample;
  const { encoders } = found.spec.recipe;
  const read = Object.entries(sample.values).filter(([id]) => Object.hasOwn(encoders, id));
  return { ...sample, values: Object.fromEntries(read) };
}
