import { Paper } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { LabResult } from '../../../shared/lab-channel/lab-api';
import { Chart } from '../../charts/Chart';
import { gridOf } from '../../ui/study-grid/grid';
import type { Recorded } from './recorded';
import { soFarChart } from './so-far-chart';

export interface SoFarProps {
  readonly shown: LabResult<'runs.show'>;
  readonly recorded: Recorded | null;
}

/** The accuracies of a run that is not complete, drawn while they come; nothing before the first record. */
export function SoFar({ shown: { description, dataset }, recorded }: SoFarProps): ReactNode {
  const grid = useMemo(() => gridOf(description.expansion, dataset.modalities), [description, dataset]);
  const chart = useMemo(() => (recorded === null ? null : soFarChart(grid, recorded)), [grid, recorded]);
  return chart === null ? null : (
    <Paper component="section">
      <Chart chart={chart} />
    </Paper>
  );
}
