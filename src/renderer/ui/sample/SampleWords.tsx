import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { changedLetters, letterEdits } from '../../../shared/samples/edits';
import { visibleText } from '../../../shared/text/visible-text';
import { texts } from '../../texts/catalogue';
import classes from './SampleView.module.css';

export interface SampleWordsProps {
  readonly words: readonly string[];
  /** Places of the words that are removed. */
  readonly struck: ReadonlySet<number>;
  /** The words as they were, place by place; null where there is nothing to compare with. */
  readonly before: readonly string[] | null;
}

/** A word that changed: its changed letters where it is still to be recognised, else all of it. */
function ChangedWord({ was, now }: { readonly was: string | undefined; readonly now: string }): ReactNode {
  const letters = was === undefined ? [] : changedLetters(was, now);
  const isMisspelt = was !== undefined && letterEdits(was, now) <= Math.max(1, was.length / 3);
  return (
    <mark className={classes.changed}>
      {isMisspelt
        ? letters.map(({ letter, changed }, place) =>
            changed ? (
              <strong className={classes.letter} key={place}>
                {visibleText(letter)}
              </strong>
            ) : (
              <span key={place}>{visibleText(letter)}</span>
            ),
          )
        : visibleText(now)}
    </mark>
  );
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
            <ChangedWord was={before[index]} now={word} />
          ) : (
            visibleText(word)
          )}
        </span>
      ))}
    </Text>
  );
}
