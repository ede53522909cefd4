import { z } from 'zod';
import { parseFile } from '../json/json-file';
import { mapValues } from '../map-values';
import { StudyPlan } from './plan';

const planFormat = { schema: StudyPlan, whenNewer: 'Update MUROAN Lab to use this plan.' } as const;

/**
 * Checks what a plan file holds. Radii may stand there as fractions: `"4/255"`.
 *
 * @param what name of the plan, as its author knows it
 * @throws LabError `unsupported` for a plan of a newer app, `invalid` for anything else that does not fit
 */
export function parsePlan(value: unknown, what: string): StudyPlan {
  return parseFile(withNumericRadii(value), planFormat, what);
}

/** What a plan file holds, its radii as numbers: for a look at its parts before they are all right. */
export function withNumericRadii(value: unknown): unknown {
  return withRadii(value, numberOf);
}

/** The plan as a person reads and edits it. */
export function planText(plan: StudyPlan): string {
  return `${JSON.stringify(withRadii(plan, fractionOf), null, 2)}\n`;
}

/** An attack as it stands in the text of a plan. */
export function attackAsWritten(attack: object): object {
  return withRadiiOf(attack, fractionOf);
}

/** A plan with its radii replaced; whatever is no plan stays as it is. */
function withRadii(value: unknown, replace: (radius: unknown) => unknown): unknown {
  const plan = PlanWithBudgets.safeParse(value);
  if (!plan.success) return value;
  return { ...plan.data, attacks: plan.data.attacks.map((attack) => withRadiiOf(attack, replace)) };
}

function withRadiiOf<Attack>(attack: Attack, replace: (radius: unknown) => unknown): Attack {
  const choice = WithBudgets.safeParse(attack);
  return choice.success
    ? { ...attack, budgets: choice.data.budgets.map((budget) => mapValues(budget, replace)) }
    : attack;
}

const PlanWithBudgets = z.looseObject({ attacks: z.array(z.unknown()) });
const WithBudgets = z.looseObject({ budgets: z.array(z.record(z.string(), z.unknown())) });

/** `"4/255"` as a number. */
function numberOf(radius: unknown): unknown {
  const fraction = typeof radius === 'string' ? /^(\d+(?:\.\d+)?)\/(\d*[1-9]\d*)$/.exec(radius) : null;
  return fraction === null ? radius : Number(fraction[1]) / Number(fraction[2]);
}

/** Steps of 8-bit pixel values as fractions, where their decimals have no end. */
export function fractionOf(radius: unknown): unknown {
  if (typeof radius !== 'number' || String(radius).length < 8) return radius;
  const steps = Math.round(radius * 255);
  return steps > 0 && steps / 255 === radius ? `${String(steps)}/255` : radius;
}
