import { ActionIcon, Anchor, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { listOf } from '../../../analysis/format';
import { shortId } from '../../../shared/identity';
import type { ModelDescription } from '../../../shared/models/model-description';
import { capabilityWords } from '../../../shared/planning/black-box-limits';
import { modalityIds } from '../../../shared/recipe/recipe';
import { shownName, shownText } from '../../../shared/text/shown-text';
import { hrefTo } from '../../address/route';
import { fieldAt, problemAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { Facts } from '../../ui/Facts';
import { FoldedCard } from './FoldedCard';
import { OtherProblems } from './section';
import type { SubjectCardProps } from './subject-card-props';
import { SubjectComparedWith } from './SubjectComparedWith';

const words = texts.builder.subjects;

export interface ImportedSubjectCardProps extends Omit<SubjectCardProps, 'catalogue' | 'manifest' | 'onCopy'> {
  /** Hash that the plan names it by. */
  readonly id: string;
  /** Null: the lab has none of that id for these data. */
  readonly model: ModelDescription | null;
}

/** A model under test that was made elsewhere: what it reads and gives; nothing of it can be set but its name. */
export function ImportedSubjectCard(props: ImportedSubjectCardProps): ReactNode {
  const { subject, id, model, index, problems, isFresh, onChange, onRemove } = props;
  const where = `plan.subjects[${String(index)}]`;
  const reads = words.imported.reads(listOf(modalityIds(subject.recipe).map(shownText)));
  return (
    <FoldedCard
      title={subject.name.trim() === '' ? texts.builder.summary.places.subjects(index + 1) : shownName(subject.name)}
      line={`${texts.modelImport.card.title} · ${reads}`}
      where={where}
      isWrong={problemAt(problems, where) !== undefined}
      isFresh={isFresh}
      actions={
        <ActionIcon color="gray" aria-label={words.remove(shownName(subject.name))} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      }
    >
      <TextInput
        label={words.name}
        maw={420}
        maxLength={80}
        value={subject.name}
        {...fieldAt(problems, `${where}.name`)}
        onChange={(event) => {
          onChange({ ...subject, name: event.currentTarget.value });
        }}
      />
      <Facts
        rows={[
          [
            words.imported.model,
            model === null ? (
              words.imported.gone(shortId(id))
            ) : (
              <Anchor key="model" size="sm" href={hrefTo('models', [model.id])}>
                {shownText(model.title)}
              </Anchor>
            ),
          ],
          [words.imported.inputs, listOf(modalityIds(subject.recipe).map(shownText))],
          ...(model?.imported === undefined
            ? []
            : [[words.imported.gives, listOf(model.imported.gives.map((one) => capabilityWords[one]))] as const]),
        ]}
      />
      <Text size="xs" c="dimmed">
        {words.imported.lead}
      </Text>
      <OtherProblems problems={problems} where={where} fields={['name', 'comparedWith']} />
      <SubjectComparedWith {...props} where={where} />
    </FoldedCard>
  );
}
