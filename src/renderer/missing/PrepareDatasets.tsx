import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ShippedName } from '../../shared/dataset';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { useDataProgress, usePreparing } from './use-preparing';

const words = texts.datasets.shipped;

export interface PrepareDatasetsProps {
  readonly names: readonly ShippedName[];
  /** One is in the lab now. */
  readonly onPrepared: () => void;
}

/** Writes data sets that come with the program into the lab: a button each, then how far it is. */
export function PrepareDatasets({ names, onPrepared }: PrepareDatasetsProps): ReactNode {
  const preparing = usePreparing(onPrepared);
  const busy = preparing.busy?.[0] ?? null;
  const progress = useDataProgress(busy);
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {names.map((name) => (
          <Button
            key={name}
            variant={names.length === 1 ? 'filled' : 'default'}
            disabled={busy !== null}
            onClick={() => {
              preparing.start(name);
            }}
          >
            {words.prepare(name)}
          </Button>
        ))}
      </Group>
      {busy === null ? null : <Pending words={words.preparing(busy)} progress={progress} onCancel={preparing.cancel} />}
      {preparing.error === null ? null : <ErrorNotice error={preparing.error} />}
    </Stack>
  );
}
