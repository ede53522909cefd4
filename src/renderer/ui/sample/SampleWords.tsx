import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Region } from '../../../shared/modality';
import { visibleText } from '../../../shared/visible-text';
import { texts } from '../../texts/catalogue';
import classes from './SampleView.module.css';

export interface SampleWordsProps {
  readonly words: readonly string[];
  readonly removed: readonly Region[];
}

/** The words of a sample, removed ones struck. */
export function SampleWords({ words, removed }: SampleWordsProps): ReactNode {
  const struck = new Set(removed.flatMap((region) => (region.kind === 'text' ? [region.word] : [])));
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
          {struck.has(index) ? <del className={classes.struck}>{visibleText(word)}</del> : visibleText(word)}
        </span>
      ))}
    </Text>
  );
}
