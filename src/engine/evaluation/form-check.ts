import { LabError } from '../../shared/errors';
import type { Verified } from '../../shared/imported/imported-model';
import { predictSamples } from '../attacks/outputs';
import type { Sample } from '../data/dataset';
import { readModelDescription } from '../files/model-description';
import { openAsked, openForm } from '../models/imported/open';
import type { Pause } from '../pause';

/** How a graph computed here answers beside the runtime that its file was made for. */
export interface FormCheck {
  readonly verified: Verified;
  /** What the largest difference may be. */
  readonly allowed: number;
  /** Texts that gradients reach, and those whose words are tokens of the model. */
  readonly embedded: readonly string[];
  readonly worded: readonly string[];
}

/**
 * Of the range of logits. Sums of some thousand float32 numbers in another order differ by some 1e-6 of it; what does another
 * thing than the operator says differs by its size.
 */
const TOLERANCE = 1e-4;

/**
 * Both forms of an imported model on the same samples.
 *
 * @param file its description
 * @throws LabError `unsupported` for a graph that cannot be computed here; whatever keeps the runtime from answering
 */
export async function checkForm(
  folder: string,
  file: string,
  samples: readonly Sample[],
  pause: Pause,
): Promise<FormCheck> {
  const description = await readModelDescription(file);
  const imported = description?.imported;
  if (description === null || imported === undefined) {
    throw new LabError('not-found', 'is no imported model.', { where: file });
  }
  const asked = await openAsked(folder, description, imported);
  try {
    await pause();
    const expected = (await predictSamples(asked, samples, 'logits')).logits;
    const own = await openForm(folder, description, imported);
    try {
      await pause();
      const found = (await predictSamples(own, samples, 'logits')).logits;
      const differences = expected.flatMap((row, at) =>
        Array.from(row, (value, place) => Math.abs(value - found[at][place])),
      );
      const all = expected.flatMap((row) => Array.from(row));
      const range = Math.max(...all) - Math.min(...all);
      return {
        verified: { samples: samples.length, largest: Math.max(...differences) },
        // Of answers that are all alike: of their size.
        allowed: TOLERANCE * Math.max(range, ...all.map(Math.abs)),
        embedded: own.embedded,
        worded: own.worded,
      };
    } finally {
      own.dispose();
    }
  } finally {
    asked.dispose();
  }
}
