import { z } from 'zod';
import { AttackChoice } from '../../shared/attacks/attack';
import { CertificateChoice } from '../../shared/certificates/certificate';
import { Selection } from '../../shared/data/dataset';
import { Degradation } from '../../shared/degradations/degradation';
import { StudyPlan, Subject } from '../../shared/plan/plan';
import type { PlanLinks } from '../../shared/plan/plan-links';
import { Requirement } from '../../shared/plan/requirement';

/** The parts of a plan, each at its place; null for one that is not sound by itself. */
export interface PlanParts extends Omit<PlanLinks, 'attacks' | 'sources' | 'degradations' | 'requirements'> {
  readonly selection: Selection | null;
  readonly subjects: readonly (Subject | null)[];
  readonly seeds: readonly (number | null)[];
  readonly attacks: readonly (AttackChoice | null)[];
  readonly degradations: readonly (Degradation | null)[];
  readonly requirements: readonly (Requirement | null)[];
  readonly certificates: readonly (CertificateChoice | null)[];
  /** 0 for what is no number. */
  readonly storedInputs: number;
}

const Parts = z.looseObject({
  data: z.looseObject({ selection: z.unknown().default({}) }).catch({ selection: null }),
  subjects: z.array(z.unknown()).catch([]),
  reference: z.string().nullable().catch(null),
  seeds: z.array(z.unknown()).catch([]),
  attacks: z.array(z.unknown()).catch([]),
  degradations: z.array(z.unknown()).catch([]),
  requirements: z.array(z.unknown()).catch([]),
  certificates: z.array(z.unknown()).catch([]),
  storedInputs: z.number().catch(0),
});
const Named = z.looseObject({ name: z.string().min(1) });
const Compared = z.looseObject({ comparedWith: z.array(z.string()) });
const Seed = StudyPlan.shape.seeds.unwrap().element;

/**
 * What of a plan can be looked at before all of it is right.
 *
 * @param value as a plan file holds it, radii as numbers
 * @returns null for what has no parts
 */
export function soundParts(value: unknown): PlanParts | null {
  const parts = Parts.safeParse(value);
  if (!parts.success) return null;
  const { data, subjects, reference, seeds, attacks, degradations, requirements, certificates, storedInputs } =
    parts.data;
  return {
    selection: Selection.safeParse(data.selection).data ?? null,
    subjects: sound(Subject, subjects),
    names: subjects.map((subject) => Named.safeParse(subject).data?.name ?? null),
    reference,
    comparedWith: subjects.map((subject) => Compared.safeParse(subject).data?.comparedWith ?? []),
    seeds: sound(Seed, seeds),
    attacks: sound(AttackChoice, attacks),
    degradations: sound(Degradation, degradations),
    requirements: sound(Requirement, requirements),
    certificates: sound(CertificateChoice, certificates),
    storedInputs,
  };
}

function sound<Part>(schema: z.ZodType<Part>, values: readonly unknown[]): readonly (Part | null)[] {
  return values.map((value) => schema.safeParse(value).data ?? null);
}
