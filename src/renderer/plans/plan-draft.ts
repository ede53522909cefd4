import { z } from 'zod';
import { PartDraft } from '../parts/part-draft';

export const SubjectDraft = z.looseObject({
  name: z.string(),
  recipe: z.looseObject({ encoders: z.record(z.string(), PartDraft), fusion: PartDraft, head: PartDraft.optional() }),
  training: z.looseObject({}).default({}),
  comparedWith: z.array(z.string()).optional(),
});
export type SubjectDraft = z.infer<typeof SubjectDraft>;

/** A radius as it is typed: `0.03`, `8/255`, or not yet either. */
const BudgetDraft = z.record(z.string(), z.union([z.number(), z.string()]));

export const AttackDraft = z.looseObject({
  name: z.string(),
  modalities: z.array(z.string()).optional(),
  criterion: PartDraft.optional(),
  stop: z.looseObject({ rule: z.string() }).optional(),
  budgets: z.array(BudgetDraft).optional(),
  norm: z.string().optional(),
  share: z.string().optional(),
});
export type AttackDraft = z.infer<typeof AttackDraft>;

export const DegradationDraft = z.looseObject({ name: z.string(), modalities: z.array(z.string()).optional() });
export type DegradationDraft = z.infer<typeof DegradationDraft>;

export const CertificateDraft = z.looseObject({
  name: z.string(),
  modalities: z.array(z.string()).optional(),
  /** Elements drawn: of each modality, or of all together; as they are typed. */
  kept: z.unknown().optional(),
});
export type CertificateDraft = z.infer<typeof CertificateDraft>;

export const RequirementDraft = z.looseObject({
  measure: z.string(),
  subject: z.string().optional(),
  attack: z.number().optional(),
  budget: z.number().optional(),
  degradation: z.number().optional(),
  level: z.number().optional(),
  removedAtMost: z.unknown().optional(),
  comparison: z.string(),
  threshold: z.unknown(),
  confidence: z.unknown().optional(),
});
export type RequirementDraft = z.infer<typeof RequirementDraft>;

/**
 * A plan while it is being written: everything the builder edits is where a plan has it, but nothing needs to be right
 * yet. Fields that the builder does not show are kept.
 */
export const PlanDraft = z.looseObject({
  name: z.string(),
  question: z.string().default(''),
  data: z.looseObject({
    dataset: z.string(),
    selection: z
      .looseObject({ split: z.string().default('test'), count: z.unknown().optional(), seed: z.unknown().default(0) })
      .prefault({}),
  }),
  subjects: z.array(SubjectDraft),
  reference: z.string().nullable().default(null),
  baselineTraining: z.string().default('as-subject'),
  seeds: z.array(z.unknown()).default([0]),
  attacks: z.array(AttackDraft),
  degradations: z.array(DegradationDraft).default([]),
  certificates: z.array(CertificateDraft).default([]),
  attackSeed: z.unknown().default(0),
  storedInputs: z.unknown().optional(),
  requirements: z.array(RequirementDraft).default([]),
});
export type PlanDraft = z.infer<typeof PlanDraft>;
