import { Checkbox, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownName } from '../../../shared/text/shown-text';
import { problemAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { subjectWithout } from '../plan-edits';
import type { AttackCardProps } from './attack-card-props';
import { ProblemText } from './section';

const words = texts.builder.attacks;

/** Of an attack on words: the texts it may change; what holds no words cannot be chosen, and says why. */
export function EditFields(props: AttackCardProps & { readonly where: string }): ReactNode {
  const { attack, plan, manifest, problems, where, onChange } = props;
  const chosen = attack.modalities ?? [];
  const order = Object.keys(manifest.modalities);
  const hasText = Object.values(manifest.modalities).some(({ kind }) => kind === 'text');
  return (
    <>
      <Checkbox.Group
        label={words.editsOn}
        size="xs"
        data-field={`${where}.modalities`}
        value={chosen}
        onChange={(modalities) => {
          onChange({ ...attack, modalities: [...modalities].sort((a, b) => order.indexOf(a) - order.indexOf(b)) });
        }}
      >
        <Group gap="md" mt={4}>
          {Object.entries(manifest.modalities).map(([id, { kind }]) => {
            const blind = subjectWithout(plan, id);
            const reason =
              kind !== 'text'
                ? words.noWords
                : blind === null
                  ? null
                  : words.notReadBy(shownName(id), shownName(blind));
            return (
              <Checkbox
                key={id}
                value={id}
                label={shownName(id)}
                disabled={reason !== null && !chosen.includes(id)}
                {...(reason === null ? {} : { description: reason })}
              />
            );
          })}
        </Group>
      </Checkbox.Group>
      <ProblemText text={problemAt(problems, `${where}.modalities`)} />
      {hasText ? null : (
        <Text size="xs" c="dimmed">
          {words.noText}
        </Text>
      )}
    </>
  );
}
