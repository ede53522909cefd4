import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { listOf } from '../../../analysis/format';
import { shownText } from '../../../shared/text/shown-text';
import type { SampleView } from '../../../shared/samples/sample-view';
import { texts } from '../../texts/catalogue';

const words = texts.ui.unseenChange;

export interface UnseenChangeProps {
  readonly sample: SampleView;
  /** Modalities that the attack was on. */
  readonly attacked: readonly string[];
  /** Those of them whose change is drawn. */
  readonly drawn: readonly string[];
}

/** What small changes of a sample are not drawn, each with its reason, and what the attack left as it is. */
export function UnseenChange({ sample: { values }, attacked, drawn }: UnseenChangeProps): ReactNode {
  const named = (ids: readonly string[]): string => listOf(ids.map((id) => shownText(id)));
  const all = Object.keys(values);
  const unseen = all.filter((id) => attacked.includes(id) && !drawn.includes(id));
  const latent = unseen.filter((id) => values[id].kind === 'text');
  const numbers = unseen.filter((id) => values[id].kind !== 'text');
  const untouched = all.filter((id) => !attacked.includes(id));
  const lines = [
    ...(latent.length === 0 ? [] : [words.latent(named(latent))]),
    ...(numbers.length === 0 ? [] : [words.numbers(named(numbers))]),
    ...(untouched.length === 0 ? [] : [words.untouched(named(untouched))]),
  ];
  return lines.map((line) => (
    <Text key={line} size="sm" maw="40ch">
      {line}
    </Text>
  ));
}
