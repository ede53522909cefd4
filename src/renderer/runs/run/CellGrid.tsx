import { Paper, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { LabResult } from '../../../shared/lab-channel/lab-api';
import { isLive, type RunState } from '../../../shared/runs/run';
import { texts } from '../../texts/catalogue';
import { gridOf } from '../../ui/study-grid/grid';
import { StudyGrid } from '../../ui/study-grid/StudyGrid';
import { CellProgress } from './CellProgress';
import { accuracySoFar, type Recorded } from './recorded';

const words = texts.run.cells;

export interface CellGridProps {
  readonly shown: LabResult<'runs.show'>;
  readonly state: RunState;
  /** Null while it is read. */
  readonly recorded: Recorded | null;
}

/** How far every cell of a run is, and what came out so far. */
export function CellGrid({ shown, state, recorded }: CellGridProps): ReactNode {
  const { description, dataset, models } = shown;
  const grid = useMemo(() => gridOf(description.expansion, dataset.modalities), [description, dataset]);
  const trained = new Set(models.map(({ id }) => id));
  return (
    <Paper component="section" aria-labelledby="cells">
      <Title order={2} id="cells">
        {words.title}
      </Title>
      <Text size="xs" c="dimmed" mb="xs" maw="100ch">
        {words.lead}
      </Text>
      <StudyGrid
        grid={grid}
        label={words.title}
        head={({ role, spec, model }) => (
          <Text size="xs" c="dimmed" fw={400}>
            {[
              ...(role === 'subject' ? [] : [words.roles[role]]),
              words.seed(String(spec.seed)),
              trained.has(model) ? words.trained : words.untrained,
            ].join(' · ')}
          </Text>
        )}
        cell={(id) => (
          <CellProgress
            accuracy={recorded === null ? null : accuracySoFar(recorded, id)}
            total={grid.samples}
            live={isLive(state)}
          />
        )}
      />
    </Paper>
  );
}
