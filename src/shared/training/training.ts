import { z } from 'zod';
import { DenseNorm, normWords } from '../attacks/gradient';
import { AdaptingChoice } from './adapting';
import { PretrainedEncoders } from '../models/pretrained';
import { PretrainingChoice } from './pretraining';
import { AudioFill, ImageFill, TextFill, ValueFill, type ModalityKind, type ModalitySpecs } from '../data/modality';

/**
 * What the validation loss has to fall by for an epoch to count as better. At chance it wavers by less around log K, and
 * training that goes nowhere should end.
 */
export const leastImprovement = 1e-3;

const adversarialRadius = z.number().min(0).max(1e6).default(0);

/**
 * Training on what an attacker makes of the samples (Madry et al., arXiv 1706.06083, section 2): before every step, PGD
 * climbs the loss of the weights as they are, within a ball around each sample. Off while every radius is 0. Radii are
 * those of the attacks: of an image in pixel values, of sound and numbers in their values in [0, 1], of a text in the model's embedding space, whose scale the model
 * itself learns: a radius there is no hardness by itself.
 */
export const AdversarialTraining = z.strictObject({
  imageRadius: adversarialRadius.meta({
    description: 'PGD in training: radius around each image; 0 leaves images alone',
    unit: 'pixel values of [0, 1]',
  }),
  textRadius: adversarialRadius.meta({
    description: 'PGD in training: radius around the words of each text; 0 leaves texts alone',
    unit: 'embedding',
  }),
  audioRadius: adversarialRadius.meta({
    description: 'PGD in training: radius around each spectrogram; 0 leaves sound alone',
    unit: 'levels of [0, 1]',
  }),
  valueRadius: adversarialRadius.meta({
    description: 'PGD in training: radius around the numbers of each table, sequence or skeleton; 0 leaves them alone',
    unit: 'of the range',
  }),
  norm: DenseNorm.default('l2').meta({ description: 'PGD in training: norm of the radii', words: normWords }),
  rate: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .meta({ description: 'probability that a sample is attacked before a step of training' }),
  steps: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({ description: 'steps of PGD before every step of training', unit: 'steps' }),
  relativeStep: z
    .number()
    .positive()
    .max(10)
    .default(0.4)
    .meta({ title: 'step', description: 'length of a step of PGD, as a share of the radius', unit: 'of the radius' }),
  randomStart: z.boolean().default(true).meta({ description: 'PGD in training begins at a random point of the ball' }),
});
export type AdversarialTraining = z.infer<typeof AdversarialTraining>;

/**
 * Training on samples with parts gone, taken as a decoupling attack takes them: the control beside adversarial training.
 * Nobody asks whether the label can still be told.
 */
export const RemovalTraining = z.strictObject({
  rate: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ description: 'probability that a sample loses parts, in training only' }),
  cells: z.int().min(0).max(64).default(2).meta({
    description: 'cells that an image or a sound then loses at most, of any size; columns, spans or joints of numbers',
    unit: 'cells',
  }),
  words: z.int().min(0).max(64).default(2).meta({ description: 'words that a text then loses at most', unit: 'words' }),
  imageFill: ImageFill.default('mean').meta({ description: 'what takes the place of a lost cell' }),
  textFill: TextFill.default('delete').meta({ description: 'what takes the place of a lost word' }),
  audioFill: AudioFill.default('mean').meta({ description: 'what takes the place of a lost cell of a sound' }),
  valueFill: ValueFill.default('mean').meta({ description: 'what takes the place of lost numbers' }),
});
export type RemovalTraining = z.infer<typeof RemovalTraining>;

const ablatedFraction = z.number().min(0).max(1);

/**
 * Training on draws of a few elements of each input, as certificates by sub-sampling ask about them: of every input of a
 * sample the same share of elements or another is kept at random, the rest hidden.
 */
