import { ActionIcon, Group } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../../texts/catalogue';
import { Stepper } from '../../ui/Stepper';
import type { Steps } from './use-steps';

const words = texts.playground.steps;

export interface StepPlayerProps {
  readonly steps: Steps;
  readonly count: number;
  /** Where it stands: `Step 3 of 20`. */
  readonly shown: string;
}

/** Goes through the steps of an attack: by hand, or played. */
export function StepPlayer({ steps: { index, playing, toggle, goTo }, count, shown }: StepPlayerProps): ReactNode {
  return (
    <Group gap="xs" wrap="nowrap">
      <ActionIcon aria-label={playing ? words.pause : words.play} onClick={toggle}>
        {playing ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
      </ActionIcon>
      <Stepper
        index={index}
        count={count}
        words={{ previous: words.previous, next: words.next, place: words.step }}
        shown={shown}
        onChange={goTo}
      />
    </Group>
  );
}
