import { Box, Paper, Progress, Text, Title, Tooltip } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { decimal, percent } from '../../../analysis/format';
import type { LabResult } from '../../../shared/lab-api';
import type { ModelCell } from '../../../shared/plan';
import { visibleText } from '../../../shared/visible-text';
import { texts } from '../../texts/catalogue';
import { gridOf } from './cell-grid';
import classes from './grid.module.css';
import type { Counts } from './use-recorded';

const words = texts.run.cells;

export interface CellGridProps {
  readonly shown: LabResult<'runs.show'>;
  readonly recorded: Counts | null;
}

/** How far every cell of a run is: attacks down, models across. */
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
      <Box className={classes.scrolled} tabIndex={0} role="region" aria-label={words.title}>
        <table className={classes.grid}>
          <thead>
            <tr>
              <td />
              {grid.models.map((model) => (
                <th scope="col" key={model.model}>
                  <ModelHead model={model} trained={trained.has(model.model)} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.lines.map(({ title, cells }, index) => (
              <tr key={index}>
                <th scope="row">{title === null ? words.clean : visibleText(title)}</th>
                {cells.map((cell, place) => (
                  <td key={grid.models[place].model}>
                    {cell === null ? (
                      <Tooltip label={words.notAttacked}>
                        <span className={classes.absent} tabIndex={0} aria-label={words.notAttacked}>
                          –
                        </span>
                      </Tooltip>
                    ) : (
                      <CellProgress done={recorded?.[cell.id] ?? 0} total={grid.samples} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
    </Paper>
  );
}

function ModelHead({ model, trained }: { readonly model: ModelCell; readonly trained: boolean }): ReactNode {
  return (
    <>
      {visibleText(model.title)}
      <Text size="xs" c="dimmed" fw={400}>
        {[
          ...(model.role === 'baseline' ? [words.baseline] : []),
          words.seed(String(model.spec.seed)),
          trained ? words.trained : words.untrained,
        ].join(' · ')}
      </Text>
    </>
  );
}

function CellProgress({ done, total }: { readonly done: number; readonly total: number }): ReactNode {
  const share = total === 0 ? 1 : done / total;
  return (
    <div title={words.progress(decimal(done), decimal(total))}>
      <Text size="xs" {...(share === 0 ? { c: 'dimmed' } : {})} component="div">
        {percent(share)}
      </Text>
      <Progress
        value={share * 100}
        size={4}
        color={share === 1 ? 'var(--lab-good)' : 'lab'}
        transitionDuration={0}
        aria-label={words.progress(decimal(done), decimal(total))}
      />
    </div>
  );
}
