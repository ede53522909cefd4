import { ActionIcon, Group, Paper, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { shownName } from '../../../shared/shown-text';
import { texts } from '../../texts/catalogue';
import { encoderPart } from '../../parts/catalogue';
import { EncoderSelect } from '../../parts/EncoderSelect';
import { withField } from '../../parts/part-draft';
import { PartSelect } from '../../parts/PartSelect';
import { problemAt } from '../../parts/problems';
import { OtherProblems } from './section';
import type { SubjectCardProps } from './subject-card-props';
import { SubjectSettings } from './SubjectSettings';

const words = texts.builder.subjects;

/** One model under test: encoders, fusion, head, and how it is trained. */
export function SubjectCard(props: SubjectCardProps): ReactNode {
  const { subject, index, manifest, catalogue, problems, onChange, onRemove } = props;
  const { recipe } = subject;
  const where = `plan.subjects[${String(index)}]`;
  const alone = Object.keys(recipe.encoders).length === 1;
  return (
    <Paper p="sm">
      <Stack gap={6}>
        <Group gap="sm" align="flex-start" wrap="nowrap">
          <Group gap="sm" align="flex-start" flex={1}>
            <TextInput
              label={words.name}
              miw={160}
              flex="1 1 200px"
              maxLength={80}
              value={subject.name}
              error={problemAt(problems, `${where}.name`)}
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
                problem={problemAt(problems, `${where}.recipe.encoders.${id}`)}
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
              problem={problemAt(problems, `${where}.recipe.fusion`)}
              onChange={(name) => {
                if (name !== null) onChange({ ...subject, recipe: { ...recipe, fusion: { name } } });
              }}
            />
            <PartSelect
              label={texts.parts.head}
              choices={catalogue.heads}
              name={recipe.head?.name ?? 'mlp'}
              width={110}
              problem={problemAt(problems, `${where}.recipe.head`)}
              onChange={(name) => {
                if (name !== null) onChange({ ...subject, recipe: { ...recipe, head: { name } } });
              }}
            />
          </Group>
          <ActionIcon color="gray" mt={20} aria-label={words.remove(shownName(subject.name))} onClick={onRemove}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
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
      </Stack>
    </Paper>
  );
}
