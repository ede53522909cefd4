import { isShipped, type DatasetManifest } from './dataset';

/**
 * What figures on a test split cannot say whose units (recordings, say) a model was trained on too; null where it has its own.
 */
export function repeatedUnitsText({
  name,
  unit,
  repeatedUnits,
}: Pick<DatasetManifest, 'name' | 'unit' | 'repeatedUnits'>): string | null {
  if (repeatedUnits === undefined) return null;
  const { test, trained } = repeatedUnits;
  const which =
    trained === test
      ? `all ${String(test)} that the test split has`
      : `${String(trained)} of the ${String(test)} that the test split has`;
  // What the lab makes of a recording it varies by itself; of imported data that is not known.
  const varied = isShipped(name) ? ', each varied anew' : '';
  return `Shared by the splits (${unit}): ${which} are in the training split too${varied}. Figures say nothing of others.`;
}
