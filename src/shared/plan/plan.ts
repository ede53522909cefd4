import { z } from 'zod';
import { AttackChoice } from '../attacks/attack';
import { BroughtHash } from '../models/brought';
import { CertificateChoice } from '../certificates/certificate';
import { DatasetName, Selection } from '../data/dataset';
import { Degradation } from '../degradations/degradation';
import { ModelSpec } from '../models/model-spec';
import { Recipe } from '../recipe/recipe';
import { TrainingChoice } from '../training/training';
import { linkFaults, sourcesOf } from './plan-links';
import { Requirement } from './requirement';

/** Refused rather than trimmed: what a plan's hash is made of stays as its author wrote it. */
const isVisible = [
  (name: string) => name === '' || /[\p{L}\p{N}\p{P}\p{S}]/u.test(name),
  { error: 'shows nothing: it holds no letter, digit or sign. Give a name that can be read.' },
] as const;

/** A model under test: trained by the study when the lab does not hold it yet. Baselines come with it. */
export const Subject = z.strictObject({
  /** Name in tables and charts. */
  name: z
    .string()
    .min(1)
    .max(80)
    .refine(...isVisible),
  recipe: Recipe,
  training: TrainingChoice.prefault({}),
  /** Its weights were brought under this hash: its training is that of its baselines alone. Absent: it is trained. */
  brought: BroughtHash.optional(),
  /** Names of the subjects that this one is compared with, where they are not the plan's reference, or every other. */
  comparedWith: z.array(z.string()).max(64).default([]),
});
export type Subject = z.infer<typeof Subject>;

/** A study as its author writes it: `study.json`. */
export const StudyPlan = z
  .strictObject({
    format: z.literal('muroan.study'),
    formatVersion: z.literal(1),
    name: z
      .string()
      .min(1)
      .max(120)
      .refine(...isVisible),
    question: z.string().max(2000).default(''),
    data: z.strictObject({ dataset: DatasetName, selection: Selection.prefault({}) }),
    subjects: z.array(Subject).min(1).max(64),
    /**
     * Name of the one subject that each of the others is compared with; null compares every pair. Comparisons that nobody
     * asked for make the correction of the others harsher.
     */
    reference: z.string().nullable().default(null),
    /**
     * How unimodal baselines are trained: as the subject they stand beside, or as it would be without what hardens it, so
     * that subjects which differ in their hardening share one set. No baseline is attacked: hardening only costs it.
     */
    baselineTraining: z.enum(['as-subject', 'not-hardened']).default('as-subject'),
    /** Training seeds: every subject is trained once per seed. */
    seeds: z.array(z.int().min(0)).min(1).max(64).default([0]),
    attacks: z.array(AttackChoice).max(64),
    /** Inputs that fail without an attacker: noise, and modalities that are not there. */
    degradations: z.array(Degradation).max(64).default([]),
    /** What is proved of the ensemble of a model's answers to parts of an input. */
    certificates: z.array(CertificateChoice).max(16).default([]),
    /** Of attacks, degradations and certificates. */
    attackSeed: z.int().min(0).default(0),
    /** The one measure that the study's comparisons are of, and corrected for (Holm). `accuracy`: of answers that nothing attacks. */
    primaryMeasure: z
      .enum(['removed-area', 'robust-accuracy', 'attack-success-rate', 'accuracy'])
      .default('removed-area'),
    requirements: z.array(Requirement).default([]),
    /** Samples computed together. Part of the plan because results are bit-equal only at an equal size. */
    microBatch: z.int().min(1).max(1024).default(50),
    /**
     * Samples of which a run keeps what each attack with small changes made of them; they are read back at its end, and the
     * model is asked again. What other attacks did stands whole in their records.
     */
    storedInputs: z.int().min(0).max(1000).default(0),
  })
  .check(({ value, issues }) => {
    const { subjects, reference, attacks, degradations, requirements } = value;
    const names = subjects.map(({ name }) => name);
    for (const { path, value: input, text, fault } of linkFaults({
      names,
      reference,
      comparedWith: subjects.map((subject) => subject.comparedWith),
      attacks: attacks.length,
      sources: sourcesOf(attacks),
      degradations: degradations.length,
      requirements,
    })) {
      issues.push({ code: 'custom', input, path: [...path], message: text, params: { fault } });
    }
  });
