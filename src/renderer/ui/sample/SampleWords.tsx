import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { visibleText } from '../../../shared/visible-text';
import { texts } from '../../texts/catalogue';
import classes from './SampleView.module.css';

export interface SampleWordsProps {
  readonly words: readonly string[];
  /** Places of the words that are removed. */
  readonly struck: ReadonlySet<number>;
  /** The words as they were, place by place; null where there is nothing to compare with. */
  readonly before: readonly string[] | null;
}

/** The words of a sample, removed ones struck, changed ones marked. */
export function SampleWords({ words, struck, before }: SampleWordsProps): ReactNode {
  if (words.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {texts.ui.sample.noWords}
      </Text>
    );
  }
  return (
    // Words run on in the direction of the first: each kept to itself, a caption in Hebrew would be read backwards.
    <Text size="sm" lh={1.5} dir="auto">
      {words.map((word, index) => (
        <span key={index}>
          {index === 0 ? '' : ' '}
          {struck.has(index) ? (
            <del className={classes.struck}>{visibleText(word)}</del>
          ) : before !== null && before[index] !== word ? (
            <mark className={classes.changed}>{visibleText(word)}</mark>
          ) : (
            visibleText(word)
          )}
        </span>
      ))}
    </Text>
  );
}
