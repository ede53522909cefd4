import { Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { MappingDraft } from '../../shared/mapping/edit';
import { parseMapping } from '../../shared/mapping/mapping';
import { parseJson } from '../../shared/json-file';
import { shownText } from '../../shared/shown-text';
import { asLabError } from '../lab/use-request';
import { texts } from '../texts/catalogue';

const words = texts.datasets.mapped;

/** The whole mapping as JSON; taken over once it is one. */
export function MappingText({
  draft,
  onChange,
}: {
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
}): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const problem = typed === null ? null : problemOf(typed);
  return (
    <Textarea
      label={words.text}
      description={words.textHint}
      autosize
      minRows={6}
      maxRows={24}
      styles={{
        input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 'var(--mantine-font-size-xs)' },
      }}
      value={typed ?? JSON.stringify(draft, null, 2)}
      error={problem === null ? null : shownText(problem)}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        if (problemOf(value) === null) onChange(parseMapping(parseJson(value, words.text), ''));
      }}
      onBlur={() => {
        if (problem === null) setTyped(null);
      }}
    />
  );
}

function problemOf(text: string): string | null {
  try {
    parseMapping(parseJson(text, words.text), '');
    return null;
  } catch (error) {
    return asLabError(error).toString();
  }
}
