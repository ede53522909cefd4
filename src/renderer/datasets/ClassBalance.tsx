import { Paper, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { DatasetManifest } from '../../shared/data/dataset';
import type { LabResult } from '../../shared/lab-channel/lab-api';
import { Chart } from '../charts/Chart';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';
import { useShares } from '../ui/use-shares';
import { balanceChart } from './balance-chart';

const words = texts.datasets.balance;

/** How many samples every class has in every split, with its share of the split. */
export function ClassBalance({ manifest }: { readonly manifest: DatasetManifest }): ReactNode {
  const balance = useRequest('data.balance', { dataset: manifest.name });
  return (
    <Paper component="section" aria-labelledby="balance" h="100%">
      <Title order={2} id="balance" mb={4}>
        {words.title}
      </Title>
      <Loaded request={balance} words={words.reading}>
        {(counts) => <BalanceChart manifest={manifest} counts={counts} />}
      </Loaded>
    </Paper>
  );
}

interface BalanceChartProps {
  readonly manifest: DatasetManifest;
  readonly counts: LabResult<'data.balance'>;
}

function BalanceChart({ manifest, counts }: BalanceChartProps): ReactNode {
  const shares = useShares();
  const chart = useMemo(() => balanceChart(manifest, counts, shares), [manifest, counts, shares]);
  return <Chart chart={chart} />;
}
