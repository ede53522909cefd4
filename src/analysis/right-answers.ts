import { isAnsweredCorrectly } from '../shared/records/answer';
import type { StudyPlan } from '../shared/plan/plan';
import { underSetting, type AttackSetting } from './attack-setting';
import { votedSettings, type CertificateSetting } from './certificate-setting';
import { comparedPairs } from '../shared/plan/compared-pairs';
import { unjudgedOf } from './comparison/judgement';
import { fewestCommon, pairsOf } from './comparison/pairs';
import { strongestLevels, type DegradationSetting } from './degradation-setting';
import type { Flag } from './flags/flag';
import { listOf } from './format';
import { cleanAnswers } from './measures/accuracy';
import { certifiedAnswers } from './measures/certified';
import type { Evaluated } from './model-analysis';
import { outcomesUnder, type ModelResults } from './results';
import { isVoid } from './standing';
import { twoLevelMean, twoLevelShare } from './statistics/bootstrap';
import { nothing, rateOf, type Estimate } from './statistics/estimate';
import { mostNamed } from './verdict/many-models';

/** Right answers of many models: what is left of them under everything that a study does. */
export interface RightAnswers {
  /** Titles of what is done, nothing first. */
  readonly conditions: readonly string[];
  readonly subjects: readonly {
    readonly name: string;
    readonly isVoid: boolean;
    /** Shares of all samples, by condition; over training seeds where there are several. */
    readonly shares: readonly Estimate[];
  }[];
  /**
   * Who is compared with whom. Neither tested nor corrected: what the study claims, its comparisons tell. Nothing where
   * nothing may be said: of what is void, and of radii in embedding spaces of their own.
   */
  readonly beside: readonly {
    readonly a: string;
    readonly b: string;
    /** Shares of a − those of b, by condition, paired by training seed and sample. */
    readonly differences: readonly Estimate[];
  }[];
}

interface Settings {
  readonly attacks: readonly AttackSetting[];
  readonly degradations: readonly DegradationSetting[];
  readonly certificates: readonly CertificateSetting[];
}

interface Answer {
  readonly row: number;
  readonly group: string;
  readonly hit: boolean;
}

interface Condition {
  readonly title: string;
  /** The attack that it is; null of others. */
  readonly setting: AttackSetting | null;
  readonly of: (model: ModelResults) => readonly Answer[];
}

/** How the titles of certificates begin. */
const certifiedMark = 'certified: ';

/**
 * Null of studies of few models, which stand beside each other as they are. Of noise the strongest level is told, of a
 * certificate radius 0.
 */
export function rightAnswers(
  models: readonly Evaluated[],
  settings: Settings,
  plan: Pick<StudyPlan, 'reference' | 'subjects'>,
  flags: readonly Flag[],
): RightAnswers | null {
  const names = [...new Set(models.map(({ analysis }) => analysis.subject))];
  if (names.length <= mostNamed) return null;
  const bySubject = new Map(names.map((name) => [name, models.filter(({ analysis }) => analysis.subject === name)]));
  const of = (name: string): readonly Evaluated[] => bySubject.get(name) ?? [];
  const conditions = conditionsOf(settings).map(onceForEach);
  return {
    conditions: conditions.map(({ title }) => title),
    subjects: names.map((name) => ({
      name,
      isVoid: of(name).some(({ analysis }) => isVoid(analysis)),
      shares: conditions.map((condition) => shareOf(name, of(name), condition)),
    })),
    beside: comparedPairs(names, plan).map(([a, b]) => ({
      a,
      b,
      differences: conditions.map((condition) =>
        isJudged(models, [a, b], condition, flags) ? difference([a, of(a)], [b, of(b)], condition) : nothing,
      ),
    })),
  };
}

/** A model is asked of once, however many it stands beside. */
function onceForEach({ of, ...condition }: Condition): Condition {
  const known = new Map<ModelResults, readonly Answer[]>();
  return {
    ...condition,
    of: (model) => {
      const answers = known.get(model) ?? of(model);
      known.set(model, answers);
      return answers;
    },
  };
}

