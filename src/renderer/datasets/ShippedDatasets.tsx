import { Button, Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLab } from '../lab/connection';
import { useAction } from '../lab/use-action';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { useJoinProject } from '../workspace/use-project';

const words = texts.datasets.shipped;

export interface ShippedDatasetsProps {
  readonly names: readonly string[];
  readonly onPrepared: () => void;
}

/** Data sets that come with the program and are not in the lab yet. */
export function ShippedDatasets({ names, onPrepared }: ShippedDatasetsProps): ReactNode {
  const lab = useLab();
  const join = useJoinProject();
  const prepare = useAction(async (dataset: string) => {
    await lab.request('data.prepare', { dataset });
    await join('dataset', dataset);
    onPrepared();
  });
  return (
    <Paper component="section" aria-labelledby="shipped">
      <Title order={2} id="shipped">
        {words.title}
      </Title>
      <Text size="sm" mb="xs">
        {words.text}
      </Text>
      <Group gap="xs">
        {names.map((name) => (
          <Button
            key={name}
            variant="default"
            disabled={prepare.busy !== null}
            onClick={() => {
              prepare.start(name);
            }}
          >
            {words.prepare(name)}
          </Button>
        ))}
      </Group>
      {prepare.busy === null ? null : <Pending words={words.preparing(prepare.busy[0])} />}
      {prepare.error === null ? null : <ErrorNotice error={prepare.error} />}
    </Paper>
  );
}
