import type { AttackChoice } from '../attacks/attack';
import type { Problem, ProblemFault } from '../problem';
import { needsAttack, needsDegradation, type RequirementMeasure } from './requirement';
import { oneOf } from '../text/wording';

/** What parts of a plan say of each other; null for a part that says nothing sound. */
export interface PlanLinks {
  /** Of the subjects. */
  readonly names: readonly (string | null)[];
  readonly reference: string | null;
  /** Of the subjects. */
  readonly comparedWith: readonly (readonly string[])[];
  /** Per attack, the subject that it is made on, if it is made on another than it is shown to. */
  readonly sources: readonly (string | null)[];
  /** How many there are, sound or not. */
  readonly attacks: number;
  readonly degradations: number;
  readonly requirements: readonly ({
    readonly measure: RequirementMeasure;
    readonly attack?: number | undefined;
    readonly degradation?: number | undefined;
  } | null)[];
}

/** A fault by the path of its field in the plan. */
export interface LinkFault {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly text: string;
  readonly fault?: ProblemFault;
}

/** See `PlanLinks.sources`. */
export function sourcesOf(attacks: readonly (AttackChoice | null)[]): readonly (string | null)[] {
  return attacks.map((attack) => (attack?.name === 'transfer' ? attack.source : null));
}

/** Names that are given twice, and references to what the plan does not hold. */
export function linkFaults({
  names,
  reference,
  comparedWith,
  sources,
  attacks,
  degradations,
  requirements,
}: PlanLinks): readonly LinkFault[] {
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
    ...comparedWith.flatMap((others, index) =>
      others.flatMap((other, place): LinkFault[] => {
        const fault = (text: string): LinkFault[] => [
          {
            path: ['subjects', index, 'comparedWith', place],
            value: other,
            text: `is ${JSON.stringify(other)}, ${text}`,
          },
        ];
        if (names[index] === other) return fault('the subject itself. Give another, or leave it out.');
        if (others.indexOf(other) < place) return fault('which stands here already. Give each once.');
        return known.length === 0 || known.includes(other)
          ? []
          : fault(`which is not a subject of this plan. Give ${oneOf(known)}.`);
      }),
    ),
    ...sources.flatMap((source, index): LinkFault[] =>
      source === null || known.length === 0 || known.includes(source)
        ? []
        : [
            {
              path: ['attacks', index, 'source'],
              value: source,
              text: `is ${JSON.stringify(source)}, which is not a subject of this plan. Give ${oneOf(known)}.`,
            },
          ],
    ),
    ...requirements.flatMap((requirement, index): LinkFault[] => {
      if (requirement === null) return [];
      const { attack, degradation, measure } = requirement;
      const about = (field: 'attack' | 'degradation'): readonly (string | number)[] => ['requirements', index, field];
      return [
        ...pointerFaults(about('attack'), attack, attacks, needsAttack(measure), 'an attack', 'no-such-attack'),
        ...pointerFaults(
          about('degradation'),
          degradation,
          degradations,
          needsDegradation(measure),
          'a degradation',
          'no-such-degradation',
        ),
      ];
    }),
  ];
}

/** @param what that a requirement points to by its index, of which the plan has `count` */
function pointerFaults(
  path: LinkFault['path'],
  index: number | undefined,
  count: number,
  isNeeded: boolean,
  what: 'an attack' | 'a degradation',
  kind: 'no-such-attack' | 'no-such-degradation',
): readonly LinkFault[] {
  if (index === undefined ? !isNeeded : index < count) return [];
  return [
    {
      path,
      value: index,
      text: `is ${index === undefined ? 'missing' : String(index)}. ${pointerRemedy(count, isNeeded, what)}`,
      ...(count === 0 ? {} : { fault: { kind } }),
    },
  ];
}

function pointerRemedy(count: number, needed: boolean, what: string): string {
  const none = `The plan has no ${what.replace(/^an? /u, '')}`;
  if (count === 0) return needed ? `${none}: add one, or ask for another measure.` : `${none}: leave this out.`;
  return `Give the index of ${what} of this plan, counted from 0: 0 to ${String(count - 1)}.`;
}

/** As the check of a plan names it: `plan.subjects[0].name`. */
export function linkProblem({ path, text, fault }: LinkFault): Problem {
  const where = path.map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${key}`)).join('');
  return { where: `plan${where}`, text, ...(fault === undefined ? {} : { fault }) };
}
