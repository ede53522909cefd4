import { Anchor, List } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../../shared/problem';
import { shownText } from '../../shared/text/shown-text';
import { useSeek } from './sought';

export interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** A place in words, as the form calls it. */
  readonly placeText: (where: string) => string;
}

/** Each with its place in words, which leads to the field. */
export function ProblemList({ problems, placeText }: ProblemListProps): ReactNode {
  const seek = useSeek();
  return (
    <List size="sm" spacing={6} styles={{ itemWrapper: { display: 'block', overflowWrap: 'anywhere' } }}>
      {problems.map(({ where, text }) => (
        <List.Item key={`${where} ${text}`}>
          <Anchor
            component="button"
            type="button"
            size="sm"
            fw={650}
            ta="left"
            onClick={() => {
              seek(where);
            }}
          >
            {shownText(placeText(where))}
          </Anchor>{' '}
          {shownText(text)}
        </List.Item>
      ))}
    </List>
  );
}
