import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownName } from '../../../shared/text/shown-text';
import { fieldAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import type { AttackCardProps } from './attack-card-props';

const words = texts.builder.attacks;

/** The model that an attack is made on, before it is shown to the others: one of the plan, by name. */
export function SourceField({
  attack,
  plan,
  problems,
  where,
  onChange,
}: AttackCardProps & { readonly where: string }): ReactNode {
  const source = typeof attack.source === 'string' ? attack.source : '';
  const names = [...new Set([...plan.subjects.map(({ name }) => name), source])].filter((name) => name !== '');
  return (
    <Select
      label={words.source}
      description={plan.subjects.length < 2 ? words.sourceAlone : words.sourceHint}
      w={320}
      allowDeselect={false}
      disabled={names.length === 0}
      data={names.map((name) => ({ value: name, label: shownName(name) }))}
      value={source === '' ? null : source}
      {...fieldAt(problems, `${where}.source`)}
      onChange={(chosen) => {
        if (chosen !== null) onChange({ ...attack, source: chosen });
      }}
    />
  );
}
