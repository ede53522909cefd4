import { Button, Group, Text } from '@mantine/core';
import { IconStopwatch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { roundedDuration } from '../../../analysis/rounded-duration';
import { texts } from '../../texts/catalogue';
import { Pending } from '../../ui/Pending';
import type { Outline } from './use-outline';

const words = texts.models.forecast;

/** How long the model will train, for beside the button that begins it; steps are timed where nothing tells. */
export function TrainingTime({ forecast }: { readonly forecast: Outline }): ReactNode {
  const { refused, error, time, measuring, measure, stop } = forecast;
  if (measuring) return <Pending words={words.measuring} onCancel={stop} />;
  if (refused !== null || error !== null) return null;
  if (time === null) {
    return (
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {words.unknown}
        </Text>
        <Button variant="default" leftSection={<IconStopwatch size={15} aria-hidden />} onClick={measure}>
          {words.measure}
        </Button>
      </Group>
    );
  }
  return (
    <div>
      <Text size="sm" ta="right">
        {words.takes(roundedDuration(time.seconds))}
      </Text>
      <Text size="xs" c="dimmed" ta="right">
        {words.from[time.from](time.device)}
      </Text>
    </div>
  );
}
