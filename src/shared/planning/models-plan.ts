import type { AttackName } from '../attacks/attack';
import { attackSchemas } from '../attacks/registry';
import { isMadeElsewhere } from '../models/brought';
import type { DatasetManifest } from '../data/dataset';
import { LabError } from '../errors';
import { canonicalJson } from '../identity';
import type { ModelDescription } from '../models/model-description';
import { withSeed } from '../text/naming';
import type { StudyPlanInput } from '../plan/plan';
import { modalityIds } from '../recipe/recipe';
import { readBy } from '../data/read-by';
import { attackOnImported, sourcesAmong, type ImportedSubject } from './imported-attacks';
import type { UsualAttack } from './black-box-limits';
import { attackReason, plansPixels } from './pixel-limits';
import { usualQuestion } from './starter-plan';
import { attackLimit } from './target-limits';

export type PlannedModel = Pick<ModelDescription, 'title' | 'spec' | 'imported' | 'brought'>;

/** What a study of models asks of their data. */
export type PlannedData = Pick<DatasetManifest, 'name' | 'modalities' | 'target'> & {
  readonly splits: Pick<DatasetManifest['splits'], 'test'>;
};

export interface ModelsPlanOptions {
  readonly name?: string;
  /** Null: of each family the first that all of the models can be put to. */
  readonly attacks: readonly AttackName[] | null;
  readonly samples: number;
  /** Null: those that the models were trained with. */
  readonly seeds: readonly number[] | null;
}

/** What a study of models does to them at first: of each list the first attack that is possible with all. */
const families: readonly (readonly AttackName[])[] = [
  ['decoupling'],
  // By gradients where there are some, by scores where not.
  ['pgd', 'square'],
  ['hotflip', 'misspell'],
];
/** A plan's name and a subject's are no longer. */
const longest = { plan: 120, subject: 80 };

/**
 * A plan of models that a lab has, not yet checked: each a subject, those of one recipe and training one subject of several
 * seeds, under attacks that all of them can be put to.
 *
 * @param models at least one, all of these data
 * @throws LabError `invalid` where an attack cannot be made on one of them, or several seeds on one that no seed changes
 */
export function modelsPlan(
  data: PlannedData,
  models: readonly PlannedModel[],
  { name, attacks, samples, seeds }: ModelsPlanOptions,
): StudyPlanInput {
  const subjects = subjectsOf(models);
  const usual = usualOn(data, models, subjects);
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name: (name ?? `${subjects.map((subject) => subject.name).join(', ')}: attacks`).slice(0, longest.plan),
    question: usualQuestion,
    data: { dataset: data.name, selection: { split: 'test', count: Math.min(samples, data.splits.test) } },
    subjects: [...subjects],
    seeds: [...seedsOf(models, seeds)],
    attacks: (attacks === null
      ? families.flatMap((family) => family.map(usual).find(({ reason }) => reason === null)?.drafts ?? [])
      : attacks.flatMap((attack) => draftsOf(attack, usual))) as StudyPlanInput['attacks'],
  };
}

type Usual = (name: AttackName) => UsualAttack;

/** What stands against an attack on these models, in the words of the builder and of the plan check. */
function usualOn({ modalities, target }: PlannedData, models: readonly PlannedModel[], subjects: Subjects): Usual {
  const reads = ({ spec }: PlannedModel): readonly string[] => modalityIds(spec.recipe);
  const common = Object.keys(modalities).filter((id) => models.every((model) => reads(model).includes(id)));
  const imported = models.flatMap((model): readonly ImportedSubject[] => {
    if (model.imported === undefined) return [];
    const own = subjects.find(({ recipe }) => recipe === model.spec.recipe);
    return [{ name: own?.name ?? model.title, reads: reads(model), gives: model.imported }];
  });
  const [source] = sourcesAmong(
    subjects.map((subject) => subject.name),
    imported,
  );
  return (name) => {
    const reason = attackReason(name, plansPixels(subjects)) ?? attackLimit({ name }, target);
    return reason === null
      ? attackOnImported(name, { modalities: readBy(modalities, common), target }, imported, source)
      : { drafts: [], reason };
  };
}

/** @throws LabError `invalid` */
function draftsOf(name: AttackName, usual: Usual): readonly object[] {
  const { drafts, reason } = usual(name);
  if (reason === null) return drafts;
  const possible = attackSchemas.map(({ shape }) => shape.name.value).filter((each) => usual(each).reason === null);
  throw new LabError('invalid', `names ${name}, which ${reason}.`, {
    where: '--attack',
    remedy: possible.length === 0 ? 'Leave the model out.' : `Give some of ${possible.join(', ')}.`,
  });
}

type Subjects = readonly StudyPlanInput['subjects'][number][];

function subjectsOf(models: readonly PlannedModel[]): Subjects {
  const distinct = new Map<string, StudyPlanInput['subjects'][number]>();
  for (const { title, spec, imported } of models) {
    const { recipe, training, brought, seed } = spec;
    const made = {
      recipe,
      ...(imported === undefined ? { training } : {}),
      ...(brought === undefined ? {} : { brought }),
    };
    const key = canonicalJson(made);
    if (distinct.has(key)) continue;
    const taken = [...distinct.values()].map((subject) => subject.name);
    // What somebody called a model is left as it is.
    const name = imported === undefined ? title.replace(withSeed('', seed), '') : title;
    distinct.set(key, { name: freeName(name, taken), ...made });
  }
  return [...distinct.values()];
}

function freeName(wanted: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : ` ${String(number)}`;
    const name = `${wanted.slice(0, longest.subject - end.length)}${end}`;
    if (!taken.includes(name)) return name;
  }
}

/** @throws LabError `invalid` */
function seedsOf(models: readonly PlannedModel[], given: readonly number[] | null): readonly number[] {
  const trained = models.filter((model) => !isMadeElsewhere(model)).map(({ spec }) => spec.seed);
  const seeds = given ?? (trained.length === 0 ? [0] : [...new Set(trained)].sort((a, b) => a - b));
  const fixed = models.find(isMadeElsewhere);
  if (seeds.length > 1 && fixed !== undefined) {
    throw new LabError(
      'invalid',
      `would be ${seeds.join(', ')}, but “${fixed.title}” was made elsewhere, and no seed makes another of it.`,
      { where: '--seed', remedy: 'Give one seed, or models of one seed.' },
    );
  }
  return seeds;
}
