/** One micro-batch of a cell that edits words: attack, count of edits, re-evaluation, controls, records. */
import type { EditChoice } from '../../../shared/attacks/attack';
import { LabError } from '../../../shared/errors';
import type { EditedWord, EditRecord, FusionFacts } from '../../../shared/records/record';
import type { Sample } from '../../data/dataset';
import { answerOf, predictedBy } from '../../models/answers';
import { randomFrom } from '../../random';
import { dispose, tidy } from '../../tensors';
import type { AttackContext, EditClaim, Texts } from '../attack';
import { largestChange } from '../asked-again';
import { displacementOf } from '../displacement';
import { onAttacked, type MicroBatch } from '../micro-batch';
import { downloaded, embedSamples, encodeAll, predictSamples } from '../outputs';
import { editing } from '../registry';
import { fusionFacts } from '../fusion-facts';
import { keepsLabel } from './deciding';
import { openEdits, type OpenedEdits } from './problem';
import { editedWords } from './texts';

export async function recordEdits(batch: MicroBatch, choice: EditChoice): Promise<readonly EditRecord[]> {
  const results = await onAttacked(batch, (attacked) => attackAll(attacked, choice));
  return results.map((result, row): EditRecord => ({
    kind: 'edit',
    ...batch.fields(row),
    ...(result === null ? notAttacked : { attacked: true, ...result }),
  }));
}

type Attacked = Pick<EditRecord, 'claimed' | 'outcome' | 'queries' | 'controls'>;

const notAttacked = {
  attacked: false,
  claimed: false,
  outcome: null,
  queries: { forward: 0, gradient: 0 },
  controls: null,
} as const satisfies Attacked & { attacked: boolean };

async function attackAll(context: AttackContext, choice: EditChoice): Promise<readonly Attacked[]> {
  const { samples, clean, dataset } = context;
  const { target } = context.model;
  const attack = editing(choice);
  const problem = openEdits(context, choice.modalities, choice.maxEdits);
  const claims = await attack.search(problem, choice);
  const judged = await reevaluated(context, problem, claims);
  const edits = judged.words.map((words) => words.reduce((sum, { was, now }) => sum + attack.count(was, now), 0));
  const zero = await zeroBudget(context, choice);
  const random = await randomEdits(context, choice, problem, (sample) =>
    answerOf(target, judged.logits[sample], samples[sample]) === samples[sample].label
      ? choice.maxEdits
      : edits[sample],
  );
  return samples.map((sample, index) => {
    const logits = judged.logits[index];
    const z = judged.z?.[index];
    return {
      claimed: claims[index].broken,
      outcome: {
        // What exceeds its budget is no success, whatever it says.
        success: answerOf(target, logits, sample) !== sample.label && edits[index] <= choice.maxEdits,
        attacked: predictedBy(target, logits, sample),
        edits: edits[index],
        words: [...judged.words[index]],
        labelKept: keepsLabel(dataset, sample, judged.words[index]),
        displacement: clean.z === null || z === undefined ? null : displacementOf(clean.z[index], z),
        ...judged.facts[index],
      },
      queries: { forward: problem.passes.forward[index], gradient: problem.passes.gradient[index] },
      controls: { zeroBudget: zero[index], randomEdits: random.map((flips) => flips[index]) },
    };
  });
}

/** Reads the edited texts from their words, by the path that untouched samples take. */
async function reevaluated(
  { model, samples, pause }: AttackContext,
  { texts }: OpenedEdits,
  claims: readonly EditClaim[],
): Promise<{
  readonly logits: readonly Float32Array[];
  readonly z: readonly Float32Array[] | null;
  readonly facts: readonly FusionFacts[];
  readonly words: readonly (readonly EditedWord[])[];
}> {
  claims.forEach((claim, index) => {
    refuseOtherWords(samples[index], texts[index], claim.texts);
  });
  await pause();
  const changed = samples.map((sample, index) => withTexts(sample, claims[index].texts));
  const encodings = tidy(() => encodeAll(model, embedSamples(model, changed)));
  try {
    const { logits, z } = await downloaded(model, changed, () => encodings, 'z');
    const facts = await fusionFacts(model, changed, () => encodings);
    return { logits, z, facts, words: texts.map((was, index) => editedWords(was, claims[index].texts)) };
  } finally {
    dispose(encodings);
  }
}

function withTexts(sample: Sample, texts: Texts): Sample {
  return { ...sample, inputs: { ...sample.inputs, ...texts } };
}

/** @throws LabError `internal` for other texts, another number of words, or what is no word */
function refuseOtherWords({ id }: Sample, was: Texts, now: Texts): void {
  const same = Object.keys(was).every(
    (modality) =>
      Object.hasOwn(now, modality) &&
      now[modality].length === was[modality].length &&
      now[modality].every((word, at) => word === was[modality][at] || /^\S+$/u.test(word)),
  );
  if (same && Object.keys(now).length === Object.keys(was).length) return;
  throw new LabError('internal', 'The attack returned texts that differ from the sample by more than edited words.', {
    where: `sample ${id}`,
    remedy: 'Its edits cannot be counted; choose another attack.',
  });
}

/**
 * The attack's own path where it may make no edit: the words go in as they are, and nothing may change. Per sample the
 * largest change of a logit, which is a flag where it is more than rounding.
 */
async function zeroBudget(context: AttackContext, choice: EditChoice): Promise<readonly number[]> {
  const { model, samples, clean, pause } = context;
  const claims = await editing(choice).search(openEdits(context, choice.modalities, 0), choice);
  await pause();
  const changed = samples.map((sample, index) => withTexts(sample, claims[index].texts));
  const { logits } = await predictSamples(model, changed, 'logits');
  return logits.map((own, index) => largestChange(own, clean.logits[index]));
}

/** Per draw and sample: do as many random edits flip the label? */
async function randomEdits(
  { model, samples, seed, pause }: AttackContext,
  choice: EditChoice,
  problem: OpenedEdits,
  count: (sample: number) => number,
): Promise<readonly (readonly boolean[])[]> {
  const attack = editing(choice);
  const draws: (readonly boolean[])[] = [];
  for (let draw = 0; draw < choice.randomEdits; draw += 1) {
    await pause();
    const changed = samples.map((sample, index) => {
      const random = randomFrom(seed, sample.id, 'random edits', draw);
      return withTexts(sample, attack.atRandom(problem, choice, index, count(index), random));
    });
    const { logits } = await predictSamples(model, changed, 'logits');
    draws.push(samples.map((sample, index) => answerOf(model.target, logits[index], sample) !== sample.label));
  }
  return draws;
}
