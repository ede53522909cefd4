import { Stack, Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import type { GlossaryEntry } from '../../report/document';
import { texts } from '../texts/catalogue';
import { glossary, type TermId } from '../texts/glossary';
import classes from './Term.module.css';

export interface TermProps {
  readonly id: TermId;
  /** What stands in the text; the term itself where nothing is given. */
  readonly children?: ReactNode;
}

/** A term of the glossary, explained on hover and on focus. */
export function Term({ id, children }: TermProps): ReactNode {
  const entry: GlossaryEntry = glossary[id];
  return (
    <Tooltip multiline w={300} p="sm" label={<Explanation entry={entry} />} openDelay={250}>
      <span className={classes.term} tabIndex={0} role="note">
        {children ?? entry.term}
      </span>
    </Tooltip>
  );
}

function Explanation({ entry }: { readonly entry: GlossaryEntry }): ReactNode {
  return (
    <Stack gap={6}>
      <Text size="sm" fw={650}>
        {entry.term}
      </Text>
      <Text size="sm">{entry.meaning}</Text>
      <Text size="xs">
        <b>{texts.ui.term.direction}:</b> {entry.direction}
      </Text>
      <Text size="xs">
        <b>{texts.ui.term.beware}:</b> {entry.beware}
      </Text>
    </Stack>
  );
}
