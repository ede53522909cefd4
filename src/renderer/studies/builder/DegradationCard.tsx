import { ActionIcon, Checkbox, Group } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { settingLine } from '../../../shared/planning/setting-text';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { CorruptionChoice, degradationLabels } from '../../../shared/degradations/degradation';
import type { Choice } from '../../../shared/planning/choice-catalogue';
import type { Problem } from '../../../shared/problem';
import { shownName, shownText } from '../../../shared/text/shown-text';
import { editedFields, PartFields } from '../../parts/PartFields';
import { problemAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import type { DegradationDraft } from '../../plans/plan-draft';
import { CorruptionKinds, kindsFor } from './CorruptionKinds';
import { FoldedCard } from './FoldedCard';
import { OtherProblems, ProblemText } from './section';

const words = texts.builder.degradations;

export interface DegradationCardProps {
  readonly degradation: DegradationDraft;
  readonly index: number;
  readonly manifest: DatasetManifest;
  /** Undefined: the lab knows none of that name. */
  readonly choice: Choice | undefined;
  readonly problems: readonly Problem[];
  /** It was added a moment ago: it shows its fields. */
  readonly isFresh: boolean;
  readonly onChange: (degradation: DegradationDraft) => void;
  readonly onRemove: () => void;
}

/** `1. Noise · image`. */
export function degradationCardTitle({ name, modalities = [] }: DegradationDraft, index: number): string {
  const label = Object.hasOwn(degradationLabels, name)
    ? degradationLabels[name as keyof typeof degradationLabels]
    : shownText(name);
  return words.number(
    index + 1,
    [label, ...(modalities.length === 0 ? [] : [shownText(modalities.join(' + '))])].join(' · '),
  );
}

/** One degradation: the modalities that suffer, and how. */
export function DegradationCard(props: DegradationCardProps): ReactNode {
  const { degradation, index, manifest, choice, problems, isFresh, onChange, onRemove } = props;
  const where = `plan.degradations[${String(index)}]`;
  const title = degradationCardTitle(degradation, index);
  const order = Object.keys(manifest.modalities);
  const own = choice === undefined ? undefined : withoutModalities(choice);
  const isCorruption = degradation.name === 'corruption';
  const kinds = kindsOf(degradation);
  return (
    <FoldedCard
      title={title}
      line={own === undefined ? '' : degradationLine(degradation, own)}
      where={where}
      isWrong={problemAt(problems, where) !== undefined}
      isFresh={isFresh}
      actions={
        <ActionIcon color="gray" aria-label={words.remove(title)} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      }
    >
      <Checkbox.Group
        label={words.on}
        size="xs"
        data-field={`${where}.modalities`}
        value={degradation.modalities ?? []}
        onChange={(chosen) => {
          const modalities = [...chosen].sort((a, b) => order.indexOf(a) - order.indexOf(b));
          onChange({
            ...degradation,
            modalities,
            ...(isCorruption ? { kinds: kindsFor(kinds, modalities, manifest) } : {}),
          });
        }}
      >
        <Group gap="md" mt={4}>
          {order.map((id) => (
            <Checkbox key={id} value={id} label={shownName(id)} />
          ))}
        </Group>
      </Checkbox.Group>
      <ProblemText text={problemAt(problems, `${where}.modalities`)} />
      {isCorruption ? (
        <>
          <CorruptionKinds
            kinds={kinds}
            modalities={degradation.modalities ?? []}
            manifest={manifest}
            where={`${where}.kinds`}
            onChange={(next) => {
              onChange({ ...degradation, kinds: next });
            }}
          />
          <ProblemText text={problemAt(problems, `${where}.kinds`)} />
        </>
      ) : null}
      {own === undefined ? null : (
        <PartFields
          choice={own}
          fields={degradation}
          where={where}
          problems={problems}
          cols={{ base: 1, sm: 2 }}
          onChange={(next) => {
            onChange({ ...next, name: degradation.name });
          }}
        />
      )}
      <OtherProblems
        problems={problems}
        where={where}
        fields={[
          'modalities',
          ...(isCorruption ? ['kinds'] : []),
          ...(own === undefined ? [] : editedFields(own).map(({ name }) => name)),
        ]}
      />
    </FoldedCard>
  );
}

/** What it sets otherwise than by default: `levels of noise 0.1, 0.3`. */
function degradationLine(degradation: DegradationDraft, { fields }: Choice): string {
  return fields
    .filter(({ name, default: usual }) => {
      const value = degradation[name];
      return value !== undefined && JSON.stringify(value) !== JSON.stringify(usual);
    })
    .map(({ name }) => settingLine(name, degradation[name]))
    .join(' · ');
}

/** Corruptions that a draft names; what is no list is none yet. */
function kindsOf({ kinds }: DegradationDraft): readonly string[] {
  if (kinds === undefined) return CorruptionChoice.shape.kinds.parse(undefined);
  return Array.isArray(kinds) ? kinds.filter((kind): kind is string => typeof kind === 'string') : [];
}

function withoutModalities(choice: Choice): Choice {
  return { ...choice, fields: choice.fields.filter(({ name }) => name !== 'modalities') };
}
