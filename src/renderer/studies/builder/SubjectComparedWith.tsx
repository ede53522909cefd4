import { MultiSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownName } from '../../../shared/text/shown-text';
import { withField } from '../../parts/part-draft';
import { fieldAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import type { SubjectCardProps } from './subject-card-props';

const words = texts.builder.subjects;

type SubjectComparedWithProps = Pick<SubjectCardProps, 'subject' | 'others' | 'problems' | 'onChange'> & {
  readonly where: string;
};

/** The models that one model is compared with, where it is not what the study says for all. */
export function SubjectComparedWith({
  subject,
  others,
  problems,
  where,
  onChange,
}: SubjectComparedWithProps): ReactNode {
  const chosen = subject.comparedWith ?? [];
  if (others.length === 0 && chosen.length === 0) return null;
  return (
    <MultiSelect
      label={words.comparedWith}
      description={words.comparedWithHint}
      maw={520}
      data={[...new Set([...others, ...chosen])].map((name) => ({ value: name, label: shownName(name) }))}
      value={[...chosen]}
      {...(chosen.length === 0 ? { placeholder: words.asStudySays } : {})}
      {...fieldAt(problems, `${where}.comparedWith`)}
      onChange={(names) => {
        onChange(withField(subject, 'comparedWith', names.length === 0 ? undefined : names));
      }}
    />
  );
}