export type StudyPlan = z.infer<typeof StudyPlan>;
export type StudyPlanInput = z.input<typeof StudyPlan>;

/** One trained model that the study needs. */
export const ModelCell = z.strictObject({
  kind: z.literal('model'),
  id: z.string(),
  /** Hash that names the trained model in the lab folder. */
  model: z.string(),
  spec: ModelSpec,
  /** Hash that names the model whose encoders it shares; absent: its own. */
  encoders: z.string().optional(),
  /** Name for people: the subject's name, or `concat without text`. */
  title: z.string(),
  /** `encoders`: trained for its encoders alone, which subjects share; nothing is asked of it. */
  role: z.enum(['subject', 'baseline', 'encoders']),
  /** The subject's name; of a baseline, what it sees: `image`, or `image + text`. */
  subject: z.string(),
  modality: z.string().nullable(),
});
export type ModelCell = z.infer<typeof ModelCell>;

/** The clean predictions of one model on the selected samples. */
export const CleanCell = z.strictObject({ kind: z.literal('clean'), id: z.string(), model: z.string() });
export type CleanCell = z.infer<typeof CleanCell>;

/** One model on inputs that are degraded, at one level. */
export const DegradedCell = z.strictObject({
  kind: z.literal('degraded'),
  id: z.string(),
  model: z.string(),
  /** Index into the plan's degradations. */
  degradationIndex: z.int().min(0),
  /** Index into its levels; 0 for a missing modality, which has none. */
  levelIndex: z.int().min(0),
  degradation: Degradation,
  /** Version of its implementation. */
  version: z.int().positive(),
  seed: z.int().min(0),
});
export type DegradedCell = z.infer<typeof DegradedCell>;

/** One model under one attack at one budget. */
export const AttackCell = z.strictObject({
  kind: z.literal('attack'),
  id: z.string(),
  model: z.string(),
  /** Index into the plan's attacks. */
  attackIndex: z.int().min(0),
  /** Index into the attack's budgets; 0 for removal attacks, which have none. */
  budgetIndex: z.int().min(0),
  attack: AttackChoice,
  /** Of an attack that is made on another model: hash that names that one. */
  source: z.string().optional(),
  /** Version of the attack's implementation. */
  version: z.int().positive(),
  seed: z.int().min(0),
});
export type AttackCell = z.infer<typeof AttackCell>;

/** The votes of one model's ensemble on the selected samples. */
export const CertificateCell = z.strictObject({
  kind: z.literal('certificate'),
  id: z.string(),
  model: z.string(),
  /** Index into the plan's certificates. */
  certificateIndex: z.int().min(0),
  certificate: CertificateChoice,
  /** Version of its implementation. */
  version: z.int().positive(),
  seed: z.int().min(0),
});
export type CertificateCell = z.infer<typeof CertificateCell>;

export const Cell = z.discriminatedUnion('kind', [ModelCell, CleanCell, DegradedCell, AttackCell, CertificateCell]);
export type Cell = z.infer<typeof Cell>;
/** A cell that has a record of every sample. */
export type EvaluatedCell = Exclude<Cell, ModelCell>;

/** A checked plan, expanded: what a run will compute. */
export const Expansion = z.strictObject({
  planHash: z.string(),
  datasetHash: z.string(),
  /** Row numbers of the selected samples, in the order of the selection. */
  rows: z.array(z.int().min(0)),
  cells: z.array(Cell),
  /** Records that a complete run holds. */
  records: z.int().min(0),
  /** Models already trained in this lab folder. */
  trainedModels: z.array(z.string()),
});
export type Expansion = z.infer<typeof Expansion>;
