import { Box, Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ModelCell } from '../../../shared/plan/plan';
import { shownText } from '../../../shared/text/shown-text';
import { useShownModelNames } from '../../lab/model-names';
import { texts } from '../../texts/catalogue';
import type { Grid } from './grid';
import classes from './grid.module.css';

const words = texts.ui.studyGrid;

export interface StudyGridProps {
  readonly grid: Grid;
  /** Names the region that scrolls. */
  readonly label: string;
  /** Under a model's name. */
  readonly head: (model: ModelCell) => ReactNode;
  /** What stands in a cell, by its id. */
  readonly cell: (id: string) => ReactNode;
}

/** Widths of columns, in CSS pixels. */
const attackWidth = 220;
/** Four models fit beside the plan of a run in a window of 1366 pixels; an interval may then stand below its value. */
const modelWidth = { least: 128, most: 240 };

/** A study as a grid: attacks down, models across. */
export function StudyGrid({ grid, label, head, cell }: StudyGridProps): ReactNode {
  const names = useShownModelNames();
  return (
    <Box className={classes.scrolled} tabIndex={0} role="region" aria-label={label}>
      <table
        className={classes.grid}
        style={{
          minWidth: attackWidth + grid.models.length * modelWidth.least,
          maxWidth: attackWidth + grid.models.length * modelWidth.most,
        }}
      >
        <thead>
          <tr>
            <th scope="col" style={{ width: attackWidth }}>
              {words.attack}
            </th>
            {grid.models.map((model) => (
              <th scope="col" key={model.model}>
                {shownText(model.title)}
                <Name name={names.get(model.model)} />
                {head(model)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.lines.map(({ title, cells }, index) => (
            <tr key={index}>
              <th scope="row">{title === null ? words.clean : shownText(title)}</th>
              {cells.map((found, place) => (
                <td key={grid.models[place].model}>{found === null ? <Absent /> : cell(found.id)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}

function Name({ name }: { readonly name: string | undefined }): ReactNode {
  if (name === undefined) return null;
  return (
    <Text size="xs" fw={400} style={{ overflowWrap: 'anywhere' }}>
      {texts.models.name.quoted(shownText(name))}
    </Text>
  );
}

function Absent(): ReactNode {
  return (
    <Tooltip label={words.notAttacked}>
      <span className={classes.absent} tabIndex={0} role="note" aria-label={words.notAttacked}>
        –
      </span>
    </Tooltip>
  );
}