function conditionsOf({ attacks, degradations, certificates }: Settings): readonly Condition[] {
  return [
    { title: 'nothing done', setting: null, of: ({ clean }) => cleanAnswers(clean) },
    ...attacks.map((setting): Condition => ({
      title: setting.latent.length > 0 ? `${setting.title} (latent)` : setting.title,
      setting,
      of: (model) => outcomesUnder(model, setting).map(({ row, group, correct }) => ({ row, group, hit: correct })),
    })),
    ...strongestLevels(degradations).map((setting): Condition => ({
      title: setting.title,
      setting: null,
      of: ({ degraded }) =>
        (underSetting(degraded, setting)?.records ?? []).map((record) => ({
          row: record.row,
          group: record.group,
          hit: isAnsweredCorrectly(record),
        })),
    })),
    ...votedSettings(certificates).map((setting): Condition => ({
      title: `${certifiedMark}${setting.title}`,
      setting: null,
      of: (model) => {
        const result = underSetting(model.certificates, setting);
        return result === undefined ? [] : certifiedAnswers(result);
      },
    })),
  ];
}

function shareOf(name: string, models: readonly Evaluated[], { title, of }: Condition): Estimate {
  const seeds = models.map(({ results }) => of(results));
  if (seeds.every(({ length }) => length === 0)) return nothing;
  if (seeds.length === 1) return rateOf(seeds[0]);
  const values = seeds.map((answers) => answers.map(({ hit, group }) => ({ value: Number(hit), group })));
  return twoLevelShare(values, `${name}/${title}/right`);
}

/** May anything be said of the two under this condition? As of the comparisons that are tested. */
function isJudged(
  models: readonly Evaluated[],
  [a, b]: readonly [a: string, b: string],
  { setting }: Condition,
  flags: readonly Flag[],
): boolean {
  if (models.some(({ analysis }) => [a, b].includes(analysis.subject) && isVoid(analysis))) return false;
  if (setting === null) return true;
  const pairs = pairsOf(models, a, b, setting);
  return pairs.length === 0 || unjudgedOf(setting, pairs, fewestCommon(pairs), flags) === null;
}

type Side = readonly [name: string, models: readonly Evaluated[]];

function difference([a, left]: Side, [b, right]: Side, { title, of }: Condition): Estimate {
  const seeds = left.flatMap(({ analysis, results }) => {
    const twin = right.find((other) => other.analysis.seed === analysis.seed);
    if (twin === undefined) return [];
    const others = new Map(of(twin.results).map(({ row, hit }) => [row, hit]));
    const paired = of(results).flatMap(({ row, group, hit }) => {
      const other = others.get(row);
      return other === undefined ? [] : [{ value: Number(hit) - Number(other), group }];
    });
    return paired.length === 0 ? [] : [paired];
  });
  return seeds.length === 0 ? nothing : twoLevelMean(seeds, `${a}/${b}/${title}/right`);
}

/** Where there is no room for intervals, nobody should read the shares without knowing how wide they are; a sentence. */
export function widestWords({ subjects }: RightAnswers): string {
  const widths = subjects
    .flatMap(({ shares }) => shares)
    .flatMap(({ low, high }) => (low === null || high === null ? [] : [(high - low) / 2]));
  return widths.length === 0
    ? ''
    : `The 95 % intervals reach up to ${(100 * Math.max(...widths)).toFixed(1)} points to each side.`;
}

/** How the table is to be read, in a sentence or two. */
export function rightAnswersNote({ conditions }: RightAnswers): string {
  const latent = conditions.some((title) => title.endsWith('(latent)'));
  const certified = conditions.some((title) => title.startsWith(certifiedMark));
  const told = [
    'with nothing done',
    'under each attack (an upper bound: a stronger one may find more)',
    'with failing inputs at their strongest',
    ...(certified ? ['those of the ensemble that are certified (a lower bound)'] : []),
  ];
  return `Right answers as a share of all samples: ${listOf(told)}.${latent ? ' Latent: the radius is in the space in which a model embeds its words; it ranks no models but such that share it.' : ''}`;
}
