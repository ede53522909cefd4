import { Paper } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { withSeed } from '../../../shared/text/naming';
import type { CurvePoint } from '../../../shared/training/training-progress';
import type { RunDescription } from '../../../shared/runs/run';
import { Chart } from '../../charts/Chart';
import { useNotification } from '../../lab/use-notification';
import { trainingChart } from './training-chart';

type Curves = ReadonlyMap<string, readonly CurvePoint[]>;

export interface TrainingCurvesProps {
  readonly description: RunDescription;
  /** Are models being trained, or still to be? */
  readonly training: boolean;
}

/** How the models that the run trains are learning; nothing while none of them does. */
export function TrainingCurves({ description, training }: TrainingCurvesProps): ReactNode {
  const [curves, setCurves] = useState<Curves>(new Map());
  useNotification('models.progress', ({ model, curve }) => {
    setCurves((before) => new Map(before).set(model, curve));
  });
  const chart = useMemo(() => {
    const titles = new Map(
      description.expansion.cells.flatMap((cell) =>
        cell.kind === 'model' ? [[cell.model, withSeed(cell.title, cell.spec.seed)] as const] : [],
      ),
    );
    const own = [...titles].flatMap(([model, title]) => {
      const curve = curves.get(model) ?? [];
      return curve.length === 0 ? [] : [{ title, curve }];
    });
    return own.length === 0 ? null : trainingChart(own);
  }, [description, curves]);
  if (!training || chart === null) return null;
  return (
    <Paper component="section">
      <Chart chart={chart} />
    </Paper>
  );
}
