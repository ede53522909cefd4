import { Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { parseJson } from '../../shared/json/json-file';
import { shownText } from '../../shared/text/shown-text';
import { asLabError } from '../lab/use-request';

export interface JsonTextProps<Draft> {
  readonly label: string;
  readonly hint: string;
  readonly draft: Draft;
  /** @throws LabError that says what is wrong with it */
  readonly parse: (json: unknown) => Draft;
  readonly onChange: (draft: Draft) => void;
}

/** All of a draft as JSON; taken over once it is one. */
export function JsonText<Draft>({ label, hint, draft, parse, onChange }: JsonTextProps<Draft>): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const problemOf = (text: string): string | null => {
    try {
      parse(parseJson(text, label));
      return null;
    } catch (error) {
      return asLabError(error).toString();
    }
  };
  const problem = typed === null ? null : problemOf(typed);
  return (
    <Textarea
      label={label}
      description={hint}
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
        if (problemOf(value) === null) onChange(parse(parseJson(value, label)));
      }}
      onBlur={() => {
        if (problem === null) setTyped(null);
      }}
    />
  );
}
