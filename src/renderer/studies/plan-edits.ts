import { mapValues } from '../../shared/map-values';
import { withField, withoutFields } from '../parts/part-draft';
import { numberOr } from '../ui/typed-number';
import type { AttackDraft, PlanDraft, SubjectDraft } from '../plans/plan-draft';

export function replaced<Item>(items: readonly Item[], index: number, item: Item): Item[] {
  return items.map((each, place) => (place === index ? item : each));
}

export function without<Item>(items: readonly Item[], index: number): Item[] {
  return items.filter((_, place) => place !== index);
}

/** @param index where it was; at the end where there are fewer by now */
export function inserted<Item>(items: readonly Item[], index: number, item: Item): Item[] {
  return [...items.slice(0, index), item, ...items.slice(index)];
}

/** Requirements point to attacks by their place: those of the attack lose it and its budget, those of later ones follow. */
export function withoutAttack(plan: PlanDraft, index: number): PlanDraft {
  return {
    ...plan,
    attacks: without(plan.attacks, index),
    requirements: plan.requirements.map((requirement) => {
      const { attack } = requirement;
      if (attack === undefined || attack < index) return requirement;
      return attack === index
        ? withoutFields(requirement, ['attack', 'budget'])
        : withField(requirement, 'attack', attack - 1);
    }),
  };
}

/**
 * Takes `withoutAttack` back in a plan that may have changed since: requirements of later attacks follow, those that
 * pointed to it and to nothing since do so again.
 *
 * @param before the plan that it was taken from
 */
export function withAttackBack(plan: PlanDraft, before: PlanDraft, index: number): PlanDraft {
  const place = Math.min(index, plan.attacks.length);
  return {
    ...plan,
    attacks: inserted(plan.attacks, place, before.attacks[index]),
    requirements: plan.requirements.map((requirement, at) => {
      const { attack, measure } = requirement;
      if (attack !== undefined) return attack < place ? requirement : { ...requirement, attack: attack + 1 };
      const earlier = before.requirements.at(at);
      if (earlier?.attack !== index || earlier.measure !== measure) return requirement;
      return withField({ ...requirement, attack: place }, 'budget', earlier.budget);
    }),
  };
}

/** As `withoutAttack`: requirements of the degradation lose it and its level, those of later ones follow. */
export function withoutDegradation(plan: PlanDraft, index: number): PlanDraft {
  return {
    ...plan,
    degradations: without(plan.degradations, index),
    requirements: plan.requirements.map((requirement) => {
      const { degradation } = requirement;
      if (degradation === undefined || degradation < index) return requirement;
      return degradation === index
        ? withoutFields(requirement, ['degradation', 'level'])
        : withField(requirement, 'degradation', degradation - 1);
    }),
  };
}

/** Takes `withoutDegradation` back, as `withAttackBack` does. @param before the plan that it was taken from */
export function withDegradationBack(plan: PlanDraft, before: PlanDraft, index: number): PlanDraft {
  const place = Math.min(index, plan.degradations.length);
  return {
    ...plan,
    degradations: inserted(plan.degradations, place, before.degradations[index]),
    requirements: plan.requirements.map((requirement, at) => {
      const { degradation, measure } = requirement;
      if (degradation !== undefined) {
        return degradation < place ? requirement : { ...requirement, degradation: degradation + 1 };
      }
      const earlier = before.requirements.at(at);
      if (earlier?.degradation !== index || earlier.measure !== measure) return requirement;
      return withField({ ...requirement, degradation: place }, 'level', earlier.level);
    }),
  };
}

/**
 * Requirements point to budgets by their place: where budgets were added or taken from an attack, they follow, and those
 * of a budget that is gone are about every budget.
 */
export function withAttack(plan: PlanDraft, index: number, attack: AttackDraft): PlanDraft {
  const before = plan.attacks[index].budgets ?? [];
  const after = attack.budgets ?? [];
  return {
    ...plan,
    attacks: replaced(plan.attacks, index, attack),
    requirements: plan.requirements.map((requirement) => {
      const { budget } = requirement;
      if (requirement.attack !== index || budget === undefined || before.length === after.length) return requirement;
      const place = after.indexOf(before[budget]);
      return withField(requirement, 'budget', place === -1 ? undefined : place);
    }),
  };
}

