import { Paper, SimpleGrid } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { CurvePoint } from '../../../shared/training-progress';
import { Chart } from '../../charts/Chart';
import { curveChart } from './curve-chart';

export interface LearningCurvesProps {
  /** At least one epoch. */
  readonly curve: readonly CurvePoint[];
  /** Null while the model is being trained. */
  readonly bestEpoch: number | null;
}

/** Loss and accuracy by epoch. */
export function LearningCurves({ curve, bestEpoch }: LearningCurvesProps): ReactNode {
  const charts = useMemo(
    () => (['loss', 'accuracy'] as const).map((measure) => curveChart(measure, curve, bestEpoch)),
    [curve, bestEpoch],
  );
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      {charts.map((chart) => (
        <Paper key={chart.id} component="section">
          <Chart chart={chart} />
        </Paper>
      ))}
    </SimpleGrid>
  );
}
