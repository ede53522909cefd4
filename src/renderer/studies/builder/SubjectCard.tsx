import { ActionIcon, Group, Paper, Select, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { visibleText } from '../../../shared/visible-text';
import { texts } from '../../texts/catalogue';
import { problemAt } from '../problems';
import { EncoderSelect } from './EncoderSelect';
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
              w={160}
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
                recipe={recipe}
                error={problemAt(problems, `${where}.recipe.encoders.${id}`)}
                onChange={(encoders) => {
                  onChange({ ...subject, recipe: { ...recipe, encoders } });
                }}
              />
            ))}
            <Select
              label={words.fusion}
              w={160}
              allowDeselect={false}
              disabled={alone}
              data={catalogue.fusions.map(({ name }) => name)}
              value={recipe.fusion.name}
              {...(alone ? { description: words.oneModality } : {})}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              error={problemAt(problems, `${where}.recipe.fusion`)}
              onChange={(name) => {
                if (name !== null) onChange({ ...subject, recipe: { ...recipe, fusion: { name } } });
              }}
            />
            <Select
              label={words.head}
              w={110}
              allowDeselect={false}
              data={catalogue.heads.map(({ name }) => name)}
              value={recipe.head?.name ?? 'mlp'}
              error={problemAt(problems, `${where}.recipe.head`)}
              onChange={(name) => {
                if (name !== null) onChange({ ...subject, recipe: { ...recipe, head: { name } } });
              }}
            />
          </Group>
          <ActionIcon color="gray" mt={20} aria-label={words.remove(visibleText(subject.name))} onClick={onRemove}>
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
