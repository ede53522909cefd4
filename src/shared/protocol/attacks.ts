import { z } from 'zod';
import { AttackChoice } from '../attacks/attack';
import { AttackTrace } from '../attacks/attack-trace';
import { AttackChange, AttackSteps } from '../attacks/change';
import { Fills, Region } from '../data/modality';
import { PlayedPrediction } from '../samples/play';

/** Requests about one sample: attacks on it, and parts taken away by hand. */
export const attackRequests = {
  'attack.trace': {
    writes: false,
    params: z.strictObject({
      model: z.string(),
      sample: z.string(),
      attack: AttackChoice,
      /** Of the attack's random draws; with that of a study, the trace draws as the study did. */
      seed: z.int().min(0).default(0),
    }),
    result: AttackTrace,
  },
  /**
   * Attacks one sample again, for what the attack changes in it, which runs do not record. Null for a sample that is
   * answered wrongly without an attack. A run attacked it among others and perhaps on another device: its own numbers may
   * differ by rounding.
   */
  'attack.change': {
    writes: false,
    params: z.strictObject({
      model: z.string(),
      sample: z.string(),
      /** A gradient attack. */
      attack: AttackChoice,
      /** Index into its budgets. */
      budget: z.int().min(0),
      seed: z.int().min(0),
    }),
    result: AttackChange.nullable(),
  },
  /** As `attack.change`, with every point of the attack's way and what the model says there. */
  'attack.steps': {
    writes: false,
    params: z.strictObject({
      model: z.string(),
      sample: z.string(),
      /** A gradient attack. */
      attack: AttackChoice,
      /** Index into its budgets. */
      budget: z.int().min(0).default(0),
      seed: z.int().min(0).default(0),
    }),
    result: AttackSteps.nullable(),
  },
  /** Answered at once, also while a study computes: a worker of its own keeps model, sample and encodings. */
  'play.predict': {
    writes: false,
    params: z.strictObject({
      model: z.string(),
      sample: z.string(),
      regions: z.array(Region).max(10_000),
      /** Modalities of which everything is removed. */
      mute: z.array(z.string()).max(16),
      fills: Fills.prefault({}),
    }),
    result: PlayedPrediction,
  },
} as const;
