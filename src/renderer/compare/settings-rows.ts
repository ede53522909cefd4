import type { AnalysedRun } from '../../analysis/analysed-run';
import { alignAttacks } from '../../analysis/comparison/aligned-settings';
import { settingLine, settingText } from '../../shared/planning/setting-text';
import { decimal } from '../../analysis/format';
import type { AttackSetting } from '../../analysis/attack-setting';
import type { DegradationSetting } from '../../analysis/degradation-setting';
import { degradationLabels } from '../../shared/degradations/degradation';
import { groupsInWords, plainFields } from '../../shared/training/hardening';
import { methodOf } from '../../shared/training/training-method';
import { hashOf, shortId } from '../../shared/identity';
import type { StudyPlan } from '../../shared/plan/plan';
import { computedBy, computedOn } from '../../shared/runs/run';
import { texts } from '../texts/catalogue';

const words = texts.compare;

/** One setting of the runs, in words, in their order. */
export interface SettingRow {
  readonly title: string;
  readonly values: readonly string[];
  /** Of each value, what not all runs have; as `values` where it is of one part. */
  readonly differences: readonly string[];
  readonly differs: boolean;
}

/** What a setting is made of; one part where it has none of its own. */
type Parts = string | readonly string[];

/** What the runs are made of: whatever differs here may be why their numbers differ. */
export function settingRows(runs: readonly AnalysedRun[]): readonly SettingRow[] {
  const row = (title: string, value: (run: AnalysedRun) => Parts): SettingRow => rowOf(title, runs.map(value));
  const { fields } = words;
  const attacks = alignAttacks(runs.map(({ analysis }) => analysis.attacks));
  const subjects = [...new Set(runs.flatMap(({ input }) => input.run.plan.subjects.map(({ name }) => name)))];
  const degradations = [...new Set(runs.flatMap(({ analysis }) => analysis.degradations.map(sufferingOf)))];
  return [
    row(fields.name, ({ input }) => input.run.plan.name),
    row(fields.question, ({ input }) => input.run.plan.question || words.absent),
    row(fields.requirements, ({ analysis }) => statedIn(analysis)),
    row(fields.dataset, ({ input: { dataset, run } }) =>
      words.content(dataset.name, shortId(run.expansion.datasetHash)),
    ),
    row(fields.samples, ({ input: { run } }) => {
      const { rows } = run.expansion;
      return words.selection(decimal(rows.length), shortId(hashOf(rows)));
    }),
    row(fields.subjects, ({ input }) => input.run.plan.subjects.map(({ name }) => name).join(', ')),
    ...subjects.map((name) =>
      row(words.subjectField(name), ({ input }) => {
        const own = input.run.plan.subjects.find((subject) => subject.name === name);
        return own === undefined ? words.absent : madeOf(own);
      }),
    ),
    row(fields.seeds, ({ input }) => input.run.plan.seeds.join(', ')),
    ...attacks.map(({ title, of }) =>
      rowOf(
        words.attackField(title),
        of.map((setting) => (setting === null ? words.absent : parametersOf(setting))),
      ),
    ),
    ...degradations.map((suffering) =>
      row(suffering, ({ analysis }) => {
        const own = analysis.degradations.filter((setting) => sufferingOf(setting) === suffering);
        return [...new Set(own.map(strengthOf))].join(' · ') || words.absent;
      }),
    ),
    row(fields.attackSeed, ({ input }) => String(input.run.plan.attackSeed)),
    row(fields.microBatch, ({ input }) => String(input.run.plan.microBatch)),
    row(fields.device, ({ input }) => listed(computedOn(input.events))),
    row(fields.versions, ({ input }) => listed(computedBy(input.run, input.events))),
    row(fields.records, ({ analysis: { run } }) => words.recordsOf(decimal(run.records), decimal(run.recordsExpected))),
  ];
}

function rowOf(title: string, of: readonly Parts[]): SettingRow {
  const parts = of.map((each) => (typeof each === 'string' ? [each] : each));
  const values = parts.map(joined);
  const differences = parts.map(
    (own) => joined(own.filter((part) => !parts.every((other) => other.includes(part)))) || words.noneOfThese,
  );
  return { title, values, differences, differs: new Set(values).size > 1 };
}

function joined(parts: readonly string[]): string {
  return parts.join('; ');
}

/** Each once, though every model answers it. */
function statedIn({ requirements }: AnalysedRun['analysis']): string {
  return [...new Set(requirements.map(({ statement }) => statement))].join('; ') || words.absent;
}

/** Parts and training of a model. */
function madeOf({ recipe: { encoders, ...recipe }, training }: StudyPlan['subjects'][number]): readonly string[] {
  return [
    ...Object.entries(encoders).map(([modality, encoder]) => `${modality} encoder ${settingText(encoder)}`),
    ...Object.entries(recipe).map(([part, choice]) => settingLine(part, choice)),
    ...Object.entries(plainFields(training)).map(([field, value]) => settingLine(field, value)),
    ...methodOf(training).map(([field, text]) => settingLine(field, text)),
    ...groupsInWords(training).map(([field, text]) => settingLine(field, text)),
  ];
}

/** How hard the attack tries; its name and budgets stand in its title. */
function parametersOf({ choice, version }: AttackSetting): readonly string[] {
  const entries: readonly (readonly [string, unknown])[] = Object.entries({ ...choice, version });
  return entries
    .filter(([field]) => field !== 'name' && field !== 'budgets' && field !== 'modalities')
    .map(([field, value]) => settingLine(field, value));
}

/** What happens to which inputs, in any order: one row of the table, however often and however strongly. */
function sufferingOf({ choice: { name, modalities } }: DegradationSetting): string {
  return words.degradationField(degradationLabels[name], [...modalities].sort().join(' + '));
}

/** How it happens; of noise, at all its levels. */
function strengthOf({ choice, version }: DegradationSetting): string {
  const entries: readonly (readonly [string, unknown])[] = Object.entries({ ...choice, version });
  return entries
    .filter(([field]) => field !== 'name' && field !== 'modalities')
    .map(([field, value]) => settingLine(field, value))
    .join('; ');
}

function listed(values: readonly string[]): string {
  return [...new Set(values)].sort().join(', ') || words.absent;
}
