import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import { bytes } from '../../../analysis/quantities';
import { bytesPerWeight } from '../../../analysis/weight-bytes';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import type { Outline } from './use-outline';

const words = texts.models.forecast;

/** How large the model will be, before anything is trained. */
export function Forecast({ forecast }: { readonly forecast: Outline }): ReactNode {
  const { outline, error } = forecast;
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
      </Group>
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
