import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import { PrepareDatasets, type PrepareDatasetsProps } from '../missing/PrepareDatasets';

const words = texts.datasets.shipped;

/** Data sets that come with the program and are not in the lab yet. */
export function ShippedDatasets(props: PrepareDatasetsProps): ReactNode {
  return (
    <Paper component="section" aria-labelledby="shipped">
      <Title order={2} id="shipped">
        {words.title}
      </Title>
      <Text size="sm" mb="xs">
        {words.text}
      </Text>
      <PrepareDatasets {...props} />
    </Paper>
  );
}