export const AblationTraining = z.strictObject({
  rate: ablatedFraction
    .default(0)
    .meta({ description: 'probability that a sample is ablated, in training only', unit: 'of samples' }),
  least: ablatedFraction.default(0.02).meta({
    description: 'least share of the elements of an input that is then kept; one element at least',
    unit: 'of the elements',
  }),
  most: ablatedFraction
    .default(0.5)
    .meta({ description: 'largest share that is kept, any between as likely', unit: 'of the elements' }),
  wordsLeast: ablatedFraction
    .default(0.2)
    .meta({ description: 'least share of the words of a text that is kept', unit: 'of the words' }),
  wordsMost: ablatedFraction
    .default(1)
    .meta({ description: 'largest share of the words of a text that is kept', unit: 'of the words' }),
  wordsUnseen: z
    .enum(['masked', 'left-out'])
    .default('masked')
    .meta({
      title: 'words that are not kept',
      description: 'as the certificate draws: they leave no gap where it says that words may be added or deleted',
      words: { masked: 'keep their places', 'left-out': 'leave no gap' },
    }),
});
export type AblationTraining = z.infer<typeof AblationTraining>;

/** How alternating training changes the gradient of the shared head. */
export const GradientModification = z.enum(['none', 'previous', 'added']);
export type GradientModification = z.infer<typeof GradientModification>;

/**
 * Alternating training (MLA, Zhang et al., arXiv 2311.10707): every batch is one step for each input by itself, through the
 * head that they share, whose gradient is kept off what the head has been taught (recursive least squares).
 */
export const AlternatingTraining = z.strictObject({
  turns: z
    .enum(['fixed', 'random'])
    .default('fixed')
    .meta({
      title: 'order of the inputs',
      description: 'whose turn is next within a batch: by name, always the same, or drawn anew for every batch',
      words: { fixed: 'always the same', random: 'drawn for every batch' },
    }),
  modification: GradientModification.default('previous').meta({
    title: 'gradient of the shared head',
    description:
      'multiplied by what the features of the steps before leave free (a reconstruction of the paper); or that, with the features of the step itself, added to it, as BalanceBenchmark has it; or left as it is',
    words: {
      none: 'as it is',
      previous: 'times what earlier steps leave free',
      added: 'with that added (BalanceBenchmark)',
    },
  }),
  alpha: z
    .number()
    .positive()
    .max(100)
    .default(0.1)
    .meta({ title: 'α', description: 'how gently a direction that was used is taken out; smaller is harder' }),
  alphaFalls: z
    .boolean()
    .default(true)
    .meta({ title: 'α falls', description: 'to a tenth by the end of every epoch, as the released code has it' }),
  rescaled: z.boolean().default(false).meta({
    description:
      'divide the matrix by its Frobenius norm after every step, as the released code does: the head then learns much more slowly',
  }),
});
export type AlternatingTraining = z.infer<typeof AlternatingTraining>;

