import { LabError } from '../../shared/errors';
import type { ImportedModel, Verified } from '../../shared/imported/imported-model';
import type { ModelMap } from '../../shared/imported/model-map';
import { isKept, sourceFactsOf } from '../../shared/imported/source-facts';
import type { ModelDescription } from '../../shared/models/model-description';
import { predictSamples } from '../attacks/outputs';
import type { Sample } from '../data/dataset';
import { readModelDescription } from '../files/model-description';
import type { FusedModel } from '../models/fused-model';
import { openAsked, openForm } from '../models/imported/open';
import type { Pause } from '../pause';
import { differenceOf, shareOf } from './answer-difference';
import { refuseUnsteady } from './own-answers';

/** Does work on the reference backend; null where that is the device anyway. */
export type OnReference = <Result>(work: () => Promise<Result>) => Promise<Result | null>;

/** How a graph computed here answers beside the runtime that its file was made for. */
export interface FormCheck extends Pick<ImportedModel, 'verified'> {
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
 * Both forms of an imported model on the same samples. A model of TensorFlow.js has one form; what this device makes of it is
 * held against the reference backend. Whether it answers each sample by itself is seen here: the runtime may never be asked for
 * more than one.
 *
 * @param file its description
 * @throws LabError `unsupported` for a graph that cannot be computed here; `invalid` for one whose answers depend on other samples
 *   or on chance; whatever keeps the runtime from answering
 */
export async function checkForm(
  folder: string,
  file: string,
  samples: readonly Sample[],
  pause: Pause,
  onReference: OnReference,
): Promise<FormCheck> {
  const description = await readModelDescription(file);
  const imported = description?.imported;
  if (description === null || imported === undefined) {
    throw new LabError('not-found', 'is no imported model.', { where: file });
  }
  refuseWhole(imported.map);
  if (!sourceFactsOf(imported.source).hasRuntime) {
    return besideReference({ folder, description, imported }, samples, pause, onReference);
  }
  const asked = await openAsked(folder, description, imported);
  try {
    await pause();
    const expected = (await predictSamples(asked, samples, 'logits')).logits;
    const own = await openForm(folder, description, imported);
    try {
      await pause();
      const found = (await predictSamples(own, samples, 'logits')).logits;
      await refuseUnsteady(own, samples, found, description, TOLERANCE, pause);
      return { ...compared(expected, found, description), embedded: own.embedded, worded: own.worded };
    } finally {
      own.dispose();
    }
  } finally {
    asked.dispose();
  }
}

/** What an attack moves by a little would be rounded away. */
function refuseWhole({ inputs }: ModelMap): void {
  const whole = Object.entries(inputs).find(([, input]) => input.kind === 'numbers' && !input.type.startsWith('float'));
  if (whole === undefined) return;
  throw new LabError('unsupported', `The graph reads "${whole[0]}" as whole numbers, which have no gradients.`, {
    where: `map.inputs.${whole[0]}.type`,
    remedy: 'Export the model with float32 inputs, or give "never" for "gradients".',
  });
}

/** Samples that the reference backend answers too, which is slow, and milliseconds that it may go on for. */
const ON_REFERENCE = 5;
const LONGEST_MS = 20_000;
/** Of a model that it would take minutes for. */
const MOST_BYTES = 64 << 20;

interface Kept {
  readonly folder: string;
  readonly description: ModelDescription;
  readonly imported: ImportedModel;
}

async function besideReference(
  { folder, description, imported }: Kept,
  samples: readonly Sample[],
  pause: Pause,
  onReference: OnReference,
): Promise<FormCheck> {
  const count = Math.min(ON_REFERENCE, samples.length);
  const few = Array.from({ length: count }, (_, at) => samples[Math.floor((at * samples.length) / count)]);
  const own = await openForm(folder, description, imported);
  try {
    await pause();
    const { logits: found } = await predictSamples(own, few, 'logits');
    await refuseUnsteady(own, few, found, description, TOLERANCE, pause);
    const { embedded, worded } = own;
    const isLarge = isKept(imported.source) && imported.source.bytes > MOST_BYTES;
    const expected = isLarge
      ? null
      : await onReference(async () => answersOf(await openForm(folder, description, imported), few, pause));
    if (expected === null) return { verified: null, allowed: 0, embedded, worded };
    return { ...compared(expected, found, description), embedded, worded };
  } finally {
    own.dispose();
  }
}

/** One by one, as long as there is time. Disposes of the model. */
async function answersOf(
  model: FusedModel,
  samples: readonly Sample[],
  pause: Pause,
): Promise<readonly Float32Array[]> {
  const started = performance.now();
  const answers: Float32Array[] = [];
  try {
    for (const sample of samples) {
      if (performance.now() - started > LONGEST_MS) break;
      await pause();
      answers.push(...(await predictSamples(model, [sample], 'logits')).logits);
    }
    return answers;
  } finally {
    model.dispose();
  }
}

/** @param expected of the first samples at least */
function compared(
  expected: readonly Float32Array[],
  found: readonly Float32Array[],
  { target, imported }: Pick<ModelDescription, 'target' | 'imported'>,
): Pick<FormCheck, 'allowed'> & { readonly verified: Verified } {
  // Of a label that is all but sure, float32 holds few digits of what is left to 1, and its log odds differ by that alone.
  const isShare = target?.kind === 'labels' && imported?.map.output.gives === 'probabilities';
  const { range, ...verified } = differenceOf(expected, found, isShare ? shareOf : (logit) => logit);
  return { verified, allowed: TOLERANCE * range };
}
