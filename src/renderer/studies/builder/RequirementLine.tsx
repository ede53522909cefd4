import { ActionIcon, Group, Select } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import {
  needsAttack,
  needsDegradation,
  Requirement,
  RequirementMeasure,
  thresholdUnit,
} from '../../../shared/plan/requirement';
import { shownName } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { NumberField } from '../../ui/NumberField';
import type { PlanDraft, RequirementDraft } from '../../plans/plan-draft';
import { withField, withoutFields } from '../../parts/part-draft';
import type { Problem } from '../../../shared/problem';
import { fieldAt, problemAt } from '../../parts/problems';
import { attackTitle, kindOf } from './attack-title';
import { degradationCardTitle } from './DegradationCard';
import { FoldedCard } from './FoldedCard';
import { attackOptions, measureOptions, type AskedOf } from './requirement-options';
import { RequirementDegradation } from './RequirementDegradation';
import { writtenBudget } from './written-budget';
import { OtherProblems } from './section';

const words = texts.builder.requirements;
const fields = Object.keys(Requirement.shape);
/** Fields that a requirement shows only where it is about an attack, and only where about an input that fails. */
const ofAttacks = ['attack', 'budget', 'removedAtMost'];
const ofFailing = ['degradation', 'level'];
const { comparison: Comparison, confidence: Confidence } = Requirement.shape;
const usualConfidence = Confidence.def.defaultValue;

export interface RequirementLineProps {
  readonly requirement: RequirementDraft;
  readonly index: number;
  readonly plan: PlanDraft;
  readonly asked: AskedOf;
  readonly problems: readonly Problem[];
  /** It was added a moment ago: it shows its fields. */
  readonly isFresh: boolean;
  readonly onChange: (requirement: RequirementDraft) => void;
  readonly onRemove: () => void;
}

