import { Select, Stack } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { stopCatalogue } from '../../../shared/planning/choice-catalogue';
import { texts } from '../../texts/catalogue';
import { PartFields } from '../../parts/PartFields';
import { fieldAt } from '../../parts/problems';
import type { AttackCardProps } from './attack-card-props';

const words = texts.builder.attacks;

/** Which parts a removal attack takes: halved to a size, or those of a grid. */
export function StopFields(props: AttackCardProps & { readonly where: string }): ReactNode {
  const { attack, problems, where, onChange } = props;
  const rules = useMemo(stopCatalogue, []);
  const stop = attack.stop ?? { rule: 'relative' };
  const choice = rules.find(({ name }) => name === stop.rule);
  return (
    <Stack gap="xs" mb="xs">
      <Select
        label={words.stop}
        w={230}
        allowDeselect={false}
        data={rules.map(({ name }) => name)}
        value={stop.rule}
        description={choice?.meaning}
        {...fieldAt(problems, `${where}.stop.rule`)}
        onChange={(rule) => {
          if (rule !== null) onChange({ ...attack, stop: { rule } });
        }}
      />
      {choice === undefined ? null : (
        <PartFields
          choice={choice}
          fields={stop}
          where={`${where}.stop`}
          problems={problems}
          onChange={(next) => {
            onChange({ ...attack, stop: { ...next, rule: stop.rule } });
          }}
        />
      )}
    </Stack>
  );
}