/** How a network is trained; the best weights on the validation split are kept. */
export const TrainingChoice = z.strictObject({
  method: z
    .enum(['joint', 'alternating', 'ensemble', 'fine-tuned', 'adapters'])
    .default('joint')
    .meta({
      description:
        'all parts at once by the loss of the fused answer; or one input after the other by the loss of its own (MLA), which the fusion has to be made for; or each input and its head by themselves, put together untrained (UME); from such an ensemble on, all weights together, or low-rank adapters alone (MMLoRA-style reconstruction, not verified), all three of the fusion `late`',
      words: {
        joint: 'all inputs at once',
        alternating: 'one input after the other',
        ensemble: 'each input by itself (UME)',
        'fine-tuned': 'an ensemble, then all at once',
        adapters: 'an ensemble, then adapters',
      },
    }),
  optimiser: z
    .enum(['adam', 'sgd'])
    .default('adam')
    .meta({
      description:
        'makes steps of gradients: Adam scales each entry by its own history, which bends a modified gradient; SGD takes it as it is, with a momentum of 0.9',
      words: { adam: 'Adam', sgd: 'SGD, momentum 0.9' },
    }),
  encoders: z
    .enum(['own', 'shared'])
    .default('own')
    .meta({
      description:
        'learn with the fusion; or are taken from a model of this training that concatenates them, and stay as they are, so that only what follows them differs between models. A token transformer reads them before their last layer',
      words: { own: 'learn with the fusion', shared: 'shared, frozen' },
    }),
  epochs: z.int().min(1).max(1000).default(8).meta({ description: 'passes over the training split at most' }),
  batchSize: z.int().min(1).max(4096).default(64).meta({ description: 'samples per step', unit: 'samples' }),
  learningRate: z.number().positive().max(1).default(3e-3).meta({ description: 'step size of the optimiser' }),
  patience: z
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .meta({
      description: `epochs without a validation loss lower by ${String(leastImprovement)} before training ends`,
      unit: 'epochs',
    }),
  wordDropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0)
    .meta({ description: 'probability that a word is left out, in training only', unit: 'of words' }),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.1)
    .meta({ description: 'probability that an encoder output is left out, in training only' }),
  shift: z
    .int()
    .min(0)
    .max(64)
    .default(0)
    .meta({ description: 'images are moved by up to so many pixels each way, in training only', unit: 'pixels' }),
  mirror: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ description: 'probability that an image is mirrored left to right, in training only', unit: 'of samples' }),
  occlusion: z.number().min(0).max(1).default(0).meta({
    description: 'probability that a square of an image is covered by the mean colour, in training only',
    unit: 'of samples',
  }),
  weightDecay: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ description: 'strength of the pull of the weights towards zero' }),
  alternating: AlternatingTraining.prefault({}).meta({ description: 'alternating training' }),
  adapting: AdaptingChoice.prefault({}).meta({ description: 'after an ensemble: adapters or all weights' }),
  adversarial: AdversarialTraining.prefault({}).meta({ description: 'PGD in training' }),
  removals: RemovalTraining.prefault({}).meta({ description: 'parts removed in training' }),
  ablation: AblationTraining.prefault({}).meta({ description: 'draws of elements in training' }),
  pretraining: PretrainingChoice.prefault({}).meta({ description: 'training without labels before' }),
  pretrained: PretrainedEncoders.default({}).meta({
    title: 'pretrained encoders',
    description:
      'by modality: the weights in this lab that its encoder starts from, by their SHA-256, and whether they stay as they are',
  }),
  trainRows: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .meta({
      title: 'trained on',
      description: 'samples of the training split used; null for all of them',
      unit: 'samples',
      words: { null: 'all' },
    }),
});
export type TrainingChoice = z.infer<typeof TrainingChoice>;
export type TrainingMethod = TrainingChoice['method'];

/** Steps of one pass over so many samples; the last batch may be smaller. */
export function stepsPerEpoch({ batchSize }: Pick<TrainingChoice, 'batchSize'>, rows: number): number {
  return Math.ceil(rows / batchSize);
}

/** Which radius of training is whose. */
export const radiusOf = {
  image: 'imageRadius',
  text: 'textRadius',
  audio: 'audioRadius',
  tabular: 'valueRadius',
  sequence: 'valueRadius',
  skeleton: 'valueRadius',
} as const satisfies Record<ModalityKind, keyof AdversarialTraining>;

/** The inputs that training attacks, with their radii; empty where it attacks nothing. */
export function adversarialRadii(
  { adversarial }: Pick<TrainingChoice, 'adversarial'>,
  modalities: ModalitySpecs,
): Readonly<Record<string, number>> {
  if (adversarial.rate === 0) return {};
  return Object.fromEntries(
    Object.entries(modalities).flatMap(([id, { kind }]): readonly (readonly [string, number])[] => {
      const radius = adversarial[radiusOf[kind]];
      return radius > 0 ? [[id, radius]] : [];
    }),
  );
}
