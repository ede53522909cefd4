import { z } from 'zod';
import { CertificateRecord, LeadsRecord } from '../certificates/certificate-record';
import { FusionFacts } from '../models/fusion-facts';
import { Region } from '../data/modality';
import { PixelRecord } from './pixel-record';
import { PixelVotesRecord } from '../certificates/pixel-votes-record';
import { Prediction, SampleFields } from './sample-fields';
import { Slopes } from '../training/slopes';

export { FusionFacts, Settled, Weighed } from '../models/fusion-facts';
export { CertificateRecord, LeadsRecord, SampledPool } from '../certificates/certificate-record';
export { PixelCounts, PixelRecord } from './pixel-record';
export { PixelVotesRecord } from '../certificates/pixel-votes-record';
export { Slopes } from '../training/slopes';
export { isAltered, noOpAllowed, Prediction, SampleFields } from './sample-fields';

export const CleanRecord = z.strictObject({
  kind: z.literal('clean'),
  ...SampleFields.shape,
  /**
   * Control: largest change of a logit when the sample is asked a second time, in another micro-batch. Older records say
   * nothing.
   */
  again: z.number().optional(),
  /** ‖∂L/∂h‖₂ at each modality's encoding h, L the cross-entropy. Absent of one modality, and of older records. */
  encodingSlopes: z.record(z.string(), z.number().min(0)).optional(),
  ...FusionFacts.shape,
});

/** One sample with a degraded input. */
export const DegradedRecord = z.strictObject({
  kind: z.literal('degraded'),
  ...SampleFields.shape,
  /** What the model says of the degraded input. */
  degraded: Prediction,
  /** Of the degraded input. */
  ...FusionFacts.shape,
});
export type DegradedRecord = z.infer<typeof DegradedRecord>;

/** How much of each modality is gone: elements removed (pixels, words), of the record's `elements`. */
export const RemovedShare = z.strictObject({
  removed: z.record(z.string(), z.int().min(0)),
  /**
   * The released code's faulty count (last element only) over all elements; a compatibility column. Absent of attacks that
   * the released code has not.
   */
  legacyRemoved: z.int().min(0).optional(),
});
export type RemovedShare = z.infer<typeof RemovedShare>;

/** What the embedding did: 1 − cos(z, z'), and whether arg max z moved. */
export const Displacement = z.strictObject({ cosineDistance: z.number(), argmaxMoved: z.boolean() });
export type Displacement = z.infer<typeof Displacement>;

/** A removal that changes the predicted label, re-evaluated by the framework on the untouched sample. */
export const RemovalFound = z.strictObject({
  regions: z.array(Region).min(1),
  share: RemovedShare,
  attacked: Prediction,
  displacement: Displacement.nullable(),
  /** The label could still be decided from what is left; null when the data set has no oracle. */
  decidable: z.boolean().nullable(),
  /** Modalities whose restoration alone undoes the flip. */
  necessary: z.array(z.string()),
  /** Does the same removal flip under each fill? Keys `image:black`, `text:mask`, …; only modalities touched. */
  fills: z.record(z.string(), z.boolean()),
});
export type RemovalFound = z.infer<typeof RemovalFound>;

export const RemovalRecord = z.strictObject({
  kind: z.literal('removal'),
  ...SampleFields.shape,
  /** False when the clean prediction is wrong: such samples are not attacked and count as errors. */
  attacked: z.boolean(),
  /** The attack says it succeeded; without `found`, the framework's re-evaluation disagreed. */
  claimed: z.boolean(),
  /** Null: nothing found within the query cap, not attacked, or not confirmed. */
  found: RemovalFound.nullable(),
  /** Elements of every modality of the sample (pixels, words): what removed counts are shares of. */
  elements: z.record(z.string(), z.int().min(0)),
  candidates: z.int().min(0),
  /** Logical queries, as a sequential search counts them, and rows really computed. */
  queries: z.strictObject({
    search: z.int().min(0),
    combination: z.int().min(0),
    /** How many were allowed, of both together; absent of attacks that are not held to a total. */
    allowed: z.int().min(0).optional(),
    evaluated: z.int().min(0),
    /** Per modality. Older records say nothing of it. */
    encoded: z
      .record(
        z.string(),
        z.strictObject({
          /** Rows that an encoder was run for: fewer than computed where the modality was whole or equally removed. */
          rows: z.int().min(0),
          /** Whole rows that take as many multiply-adds: fewer than rows where only a change was computed. */
          wholeRows: z.number().min(0),
        }),
      )
      .default({}),
  }),
  /** Does removing the whole of a modality flip the label? */
  wholeModality: z.record(z.string(), z.boolean()),
  controls: z
    .strictObject({
      /** Largest change of a logit when nothing is removed but the whole removal path is taken. */
      noOp: z.number(),
      /** Per seed: does a removal of the same shapes at random places flip the label? Empty without success. */
      randomRemoval: z.array(z.boolean()),
      /** Per draw: what the smallest flip among as many random queries of the same sizes removes; null for none. */
      randomSearch: z.array(z.record(z.string(), z.int().min(0)).nullable()),
    })
    .nullable(),
});
export type RemovalRecord = z.infer<typeof RemovalRecord>;