/** One requirement, as a sentence, of fields where it is opened: measure, model, attack or failing input, threshold. */
export function RequirementLine(props: RequirementLineProps): ReactNode {
  const { requirement, index, plan, asked, problems, isFresh, onChange, onRemove } = props;
  const where = `plan.requirements[${String(index)}]`;
  const set = (field: string, content: unknown): void => {
    onChange(withField(requirement, field, content));
  };
  const measure = RequirementMeasure.safeParse(requirement.measure);
  const ofAttack = measure.success && needsAttack(measure.data);
  const attack = requirement.attack === undefined ? undefined : plan.attacks.at(requirement.attack);
  const removes = attack !== undefined && kindOf(attack) === 'removal';
  const budgets = attack?.budgets ?? [];
  const ofDegradation = measure.success && needsDegradation(measure.data);
  const shown = fields.filter((field) => !(ofDegradation ? ofAttacks : ofFailing).includes(field));
  return (
    <FoldedCard
      title={words.number(index + 1)}
      line={requirementText(requirement, plan)}
      where={where}
      isWrong={problemAt(problems, where) !== undefined}
      isFresh={isFresh}
      actions={
        <ActionIcon color="gray" aria-label={words.remove(index + 1)} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      }
    >
      <Group gap="sm" align="flex-start">
        <Select
          label={words.measure}
          w={290}
          allowDeselect={false}
          data={measureOptions(asked, requirement.measure)}
          value={requirement.measure}
          {...fieldAt(problems, `${where}.measure`)}
          onChange={(chosen) => {
            // Of another measure the attack or the failing input may mean nothing; what is said of it goes with it.
            const bare = withoutFields(requirement, [...ofAttacks, ...ofFailing]);
            onChange(withField(bare, 'measure', chosen));
          }}
        />
        <Select
          label={words.subject}
          w={150}
          allowDeselect={false}
          data={[
            { value: '', label: words.everyModel },
            ...[...new Set(plan.subjects.map(({ name }) => name))]
              .filter((name) => name !== '')
              .map((name) => ({ value: name, label: shownName(name) })),
          ]}
          value={requirement.subject ?? ''}
          {...fieldAt(problems, `${where}.subject`)}
          onChange={(subject) => {
            set('subject', subject);
          }}
        />
        {ofDegradation ? (
          <RequirementDegradation
            requirement={requirement}
            where={where}
            degradations={plan.degradations}
            problems={problems}
            onChange={onChange}
          />
        ) : (
          <>
            <Select
              label={words.attack}
              w={220}
              allowDeselect={false}
              disabled={!ofAttack}
              placeholder={words.choose}
              data={attackOptions(plan.attacks, requirement.measure)}
              value={requirement.attack === undefined ? null : String(requirement.attack)}
              {...(ofAttack ? {} : { description: words.needsAttack })}
              {...fieldAt(problems, `${where}.attack`)}
              onChange={(place) => {
                const bare = withoutFields(requirement, ['budget']);
                onChange(withField(bare, 'attack', place === null ? undefined : Number(place)));
              }}
            />
            <Select
              label={words.budget}
              w={170}
              allowDeselect={false}
              disabled={budgets.length < 2}
              data={[
                { value: '', label: words.everyBudget },
                ...budgets.map((budget, place) => ({ value: String(place), label: budgetText(budget, place) })),
              ]}
              value={requirement.budget === undefined ? '' : String(requirement.budget)}
              {...(budgets.length < 2 ? { description: words.needsBudgets } : {})}
              {...fieldAt(problems, `${where}.budget`)}
              onChange={(place) => {
                set('budget', place === null || place === '' ? undefined : Number(place));
              }}
            />
            <NumberField
              label={words.removedAtMost}
              w={150}
              step={0.05}
              disabled={!removes}
              value={requirement.removedAtMost}
              description={removes ? words.removedHint : words.needsRemoval}
              {...fieldAt(problems, `${where}.removedAtMost`)}
              onChange={(value) => {
                set('removedAtMost', value);
              }}
            />
          </>
        )}
        <Select
          label={words.comparison}
          w={110}
          allowDeselect={false}
          data={Comparison.options.map((value) => ({ value, label: words.comparisons[value] }))}
          value={requirement.comparison}
          {...fieldAt(problems, `${where}.comparison`)}
          onChange={(comparison) => {
            set('comparison', comparison);
          }}
        />
        <NumberField
          label={measure.success ? words.thresholdOf[thresholdUnit(measure.data)] : words.threshold}
          w={110}
          step={0.05}
          value={requirement.threshold}
          {...fieldAt(problems, `${where}.threshold`)}
          onChange={(threshold) => {
            set('threshold', threshold);
          }}
        />
        <NumberField
          label={words.confidence}
          w={110}
          step={0.01}
          placeholder={String(usualConfidence)}
          value={requirement.confidence}
          {...fieldAt(problems, `${where}.confidence`)}
          onChange={(confidence) => {
            set('confidence', confidence);
          }}
        />
        <OtherProblems problems={problems} where={where} fields={shown} />
      </Group>
    </FoldedCard>
  );
}

/** As a sentence: `robust accuracy · every model · 7. PGD-20 l∞ · at least 0.8`. */
function requirementText(requirement: RequirementDraft, { attacks, degradations }: PlanDraft): string {
  const { measure, subject, attack, budget, degradation, level, comparison, threshold } = requirement;
  const known = RequirementMeasure.safeParse(measure);
  const sign = Comparison.safeParse(comparison);
  const chosen = attack === undefined ? undefined : attacks.at(attack);
  const failing = degradation === undefined ? undefined : degradations.at(degradation);
  const radii = budget === undefined ? undefined : chosen?.budgets?.at(budget);
  return [
    known.success ? words.measures[known.data] : measure,
    subject ?? words.everyModel,
    ...(chosen === undefined || attack === undefined ? [] : [attackTitle(chosen, attack)]),
    ...(radii === undefined || budget === undefined ? [] : [words.budgetOf(budgetText(radii, budget))]),
    ...(failing === undefined || degradation === undefined ? [] : [degradationCardTitle(failing, degradation)]),
    ...(level === undefined ? [] : [words.levelOf(String(level))]),
    `${sign.success ? words.comparisons[sign.data] : comparison} ${String(threshold)}`,
  ].join(' · ');
}

/** `2. image 8/255`; the number tells lines apart that are not filled yet. */
function budgetText(budget: Readonly<Record<string, number | string>>, place: number): string {
  return `${String(place + 1)}. ${writtenBudget(budget)}`;
}
