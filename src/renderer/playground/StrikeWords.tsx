import { Group, Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import classes from './playground.module.css';

const words = texts.playground.words;

export interface StrikeWordsProps {
  readonly modality: string;
  readonly words: readonly string[];
  readonly struck: ReadonlySet<number>;
  readonly muted: boolean;
  readonly onToggle: (word: number) => void;
}

/** The words of a sample, each struck by a click. */
export function StrikeWords({ modality, words: shown, struck, muted, onToggle }: StrikeWordsProps): ReactNode {
  if (shown.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {texts.ui.sample.noWords}
      </Text>
    );
  }
  return (
    <Group
      gap={4}
      // As they are read: from right to left where they are in such a script.
      dir="auto"
      role="group"
      aria-label={words.name(shownText(modality))}
      {...(muted ? { className: classes.muted } : {})}
    >
      {shown.map((word, index) => (
        <UnstyledButton
          key={index}
          className={classes.word}
          aria-pressed={struck.has(index)}
          onClick={() => {
            onToggle(index);
          }}
        >
          {shownText(word)}
        </UnstyledButton>
      ))}
    </Group>
  );
}
