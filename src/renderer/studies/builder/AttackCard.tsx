import { ActionIcon, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { settingLine } from '../../../analysis/comparison/setting-text';
import type { Choice } from '../../../shared/planning/choice-catalogue';
import { editedFields, PartFields } from '../../parts/PartFields';
import { texts } from '../../texts/catalogue';
import type { AttackDraft } from '../../plans/plan-draft';
import { problemAt } from '../../parts/problems';
import type { AttackCardProps } from './attack-card-props';
import { attackTitle, kindOf } from './attack-title';
import { CriterionFields } from './CriterionFields';
import { More } from './More';
import { PerturbationFields } from './PerturbationFields';
import { RemovalFields } from './RemovalFields';
import { StopFields } from './StopFields';
import { OtherProblems } from './section';

const words = texts.builder.attacks;
/** Fields that have controls of their own, whatever the attack. */
const controlled = ['name', 'modalities', 'budgets', 'norm', 'share', 'criterion', 'stop'];

/** One attack: what it acts on, its budgets, its other numbers. */
export function AttackCard(props: AttackCardProps): ReactNode {
  const { attack, index, choice, problems, onChange, onCopy, onRemove } = props;
  const where = `plan.attacks[${String(index)}]`;
  const title = attackTitle(attack, index);
  const kind = kindOf(attack);
  const also = choice === undefined ? [] : alsoSet(attack, choice);
  const has = (field: string): boolean => choice?.fields.some(({ name }) => name === field) === true;
  const wrong =
    problemAt(problems, `${where}.criterion`) !== undefined ||
    problemAt(problems, `${where}.stop`) !== undefined ||
    choice?.fields.some(
      ({ name }) => !controlled.includes(name) && problemAt(problems, `${where}.${name}`) !== undefined,
    );
  return (
    <Paper p="sm">
      <Stack gap={6}>
        <Group justify="space-between" wrap="nowrap">
          <Title order={3}>{title}</Title>
          <Group gap={2} wrap="nowrap">
            <ActionIcon color="gray" aria-label={words.copy(title)} onClick={onCopy}>
              <IconCopy size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon color="gray" aria-label={words.remove(title)} onClick={onRemove}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        </Group>
        {kind === 'removal' ? <RemovalFields {...props} where={where} /> : null}
        {kind === 'perturbation' ? <PerturbationFields {...props} where={where} /> : null}
        <OtherProblems problems={problems} where={where} fields={fieldsOf(props)} />
        {choice === undefined ? null : (
          <More label={words.moreOf(title)} opened={wrong === true}>
            {has('criterion') ? <CriterionFields {...props} where={where} /> : null}
            {has('stop') ? <StopFields {...props} where={where} /> : null}
            <PartFields
              choice={withoutControlled(choice)}
              fields={attack}
              where={where}
              problems={problems}
              onChange={(next) => {
                onChange({ ...next, name: attack.name });
              }}
            />
            {also.length === 0 ? null : (
              <Text size="xs" c="dimmed" mt={6}>
                {words.also}: {also.join(' · ')}
              </Text>
            )}
          </More>
        )}
      </Stack>
    </Paper>
  );
}

/** Places below an attack that have a control. */
function fieldsOf({ attack, choice }: AttackCardProps): readonly string[] {
  const numbers = numbersOf(choice);
  const kind = kindOf(attack);
  switch (kind) {
    case 'removal':
      return ['modalities', 'criterion', 'stop', ...numbers];
    case 'perturbation':
      return ['norm', 'share', 'budgets', ...numbers];
    case null:
      return [];
    default:
      return kind satisfies never;
  }
}

function withoutControlled(choice: Choice): Choice {
  return { ...choice, fields: choice.fields.filter(({ name }) => !controlled.includes(name)) };
}

function numbersOf(choice: Choice | undefined): readonly string[] {
  return choice === undefined ? [] : editedFields(withoutControlled(choice)).map(({ name }) => name);
}

/** What the plan sets and no control shows, so that nothing is hidden. */
function alsoSet(attack: AttackDraft, choice: Choice): readonly string[] {
  const numbers = numbersOf(choice);
  return Object.entries(attack)
    .filter(([name]) => !controlled.includes(name) && !numbers.includes(name))
    .map(([name, value]) => settingLine(name, value));
}
