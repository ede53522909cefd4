import { Button, Group, Text } from '@mantine/core';
import { IconStopwatch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import { bytes, duration } from '../../../analysis/quantities';
import { bytesPerWeight } from '../../../analysis/weight-bytes';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Pending } from '../../ui/Pending';
import type { Outline } from './use-outline';

const words = texts.models.forecast;

/** How large the model will be and how long it will train, before anything is trained. */
export function Forecast({ forecast }: { readonly forecast: Outline }): ReactNode {
  const { outline, refused, error, time, measuring, measure, stop } = forecast;
  const known = outline !== null;
  return (
    <div>
      <Group gap="xl" align="baseline">
        <Fact
          name={words.parameters}
          value={known ? decimal(outline.parameters) : '…'}
          note={known ? words.size(bytes(outline.parameters * bytesPerWeight)) : ''}
        />
        {known && outline.words > 0 ? <Fact name={words.vocabulary} value={decimal(outline.words)} note="" /> : null}
        {known ? (
          <Fact
            name={words.rows}
            value={decimal(outline.rows.train)}
            note={words.rowsBesides(decimal(outline.rows.validation), decimal(outline.rows.test))}
          />
        ) : null}
        <Fact
          name={words.time}
          value={time === null ? words.unknown : words.about(duration(time.seconds))}
          note={time === null ? '' : words.from[time.from](time.device)}
        />
        {time === null && !measuring && error === null && refused === null ? (
          <Button variant="default" leftSection={<IconStopwatch size={15} aria-hidden />} onClick={measure}>
            {words.measure}
          </Button>
        ) : null}
      </Group>
      {measuring ? <Pending words={words.measuring} onCancel={stop} /> : null}
      {error === null ? null : <ErrorNotice error={error} />}
    </div>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

function Fact({ name, value, note }: FactProps): ReactNode {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={600} span>
        {value}
      </Text>{' '}
      <Text size="xs" c="dimmed" span>
        {note}
      </Text>
    </div>
  );
}
