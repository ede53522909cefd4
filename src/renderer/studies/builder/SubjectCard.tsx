import { ActionIcon, Group, TextInput } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { encoderReason, fusionReason, headReason, plansPixels } from '../../../shared/planning/pixel-limits';
import { shownName } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { encoderPart } from '../../parts/catalogue';
import { EncoderSelect } from '../../parts/EncoderSelect';
import { withField } from '../../parts/part-draft';
import { PartSelect } from '../../parts/PartSelect';
import { fieldAt, problemAt } from '../../parts/problems';
import { FoldedCard } from './FoldedCard';
import { OtherProblems } from './section';
import { subjectLine } from './subject-line';
import type { SubjectCardProps } from './subject-card-props';
import { SubjectSettings } from './SubjectSettings';

const words = texts.builder.subjects;

/** One model under test: encoders, fusion, head, and how it is trained. */
export function SubjectCard(props: SubjectCardProps): ReactNode {
  const { subject, index, manifest, catalogue, problems, isFresh, onChange, onCopy, onRemove } = props;
  const { recipe } = subject;
  const where = `plan.subjects[${String(index)}]`;
  const pixels = plansPixels([subject]);
  const alone = Object.keys(recipe.encoders).length === 1;
  return (
    <FoldedCard
      title={subject.name.trim() === '' ? texts.builder.summary.places.subjects(index + 1) : shownName(subject.name)}
      line={subjectLine(subject)}
      where={where}
      isWrong={problemAt(problems, where) !== undefined}
      isFresh={isFresh}
      actions={
        <>
          <ActionIcon color="gray" aria-label={words.copy(shownName(subject.name))} onClick={onCopy}>
            <IconCopy size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon color="gray" aria-label={words.remove(shownName(subject.name))} onClick={onRemove}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </>
      }
    >
      <Group gap="sm" align="flex-start">
        <TextInput
          label={words.name}
          miw={160}
          flex="1 1 200px"
          maxLength={80}
          value={subject.name}
          {...fieldAt(problems, `${where}.name`)}
          onChange={(event) => {
            onChange({ ...subject, name: event.currentTarget.value });
          }}
        />
        {Object.entries(manifest.modalities).map(([id, spec]) => (
          <EncoderSelect
            key={id}
            modality={id}
            spec={spec}
            encoders={recipe.encoders}
            width={160}
            at={fieldAt(problems, `${where}.recipe.encoders.${id}`)}
            reason={(name) => encoderReason(name, pixels)}
            onChange={(name) => {
              const encoder = name === null ? undefined : encoderPart(name, id, spec);
              onChange({ ...subject, recipe: { ...recipe, encoders: withField(recipe.encoders, id, encoder) } });
            }}
          />
        ))}
        <PartSelect
          label={texts.parts.fusion}
          choices={catalogue.fusions}
          name={recipe.fusion.name}
          width={160}
          disabled={alone}
          {...(alone ? { hint: texts.parts.nothingToFuse } : {})}
          at={fieldAt(problems, `${where}.recipe.fusion`)}
          reason={(name) => fusionReason(name, pixels)}
          onChange={(name) => {
            if (name !== null) onChange({ ...subject, recipe: { ...recipe, fusion: { name } } });
          }}
        />
        <PartSelect
          label={texts.parts.head}
          choices={catalogue.heads}
          name={recipe.head?.name ?? 'mlp'}
          width={110}
          at={fieldAt(problems, `${where}.recipe.head`)}
          reason={(name) => headReason(name, manifest)}
          onChange={(name) => {
            if (name !== null) onChange({ ...subject, recipe: { ...recipe, head: { name } } });
          }}
        />
      </Group>
      <OtherProblems
        problems={problems}
        where={where}
        fields={[
          'name',
          ...Object.keys(manifest.modalities).map((id) => `recipe.encoders.${id}`),
          'recipe.fusion',
          'recipe.head',
          ...catalogue.training.flatMap(({ fields }) => fields.map(({ name }) => `training.${name}`)),
        ]}
      />
      <SubjectSettings {...props} where={where} />
    </FoldedCard>
  );
}
