import { MultiSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownName } from '../../../shared/shown-text';
import { withField } from '../../parts/part-draft';
import { fieldAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import type { SubjectCardProps } from './subject-card-props';

const words = texts.builder.subjects;

type RivalsProps = Pick<SubjectCardProps, 'subject' | 'others' | 'problems' | 'onChange'> & { readonly where: string };

/** The models that one model is compared with, where it is not what the study says for all. */
export function Rivals({ subject, others, problems, where, onChange }: RivalsProps): ReactNode {
  const chosen = subject.comparedWith ?? [];
  if (others.length === 0 && chosen.length === 0) return null;
  return (
    <MultiSelect
      label={words.rivals}
      description={words.rivalsHint}
      maw={520}
      data={[...new Set([...others, ...chosen])].map((name) => ({ value: name, label: shownName(name) }))}
      value={[...chosen]}
      {...(chosen.length === 0 ? { placeholder: words.rivalsNone } : {})}
      {...fieldAt(problems, `${where}.comparedWith`)}
      onChange={(names) => {
        onChange(withField(subject, 'comparedWith', names.length === 0 ? undefined : names));
      }}
    />
  );
}