/**
 * Where an attack that knows answers alone starts from: noise, or a sample of another class, that is answered otherwise;
 * `none`: it found neither, so that the sample was not attacked at all.
 */
export const StartPoint = z.enum(['noise', 'other-class', 'none']);
export type StartPoint = z.infer<typeof StartPoint>;

export const PerturbationRecord = z.strictObject({
  kind: z.literal('perturbation'),
  ...SampleFields.shape,
  attacked: z.boolean(),
  /**
   * The attack says it succeeded; without `success`, the framework's re-evaluation disagreed. FGSM does not look, and
   * older records say no.
   */
  claimed: z.boolean().default(false),
  /** Null when not attacked. `success`: the re-evaluated prediction differs from the label, within budget and range. */
  outcome: z
    .strictObject({
      success: z.boolean(),
      attacked: Prediction,
      /** Norm of the perturbation per modality, measured by the framework. */
      norms: z.record(z.string(), z.number()),
      displacement: Displacement.nullable(),
      /** Before and after: cross-entropy, of a set summed over its labels; of a value the Huber loss in tolerances. */
      loss: z.tuple([z.number(), z.number()]),
      /** Of the attacked input. */
      ...FusionFacts.shape,
      /** Absent: the attack starts at the sample itself, or near it. */
      start: StartPoint.optional(),
      /** Of an attack that is several: which of them broke the sample. Absent where none did. */
      member: z.string().optional(),
      /** Absent: the attack takes no gradients, or the record is older than what it says here. */
      slopes: Slopes.optional(),
    })
    .nullable(),
  queries: z.strictObject({
    forward: z.int().min(0),
    gradient: z.int().min(0),
    /** Passes of each modality's encoder: none where the untouched encoding was used again. Older records say nothing. */
    encoded: z.record(z.string(), z.int().min(0)).default({}),
    /** What the source was asked, of an attack that is made on another model; absent of others. */
    source: z.strictObject({ forward: z.int().min(0), gradient: z.int().min(0) }).optional(),
  }),
  controls: z
    .strictObject({
      /** Largest change of a logit at radius zero. */
      zeroBudget: z.number(),
      /**
       * Largest change of a logit when the attacked input, read back as a file would hold it, is asked a second time, in
       * another micro-batch. Older records say nothing.
       */
      again: z.number().optional(),
      /** Per seed: does random noise on the boundary of the same ball flip the label? */
      randomNoise: z.array(z.boolean()),
    })
    .nullable(),
});
export type PerturbationRecord = z.infer<typeof PerturbationRecord>;

/** A word of a text, counted from 0, as it was and as it became. */
export const EditedWord = z.strictObject({
  modality: z.string(),
  word: z.int().min(0),
  was: z.string(),
  now: z.string(),
});
export type EditedWord = z.infer<typeof EditedWord>;

export const EditRecord = z.strictObject({
  kind: z.literal('edit'),
  ...SampleFields.shape,
  attacked: z.boolean(),
  /** The attack says it succeeded; without `success`, the framework's re-evaluation disagreed. */
  claimed: z.boolean(),
  /** Null when not attacked. `success`: the edited text, read anew from its words, is answered wrongly, within the budget. */
  outcome: z
    .strictObject({
      success: z.boolean(),
      attacked: Prediction,
      /** Edits of the whole text, counted by the framework: words substituted, or letters. */
      edits: z.int().min(0),
      words: z.array(EditedWord),
      /**
       * No word that decides the label was changed, and none put in that decides the label of other samples; null where the
       * data does not say which words decide.
       */
      labelKept: z.boolean().nullable(),
      displacement: Displacement.nullable(),
      /** Of the edited input. */
      ...FusionFacts.shape,
    })
    .nullable(),
  queries: z.strictObject({ forward: z.int().min(0), gradient: z.int().min(0) }),
  controls: z
    .strictObject({
      /** Largest change of a logit where the attack may make no edit at all. */
      zeroBudget: z.number(),
      /** Per draw: do as many random edits flip the label? As many as the attack made, or may make where it failed. */
      randomEdits: z.array(z.boolean()),
    })
    .nullable(),
});
export type EditRecord = z.infer<typeof EditRecord>;

/** One sample in one cell of a model that answers once for the sample. */
export const AnsweredRecord = z.discriminatedUnion('kind', [
  CleanRecord,
  DegradedRecord,
  RemovalRecord,
  PerturbationRecord,
  EditRecord,
  CertificateRecord,
  LeadsRecord,
]);
export type AnsweredRecord = z.infer<typeof AnsweredRecord>;

/** One line of a run's `records.jsonl`: one sample in one cell. */
export const SampleRecord = z.discriminatedUnion('kind', [...AnsweredRecord.options, PixelRecord, PixelVotesRecord]);
export type SampleRecord = z.infer<typeof SampleRecord>;
export type CleanRecord = z.infer<typeof CleanRecord>;
