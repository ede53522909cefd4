import { ActionIcon, Anchor, Box, Group, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { QueueItem } from '../../shared/runs/queue';
import { shownText } from '../../shared/text/shown-text';
import { hrefToWork } from '../address/route';
import { texts } from '../texts/catalogue';
import { placeAfterMove } from './places';
import classes from './queue.module.css';
import { QueueControls } from './QueueControls';
import { StageProgress } from './StageProgress';
import { StudiesOfTraining } from './StudiesOfTraining';
import type { QueueActions } from './use-queue-actions';

const words = texts.runs.queue;

export interface QueueLineProps {
  readonly item: QueueItem;
  readonly items: readonly QueueItem[];
  readonly actions: QueueActions;
}

/** One piece of work in the queue. */
export function QueueLine({ item, items, actions }: QueueLineProps): ReactNode {
  const title = shownText(item.title);
  return (
    <Box component="li" className={classes.line}>
      <Group gap="sm" wrap="nowrap" justify="space-between">
        <Box miw={0} flex={1}>
          <Group gap="xs" wrap="nowrap">
            <Anchor href={hrefToWork(item)} size="sm" fw={600} truncate>
              {title}
            </Anchor>
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {words.kinds[item.kind]} · {words.states[item.state]}
            </Text>
          </Group>
          {item.kind === 'training' && item.model !== null ? <StudiesOfTraining model={item.model} /> : null}
          {item.state === 'working' ? <StageProgress title={title} progress={item.progress} /> : null}
        </Box>
        <Group gap={4} wrap="nowrap">
          <Mover direction="up" item={item} items={items} actions={actions} />
          <Mover direction="down" item={item} items={items} actions={actions} />
          <QueueControls item={item} actions={actions} />
        </Group>
      </Group>
    </Box>
  );
}

function Mover({ direction, item, items, actions }: QueueLineProps & { readonly direction: 'up' | 'down' }): ReactNode {
  const before = placeAfterMove(items, item.id, direction);
  // Alone in the queue there is nothing to trade places with.
  if (items.length === 1) return null;
  const Arrow = direction === 'up' ? IconArrowUp : IconArrowDown;
  return (
    <ActionIcon
      color="gray"
      disabled={before === undefined}
      aria-label={words.of(words[direction], shownText(item.title))}
      onClick={() => {
        if (before !== undefined) actions.move(item.id, before);
      }}
    >
      <Arrow size={16} aria-hidden />
    </ActionIcon>
  );
}
