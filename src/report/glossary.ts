import { attackTerms } from './attack-terms';
import { editTerms } from './edit-terms';
import type { GlossaryEntry } from './document';

/** Terms of the report and the window, with their good direction and what to beware of. */
export const glossary = {
  accuracy: {
    term: 'Clean accuracy',
    meaning: 'Share of samples answered correctly without an attack.',
    direction: 'higher is better',
    beware: 'It says nothing about attacks, and a model can be accurate while using one input only.',
  },
  chance: {
    term: 'Chance, majority class',
    meaning:
      'What is right by always giving the commonest class of the study’s samples. Where a value is asked for: the mean error of always answering their median, which no other constant answer is below.',
    direction: 'neither: it explains other numbers',
    beware: 'It depends on the samples drawn; with equal classes it is one divided by their number.',
  },
  successRate: {
    term: 'Attack success rate (ASR)',
    meaning: 'Share of the correctly answered samples whose answer the attack changes.',
    direction: 'lower is better for the model',
    beware: 'A low rate shows that this attack fails, not that the model is robust.',
  },
  robustAccuracy: {
    term: 'Robust accuracy (accuracy under attack)',
    meaning: 'Share of all samples still answered correctly; wrong from the start counts as wrong.',
    direction: 'higher is better',
    beware: 'An upper bound: a stronger attack can only lower it.',
  },
  labelPreserving: {
    term: 'Label-preserving robust accuracy (counting mistakes only)',
    meaning:
      'Share of all samples answered correctly that no removal turns into a mistake: a change counts only while what is left still decides the label.',
    direction: 'higher is better',
    beware: 'A search stops at its first success, which may hide a mistake; so it is an upper bound twice over.',
  },
  removedShare: {
    term: 'Share removed',
    meaning:
      'Removed elements of an input (pixels, words, cells of a sound, columns, steps, joints), as a share of those there; a failure counts as the whole input where stated.',
    direction: 'higher is better for the model',
    beware: 'A small mean over successes means little without the success rate beside it.',
  },
  area: {
    term: 'Area',
    meaning: 'Area above the success curve; equal to the mean removed share with failures as the whole input.',
    direction: 'higher is better for the model',
    beware: 'It pools inputs of very different sizes; look at each input as well.',
  },
  decidable: {
    term: 'Still decidable',
    meaning: 'The evidence that decides the label is still in what is left.',
    direction: 'neither: it explains other numbers',
    beware: 'A changed answer after the evidence is gone is correct behaviour, not weakness.',
  },
  crossModal: {
    term: 'Successes that need several inputs (cross-modal share)',
    meaning: 'Share of the successes that needed removals in several inputs at once.',
    direction: 'higher means the inputs back each other up',
    beware: 'Zero can also mean that the search never tried combinations.',
  },
  epsilon: {
    term: 'ε (budget, radius)',
    meaning: 'Largest change allowed: of each value (l∞) or of all together (l2).',
    direction: 'larger makes the attack stronger',
    beware: 'Budgets of different inputs have different units and cannot be added.',
  },
  latent: {
    term: 'Latent',
    meaning: 'Changed inside the model, in its word vectors, not in the text itself.',
    direction: 'neither: it explains other numbers',
    beware: 'A latent ε never ranks models, as each has its own scale.',
  },
  single: {
    term: 'Single model (best single)',
    meaning:
      'A model that sees one input alone, made of the same encoder and trained on the same data: what the fused model is compared with; of three inputs or more also one that lacks one of them. Best single: of those, the one with the highest clean accuracy.',
    direction: 'neither: it is what fusing has to beat',
    beware:
      'It is clean where its input is not the one attacked, so it is a rival only where the task can do without the other.',
  },
  singleSourceGap: {
    term: 'Single-source gap',
    meaning: 'Accuracy with one input attacked, minus the accuracy of the best model that never sees that input.',
    direction: 'at or above zero is better',
    beware: 'Where the task needs the input, a gap below zero is no fault of the fusion.',
  },
  splitting: {
    term: 'Effect of splitting the budget (“joint advantage”)',
    meaning: 'Accuracy with the budget split over the inputs, minus that with all of it on the weakest input.',
    direction: 'at or above zero is better for the model',
    beware: 'Despite the name, below zero says that splitting hurts the model more.',
  },
  robustnessRatio: {
    term: 'Robustness ratio',
    meaning: 'Accuracy with one input attacked, as a share of clean accuracy, averaged over the inputs attacked.',
    direction: 'higher is better',
    beware:
      'A model of low clean accuracy can have a high ratio; and the attacks on its inputs may differ in strength.',
  },
  interaction: {
    term: 'Interaction (interaction of the inputs)',
    meaning:
      'Of the right answers, those changed by attacking all inputs together, minus those changed by attacking one alone.',
    direction: 'lower is better for the model',
    beware: 'Near zero can mean that one input alone is enough to break the model.',
  },
  complementarity: {
    term: 'Complementarity',
    meaning:
      'How much each input says of the label that the other does not, of all they say together: 0 redundant, above 1 synergy.',
    direction: 'neither: it explains other numbers',
    beware: 'The more complementary the inputs, the more any model must lose with one of them.',
  },
  certifiedRadius: {
    term: 'Certified radius',
    meaning:
      'How much of an input may be changed, in whatever way, while the answer is guaranteed to stay: a lower bound on robustness.',
    direction: 'larger is better',
    beware:
      'Of an ensemble it holds for that, not for the model beneath it; and zero does not say that an attack exists.',
  },
  estimatedRadius: {
    term: 'Estimated radius',
    meaning:
      'A radius from slopes that were measured at samples, not bounded from the weights: how small a change might alter the answer.',
    direction: 'larger is better',
    beware: 'It guarantees nothing: between the samples the model may be steeper, and attacks need less.',
  },
  abstention: {
    term: 'Abstention (abstains)',
    meaning: 'A certified model gives no answer, as its votes are too even to guarantee one.',
    direction: 'fewer are better',
    beware: 'An abstention is no right answer: certified accuracy counts it as wrong.',
  },
  undecided: {
    term: 'Undecided',
    meaning:
      'An answer of a fusion that is solved for in steps, which twice the steps and a tenth of the tolerance would change.',
    direction: 'fewer are better',
    beware: 'Under an attack it is not counted as withstood, though the attack did not change it.',
  },
  delta: {
    term: 'δ',
    meaning:
      'Of a certificate by random subsets of the input: the largest share of the subsets that a change of the stated size can touch, 1 − Π C(n−r, k)/C(n, k).',
    direction: 'smaller leaves more room for a guarantee',
    beware: 'It depends on sizes alone, not on the model; from one half on nothing can be certified.',
  },
  holm: {
    term: 'Holm',
    meaning: 'Correction of p-values for the number of comparisons that they were made among.',
    direction: 'below 0.05 counts as a difference',
    beware: 'Above 0.05 is not evidence that the models are equal.',
  },
  interval: {
    term: '95 % interval',
    meaning: 'Range that would cover the true value in about 95 of 100 repetitions with other samples.',
    direction: 'narrower is more certain',
    beware: 'It covers the samples drawn, not other data or other training runs.',
  },
  modality: {
    term: 'Modality (modalities)',
    meaning: 'A kind of input, such as picture or text; a multimodal model answers from several at once.',
    direction: 'neither: it explains other numbers',
    beware: 'That a model is given a modality does not show that it uses it.',
  },
  fusion: {
    term: 'Fusion',
    meaning: 'How a model joins what it has read from its inputs into one answer, such as by concatenation or product.',
    direction: 'neither: it explains other numbers',
    beware: 'With one training seed two models are compared, not their fusions.',
  },
  ...attackTerms,
  ...editTerms,
  worstCase: {
    term: 'Worst of several attacks (worst of, taken together)',
    meaning: 'Per sample whichever of the attacks at one budget breaks it: a sample is broken where any of them does.',
    direction: 'lower success is better for the model',
    beware: 'Worst of the attacks that were run, no worst case: another attack may break more.',
  },
  seed: {
    term: 'Seed',
    meaning: 'Number that random draws start from: initial weights, order of training, samples drawn.',
    direction: 'neither: it explains other numbers',
    beware: 'One training seed does not show how much results vary with training.',
  },
  query: {
    term: 'Query (queries)',
    meaning: 'One input given to the model for its answer; the usual cost of an attack that has no gradients.',
    direction: 'more needed is better for the model',
    beware: 'Many queries say little by themselves: a better search may need fewer.',
  },
  relativeRobustness: {
    term: 'Relative robustness',
    meaning: 'Area below the curve of accuracy against the level of noise, from the clean input on (MultiBench).',
    direction: 'higher is better',
    beware: 'It grows with the number of levels and with clean accuracy: compare at the same levels alone.',
  },
  effectiveRobustness: {
    term: 'Effective robustness',
    meaning:
      'How much less accuracy is lost to noise than late fusion loses, both moved to the same clean accuracy, summed over the levels (MultiBench).',
    direction: 'higher is better; 0 is late fusion itself',
    beware: 'It is a sum, not a mean, and says nothing without a model of late fusion in the same study.',
  },
  fill: {
    term: 'Fill',
    meaning: 'What takes the place of removed parts of an input, such as their mean, or nothing.',
    direction: 'neither: it explains other numbers',
    beware: 'A change under one fill only may be owed to the fill, not to what is missing.',
  },
  margin: {
    term: 'Margin',
    meaning: 'Logit of a class, minus the largest logit of all others; below zero another class is answered.',
    direction: 'larger is better for the right class',
    beware: 'Logits of different models have different scales, so their margins do not compare.',
  },
} as const satisfies Record<string, GlossaryEntry>;

/** What is most often misread: explained in every report, beside what it uses or after it. */
export const alwaysExplained: readonly GlossaryEntry[] = [
  glossary.successRate,
  glossary.epsilon,
  glossary.latent,
  glossary.abstention,
  glossary.delta,
  glossary.holm,
  glossary.singleSourceGap,
  glossary.splitting,
  glossary.complementarity,
  glossary.certifiedRadius,
];

const alphabet = new Intl.Collator('en');

/** Terms stand as in a dictionary. */
export function byTerm(a: GlossaryEntry, b: GlossaryEntry): number {
  return alphabet.compare(a.term, b.term);
}

/** Whether a text uses a term by one of its names, as a word or as several of it: “margin” is not in “marginal”. */
export function isNamedIn(text: string, term: string): boolean {
  return spellings(term).some((name) =>
    new RegExp(`(?<!\\p{L})${name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}s?(?!\\p{L})`, 'iu').test(text),
  );
}

/** Names of a term, in small letters: `Attack success rate (ASR)` is used where one of its two is. */
export function spellings(term: string): readonly string[] {
  return term
    .split(/[(),“”]/u)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}
