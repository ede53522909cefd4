import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { utcTime } from '../../../analysis/format';
import type { RunEvent } from '../../../shared/run';
import { shownText } from '../../../shared/shown-text';
import { texts } from '../../texts/catalogue';

const words = texts.run.events;

/** What happened to a run, newest first. */
export function RunEvents({ events }: { readonly events: readonly RunEvent[] }): ReactNode {
  return (
    <Paper component="section" aria-labelledby="events">
      <Title order={2} id="events" mb="xs">
        {words.title}
      </Title>
      <Stack component="ol" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {[...events].reverse().map(({ at, event, device, note }, index) => (
          <li key={index}>
            <Text size="sm" span fw={600}>
              {words.names[event]}
            </Text>
            <Text size="xs" c="dimmed" span>
              {` ${utcTime(at)} UTC${device === null ? '' : ` · ${device}`}`}
            </Text>
            {note === null ? null : (
              <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
                {shownText(note)}
              </Text>
            )}
          </li>
        ))}
      </Stack>
    </Paper>
  );
}
