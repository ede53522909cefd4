import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { LabError } from '../../shared/errors';
import { useLab } from '../lab/connection';
import { asLabError } from '../lab/use-request';
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
  const [preparing, setPreparing] = useState<string | null>(null);
  const [error, setError] = useState<LabError | null>(null);
  const prepare = async (dataset: string): Promise<void> => {
    setPreparing(dataset);
    setError(null);
    try {
      await lab.request('data.prepare', { dataset });
      await join('dataset', dataset);
      onPrepared();
    } catch (thrown) {
      setError(asLabError(thrown));
    } finally {
      setPreparing(null);
    }
  };
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
          <Button key={name} variant="default" disabled={preparing !== null} onClick={() => void prepare(name)}>
            {words.prepare(name)}
          </Button>
        ))}
      </Group>
      {preparing === null ? null : <Pending words={words.preparing(preparing)} />}
      {error === null ? null : <ErrorNotice error={error} />}
    </Paper>
  );
}
