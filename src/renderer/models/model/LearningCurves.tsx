import { Paper, SimpleGrid } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { CurvePoint } from '../../../shared/training/training-progress';
import type { Recipe } from '../../../shared/recipe/recipe';
import { learnsBesides } from '../../../shared/recipe/training-loss';
import type { Target } from '../../../shared/data/target';
import { ownCurves } from '../../../report/charts/own-curves';
import { Chart } from '../../charts/Chart';
import { curveChart } from './curve-chart';

export interface LearningCurvesProps {
  /** At least one epoch. */
  readonly curve: readonly CurvePoint[];
  /** Null while the model is being trained. */
  readonly bestEpoch: number | null;
  /** Of the data; absent: one class. */
  readonly target: Target | undefined;
  /** Null while it is not read. */
  readonly recipe: Recipe | null;
}

/** Loss and accuracy by epoch, and what each modality learns by itself where it has an answer of its own. */
export function LearningCurves({ curve, bestEpoch, target, recipe }: LearningCurvesProps): ReactNode {
  const besides = recipe === null ? null : learnsBesides(recipe);
  const charts = useMemo(
    () => [
      ...(['loss', 'accuracy'] as const).map((measure) => curveChart(measure, curve, bestEpoch, target, besides)),
      ...ownCurves('learning', [{ title: null, curve, bestEpoch }]),
    ],
    [curve, bestEpoch, target, besides],
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
