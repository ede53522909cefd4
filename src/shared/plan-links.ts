import type { Problem, ProblemFault } from './problem';
import { needsAttack, type RequirementMeasure } from './requirement';
import { oneOf } from './wording';

/** What parts of a plan say of each other; null for a part that says nothing sound. */
export interface PlanLinks {
  /** Of the subjects. */
  readonly names: readonly (string | null)[];
  readonly reference: string | null;
  /** How many there are, sound or not. */
  readonly attacks: number;
  readonly requirements: readonly ({
    readonly measure: RequirementMeasure;
    readonly attack?: number | undefined;
  } | null)[];
}

/** A fault by the path of its field in the plan. */
export interface LinkFault {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly text: string;
  readonly fault?: ProblemFault;
}

/** Names that are given twice, and references to what the plan does not hold. */
export function linkFaults({ names, reference, attacks, requirements }: PlanLinks): readonly LinkFault[] {
  const known = names.filter((name) => name !== null);
  return [
    ...names.flatMap((name, index): LinkFault[] =>
      name === null || names.indexOf(name) === index
        ? []
        : [
            {
              path: ['subjects', index, 'name'],
              value: name,
              text: `is ${JSON.stringify(name)} a second time. Give each subject its own name.`,
            },
          ],
    ),
    ...(reference === null || known.length === 0 || known.includes(reference)
      ? []
      : [
          {
            path: ['reference'],
            value: reference,
            text: `is ${JSON.stringify(reference)}, which is not a subject of this plan. Give ${oneOf(known)}, or null to compare every pair.`,
          },
        ]),
    ...requirements.flatMap((requirement, index): LinkFault[] => {
      if (requirement === null) return [];
      const { attack, measure } = requirement;
      const isNeeded = needsAttack(measure);
      if (attack === undefined ? !isNeeded : attack < attacks) return [];
      return [
        {
          path: ['requirements', index, 'attack'],
          value: attack,
          text: `is ${attack === undefined ? 'missing' : String(attack)}. ${attackRemedy(attacks, isNeeded)}`,
          ...(attacks === 0 ? {} : { fault: { kind: 'no-such-attack' } }),
        },
      ];
    }),
  ];
}

function attackRemedy(attacks: number, needed: boolean): string {
  const none = attacks === 0;
  if (none && needed) return 'The plan has no attack: add one, or ask for another measure.';
  if (none) return 'The plan has no attack: leave this out.';
  return `Give the index of an attack of this plan, counted from 0: 0 to ${String(attacks - 1)}.`;
}

/** As the check of a plan names it: `plan.subjects[0].name`. */
export function linkProblem({ path, text, fault }: LinkFault): Problem {
  const where = path.map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${key}`)).join('');
  return { where: `plan${where}`, text, ...(fault === undefined ? {} : { fault }) };
}
