import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { QueueItem } from '../../shared/runs/queue';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import type { QueueActions } from './use-queue-actions';

const words = texts.runs.queue;

export interface QueueControlsProps {
  readonly item: QueueItem;
  readonly actions: QueueActions;
}

/** Pause or continue, and stop: all of them can be taken back by continuing or resuming. */
export function QueueControls({ item, actions: { act, busy } }: QueueControlsProps): ReactNode {
  const title = shownText(item.title);
  const isBusy = busy === item.id;
  return (
    <>
      {item.state === 'paused' ? (
        <Button
          variant="default"
          disabled={isBusy}
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          aria-label={words.of(words.continue, title)}
          onClick={() => {
            act('queue.continue', item.id);
          }}
        >
          {words.continue}
        </Button>
      ) : (
        <Button
          variant="default"
          disabled={isBusy}
          leftSection={<IconPlayerPause size={15} aria-hidden />}
          aria-label={words.of(words.pause, title)}
          onClick={() => {
            act('queue.pause', item.id);
          }}
        >
          {words.pause}
        </Button>
      )}
      <Button
        variant="default"
        disabled={isBusy}
        leftSection={<IconPlayerStop size={15} aria-hidden />}
        aria-label={words.of(words.stop, title)}
        onClick={() => {
          act('queue.stop', item.id);
        }}
      >
        {words.stop}
      </Button>
    </>
  );
}
