import { factsOf, type AttackName } from '../../shared/attacks/attack';
import { attackFacts } from '../../shared/attacks/registry';
import { degradationLabels } from '../../shared/degradations/degradation';
import { problemsIn, type LabError } from '../../shared/errors';
import type { Problem } from '../../shared/problem';
import { settingName } from '../../shared/planning/setting-text';
import { shownText } from '../../shared/text/shown-text';
import type { AttackDraft, DegradationDraft, PlanDraft } from '../plans/plan-draft';
import { texts } from '../texts/catalogue';

const { about, data, subjects, seeds, attacks, degradations, certificates, requirements, summary } = texts.builder;
const { places } = summary;

/** What a plan is made of, by whose names its places go. */
type Named = Pick<PlanDraft, 'subjects' | 'attacks' | 'degradations'>;

/**
 * What an error of the check says against the plan, field by field, as the fields themselves say it: nobody should read
 * one fault in two wordings.
 *
 * @param plan that was checked
 */
export function planProblems(error: LabError, plan: Named): readonly Problem[] {
  return problemsIn(error, 'plan').map((problem) => ({ where: problem.where, text: worded(problem, plan) }));
}

/** Places stand in the plan's file by indices, which count from 0; the window shows numbers, which count from 1. */
function worded({ where, text, fault }: Problem, plan: Named): string {
  switch (fault?.kind) {
    case undefined:
      return text;
    case 'same-as':
      return summary.sameAs(inSentence(namedPlace(fault.place, plan)));
    case 'no-number':
      // An entry of a list is typed among others, by no rule of a single number.
      if (where.endsWith(']')) return text;
      return fault.given === '' ? texts.ui.number.missing : texts.ui.number.none(shownText(fault.given));
    case 'no-such-attack':
      return requirements.chooseAttack;
    case 'removes-nothing':
      return requirements.leavesDecidable(namedPlace(fault.place, plan));
    case 'no-such-budget':
      return requirements.chooseBudget;
    case 'no-such-degradation':
      return requirements.chooseDegradation;
    case 'no-such-level':
      return requirements.chooseLevel;
    default:
      return fault satisfies never;
  }
}

/** A place by its number and its name: `Attack 1 (Decoupling) · budget 2`. */
function namedPlace(where: string, plan: Named): string {
  const [first, ...rest] = placeText(where).split(' · ');
  const name = nameAt(where, plan);
  return [name === undefined ? first : summary.placeNamed(first, shownText(name)), ...rest].join(' · ');
}

function nameAt(
  where: string,
  { subjects: models, attacks: attacking, degradations: failing }: Named,
): string | undefined {
  const [, list, index] = /^plan\.(\w+)\[(\d+)\]/u.exec(where) ?? [];
  switch (list) {
    case 'subjects':
      return models.at(Number(index))?.name;
    case 'attacks': {
      const attack = attacking.at(Number(index));
      return attack === undefined ? undefined : attackName(attack);
    }
    case 'degradations': {
      const degradation = failing.at(Number(index));
      return degradation === undefined ? undefined : degradationName(degradation);
    }
    default:
      return undefined;
  }
}

function attackName({ name }: Pick<AttackDraft, 'name'>): string {
  return Object.hasOwn(attackFacts, name) ? factsOf({ name: name as AttackName }).label : name;
}

function degradationName({ name }: Pick<DegradationDraft, 'name'>): string {
  return Object.hasOwn(degradationLabels, name) ? degradationLabels[name as keyof typeof degradationLabels] : name;
}

function inSentence(place: string): string {
  return place.charAt(0).toLowerCase() + place.slice(1);
}

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
  'plan.storedInputs': attacks.stored,
  'plan.attacks.modalities': attacks.on,
  'plan.degradations': degradations.title,
  'plan.degradations.modalities': degradations.on,
  'plan.certificates': certificates.title,
  'plan.certificates.modalities': certificates.on,
  'plan.requirements': requirements.title,
  'plan.requirements.measure': requirements.measure,
  'plan.requirements.subject': requirements.subject,
  'plan.requirements.attack': requirements.attack,
  'plan.requirements.budget': requirements.budget,
  'plan.requirements.degradation': requirements.degradation,
  'plan.requirements.level': requirements.level,
  'plan.requirements.removedAtMost': requirements.removedAtMost,
  'plan.requirements.comparison': requirements.comparison,
  'plan.requirements.threshold': requirements.threshold,
  'plan.requirements.confidence': requirements.confidence,
};

/** Places below which every field is called as its schema says. */
const ofChoices = /^plan\.(?:attacks|degradations|certificates|subjects\.(?:training|recipe))\./u;
/** Places below which are names that the data give. */
const ofModalities = new Set(['encoders', 'budgets', 'kept']);

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
