import { Paper, Progress, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { decimal, percent } from '../../../analysis/format';
import type { LabResult } from '../../../shared/lab-api';
import { texts } from '../../texts/catalogue';
import { gridOf } from '../../ui/study-grid/grid';
import { StudyGrid } from '../../ui/study-grid/StudyGrid';
import type { Counts } from './use-recorded';

const words = texts.run.cells;

export interface CellGridProps {
  readonly shown: LabResult<'runs.show'>;
  readonly recorded: Counts | null;
}

/** How far every cell of a run is. */
export function CellGrid({ shown, recorded }: CellGridProps): ReactNode {
  const { description, dataset, models } = shown;
  const grid = useMemo(() => gridOf(description.expansion, dataset.modalities), [description, dataset]);
  const trained = new Set(models.map(({ id }) => id));
  return (
    <Paper component="section" aria-labelledby="cells">
      <Title order={2} id="cells">
        {words.title}
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        {words.lead}
      </Text>
      <StudyGrid
        grid={grid}
        label={words.title}
        head={({ role, spec, model }) => (
          <Text size="xs" c="dimmed" fw={400}>
            {[
              ...(role === 'baseline' ? [words.baseline] : []),
              words.seed(String(spec.seed)),
              trained.has(model) ? words.trained : words.untrained,
            ].join(' · ')}
          </Text>
        )}
        cell={(id) => <CellProgress done={recorded?.[id] ?? 0} total={grid.samples} />}
      />
    </Paper>
  );
}

function CellProgress({ done, total }: { readonly done: number; readonly total: number }): ReactNode {
  const share = total === 0 ? 1 : done / total;
  const label = words.progress(decimal(done), decimal(total));
  return (
    <div title={label}>
      <Text size="xs" component="div" {...(share === 0 ? { c: 'dimmed' } : {})}>
        {percent(share)}
      </Text>
      <Progress
        value={share * 100}
        size={4}
        color={share === 1 ? 'var(--lab-good)' : 'lab'}
        transitionDuration={0}
        aria-label={label}
      />
    </div>
  );
}
