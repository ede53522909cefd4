import { problemsIn, type LabError } from '../../shared/errors';
import type { Problem } from '../../shared/problem';
import { settingName } from '../../shared/planning/setting-text';
import { shownText } from '../../shared/shown-text';
import { texts } from '../texts/catalogue';

const { about, data, subjects, seeds, attacks, degradations, requirements, summary } = texts.builder;
const { places } = summary;

/**
 * What an error of the check says against the plan, field by field.
 *
 * @param attackCount attacks of the plan that was checked
 */
export function planProblems(error: LabError, attackCount: number): readonly Problem[] {
  return problemsIn(error, 'plan').map(({ where, text }) => ({ where, text: worded(where, text, attackCount) }));
}

/** As the field itself says it: nobody should read one fault in two wordings. */
function worded(where: string, text: string, attackCount: number): string {
  if (attackCount > 0 && attackOfRequirement.test(where)) return requirements.chooseAttack;
  const typed = where.endsWith(']') ? undefined : noNumber.exec(text)?.[1];
  return typed === undefined ? text : texts.ui.number.none(shownText(JSON.parse(typed) as string));
}

/** What the check says of a text where a number should be. */
const noNumber = /^is ("(?:[^"\\]|\\.)+")\. Give a (?:whole )?number\.$/u;

/** Of these the check names indices, which count from 0; the window shows numbers, which count from 1. */
const attackOfRequirement = /^plan\.requirements\[\d+\]\.attack$/u;

/** Labels of fields, by their place without indices. */
const labels: Readonly<Record<string, string>> = {
  'plan.name': about.name,
  'plan.question': about.question,
  'plan.data.dataset': data.dataset,
  'plan.data.selection.split': data.split,
  'plan.data.selection.count': data.count,
  'plan.data.selection.seed': data.seed,
  'plan.subjects': subjects.title,
  'plan.subjects.name': subjects.name,
  'plan.seeds': seeds.training,
  'plan.attackSeed': seeds.attack,
  'plan.attacks': attacks.title,
  'plan.attacks.modalities': attacks.on,
  'plan.degradations': degradations.title,
  'plan.degradations.modalities': degradations.on,
  'plan.requirements': requirements.title,
  'plan.requirements.measure': requirements.measure,
  'plan.requirements.subject': requirements.subject,
  'plan.requirements.attack': requirements.attack,
  'plan.requirements.budget': requirements.budget,
  'plan.requirements.removedAtMost': requirements.removedAtMost,
  'plan.requirements.comparison': requirements.comparison,
  'plan.requirements.threshold': requirements.threshold,
  'plan.requirements.confidence': requirements.confidence,
};

/** Places below which every field is called as its schema says. */
const ofChoices = /^plan\.(?:attacks|degradations|subjects\.(?:training|recipe))\./u;
/** Places below which are names that the data give. */
const ofModalities = new Set(['encoders', 'budgets']);

/** What the field at a place is called on the screen; undefined where it is an entry of a list or has no field. */
function labelOf(where: string): string | undefined {
  if (where.endsWith(']')) return undefined;
  const place = where.replace(/\[\d+\]/gu, '');
  return Object.hasOwn(labels, place) ? labels[place] : undefined;
}

/** A place in words: `Attack 1 · budget 2 · image`, `Samples`. */
export function placeText(where: string): string {
  const keys = where.split('.');
  const label = labelOf(where);
  return keys
    .flatMap((key, at): readonly string[] => {
      if (at === 0 || key === 'data' || key === 'selection' || key === 'recipe') return [];
      if (label !== undefined && at === keys.length - 1) return [label];
      const path = keys
        .slice(0, at + 1)
        .join('.')
        .replace(/\[\d+\]/gu, '');
      const isField = ofChoices.test(path) && !ofModalities.has(keys[at - 1].replace(/\[\d+\]$/u, ''));
      const found = /^(.*)\[(\d+)\]$/u.exec(key);
      if (found === null) return [isField ? settingName(key) : key];
      const [, name, index] = found;
      const number = Number(index) + 1;
      return [
        name in places && name !== 'other'
          ? places[name as Exclude<keyof typeof places, 'other'>](number)
          : places.other(isField ? settingName(name) : name, number),
      ];
    })
    .join(' · ');
}