/** Nothing where none are named. */
function rivalsOf({ comparedWith }: SubjectDraft): Pick<SubjectDraft, 'comparedWith'> {
  return comparedWith === undefined ? {} : { comparedWith };
}

/** @param rename null for a name that goes */
function renamedRivals(subject: SubjectDraft, rename: (name: string) => string | null): SubjectDraft {
  const { comparedWith } = subject;
  return comparedWith === undefined
    ? subject
    : { ...subject, comparedWith: comparedWith.flatMap((name) => rename(name) ?? []) };
}

/** Without a model; nothing is compared with one that is gone. */
export function withoutSubject(plan: PlanDraft, index: number): PlanDraft {
  const gone = plan.subjects[index].name;
  const subjects = without(plan.subjects, index).map((subject) =>
    renamedRivals(subject, (name) => (name === gone ? null : name)),
  );
  const isThere = subjects.some(({ name }) => name === plan.reference);
  return { ...plan, subjects, reference: isThere ? plan.reference : null };
}

/**
 * Takes `withoutSubject` back in a plan that may have changed since.
 *
 * @param before the plan that it was taken from
 */
export function withSubjectBack(plan: PlanDraft, before: PlanDraft, index: number): PlanDraft {
  const subject = before.subjects[index];
  return {
    ...plan,
    subjects: inserted(plan.subjects, index, subject).map((own) => ({
      ...own,
      ...rivalsOf(before.subjects.find(({ name }) => name === own.name) ?? own),
    })),
    reference: plan.reference ?? (before.reference === subject.name ? before.reference : null),
  };
}

/**
 * Requirements, the reference and attacks made on another model name their model: they follow when it gets another name, if no other model had that name
 * too.
 */
export function withSubject(plan: PlanDraft, index: number, subject: SubjectDraft): PlanDraft {
  const before = plan.subjects[index].name;
  const isOwn = plan.subjects.filter(({ name }) => name === before).length === 1;
  return {
    ...plan,
    subjects: replaced(plan.subjects, index, subject).map((own) =>
      isOwn ? renamedRivals(own, (name) => (name === before ? subject.name : name)) : own,
    ),
    reference: isOwn && plan.reference === before ? subject.name : plan.reference,
    attacks: plan.attacks.map((attack) =>
      isOwn && attack.source === before ? { ...attack, source: subject.name } : attack,
    ),
    requirements: plan.requirements.map((requirement) =>
      isOwn && requirement.subject === before ? { ...requirement, subject: subject.name } : requirement,
    ),
  };
}

/** A name that no other has: `concat`, `concat 2`. */
export function freeName(
  wanted: string,
  taken: readonly string[],
  numbered: (name: string, number: number) => string,
): string {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const name = numbered(wanted, number);
    if (!taken.includes(name)) return name;
  }
}

/** `0, 1, 2` as numbers; what is no number stays as it is typed, for the check to name. */
export function seedsOf(text: string): unknown[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => numberOr(part));
}

/** The plan as it is handed over: radii that drafts keep as they were typed (`0.50`, `8/255`) as numbers. */
export function handedOver(plan: PlanDraft): PlanDraft {
  return { ...plan, attacks: plan.attacks.map(withNumericBudgets) };
}

/** An attack with its radii as numbers; what is none stays as it is typed. */
export function withNumericBudgets(attack: AttackDraft): AttackDraft {
  if (attack.budgets === undefined) return attack;
  const budgets = attack.budgets.map((budget) =>
    mapValues(budget, (radius) => (typeof radius === 'string' ? numberOr(radius) : radius)),
  );
  return { ...attack, budgets };
}

/** The first model that does not read a modality; null where all do. */
export function subjectWithout(plan: PlanDraft, modality: string): string | null {
  return plan.subjects.find(({ recipe }) => !Object.hasOwn(recipe.encoders, modality))?.name ?? null;
}

/** Modalities that some budget of an attack names together with others. */
export function canShare({ budgets = [] }: AttackDraft): boolean {
  return budgets.some((budget) => Object.keys(budget).length > 1);
}
