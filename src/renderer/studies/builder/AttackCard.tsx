import { ActionIcon, Text } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { settingLine } from '../../../shared/planning/setting-text';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { fillOf } from '../../../shared/data/modality';
import type { Choice } from '../../../shared/planning/choice-catalogue';
import { editedFields, PartFields } from '../../parts/PartFields';
import { texts } from '../../texts/catalogue';
import type { AttackDraft } from '../../plans/plan-draft';
import { problemAt } from '../../parts/problems';
import type { AttackCardProps } from './attack-card-props';
import { attackLine } from './attack-line';
import { attackTitle, kindOf } from './attack-title';
import { CriterionFields } from './CriterionFields';
import { EditFields } from './EditFields';
import { FoldedCard } from './FoldedCard';
import { More } from './More';
import { PerturbationFields } from './PerturbationFields';
import { RemovalFields } from './RemovalFields';
import { StopFields } from './StopFields';
import { OtherProblems } from './section';

const words = texts.builder.attacks;
/** Fields that have controls of their own, whatever the attack. */
const controlled = ['name', 'source', 'modalities', 'budgets', 'norm', 'share', 'criterion', 'stop'];

/** One attack: what it acts on, its budgets, its other numbers; a line until it is opened. */
export function AttackCard(props: AttackCardProps): ReactNode {
  const { attack, index, choice, problems, isFresh, onChange, onCopy, onRemove } = props;
  const where = `plan.attacks[${String(index)}]`;
  const title = attackTitle(attack, index);
  const kind = kindOf(attack);
  const also = choice === undefined ? [] : alsoSet(attack, choice);
  const has = (field: string): boolean => choice?.fields.some(({ name }) => name === field) === true;
  const more = ['criterion', 'stop', ...numbersOf(choice)].map((field) => `${where}.${field}`);
  return (
    <FoldedCard
      title={title}
      line={attackLine(attack)}
      where={where}
      isWrong={problemAt(problems, where) !== undefined}
      isFresh={isFresh}
      actions={
        <>
          <ActionIcon color="gray" aria-label={words.copy(title)} onClick={onCopy}>
            <IconCopy size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon color="gray" aria-label={words.remove(title)} onClick={onRemove}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </>
      }
    >
      {kind === 'removal' ? <RemovalFields {...props} where={where} /> : null}
      {kind === 'edit' ? <EditFields {...props} where={where} /> : null}
      {kind === 'perturbation' ? <PerturbationFields {...props} where={where} /> : null}
      <OtherProblems problems={problems} where={where} fields={fieldsOf(props)} />
      {choice === undefined ? null : (
        <More
          label={words.moreOf(title)}
          places={more}
          opened={more.some((place) => problemAt(problems, place) !== undefined)}
        >
          {has('criterion') ? <CriterionFields {...props} where={where} /> : null}
          {has('stop') ? <StopFields {...props} where={where} /> : null}
          <PartFields
            choice={withOwnFills(withoutControlled(choice), props.manifest)}
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
    </FoldedCard>
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
      return ['source', 'norm', 'share', 'budgets', ...numbers];
    case 'edit':
      return ['modalities', ...numbers];
    case null:
      return [];
    default:
      return kind satisfies never;
  }
}

function withoutControlled(choice: Choice): Choice {
  return { ...choice, fields: choice.fields.filter(({ name }) => !controlled.includes(name)) };
}

/** Fills of what the data hold alone: the others fill nothing. */
function withOwnFills(choice: Choice, { modalities }: Pick<DatasetManifest, 'modalities'>): Choice {
  const own = new Set<string>(Object.values(modalities).map(({ kind }) => fillOf[kind].field));
  return {
    ...choice,
    fields: choice.fields.map((field) =>
      field.name === 'fills' ? { ...field, fields: field.fields.filter(({ name }) => own.has(name)) } : field,
    ),
  };
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
