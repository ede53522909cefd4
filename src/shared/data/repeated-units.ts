import type { DatasetManifest } from './dataset';

/**
 * What figures on a test split cannot say whose units (recordings, say) a model was trained on too; null where it has its own.
 */
export function repeatedUnitsText({
  unit,
  repeatedUnits,
}: Pick<DatasetManifest, 'unit' | 'repeatedUnits'>): string | null {
  if (repeatedUnits === undefined) return null;
  const { test, trained } = repeatedUnits;
  const which =
    trained === test
      ? `all ${String(test)} that the test split has`
      : `${String(trained)} of the ${String(test)} that the test split has`;
  return `Shared by the splits (${unit}): ${which} are in the training split too, each varied anew. Figures say nothing of others.`;
}
