import { MultiSelect } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { utcTime } from '../../analysis/format';
import type { RunSummary } from '../../shared/runs/run';
import { shownName } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { useIsMember } from '../workspace/use-project';
import classes from './RunPicker.module.css';

export interface RunPickerProps {
  readonly label: string;
  readonly description?: string;
  readonly runs: readonly RunSummary[];
  readonly chosen: readonly string[];
  readonly most: number;
  readonly onChange: (ids: readonly string[]) => void;
}

/** Chooses runs of the project shown by name, newest first; what is chosen already stays, whatever project it is of. */
export function RunPicker({ label, description, runs, chosen, most, onChange }: RunPickerProps): ReactNode {
  const isMember = useIsMember('run');
  const options = useMemo(
    () =>
      runs
        .filter(({ id }) => isMember(id) || chosen.includes(id))
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
        .map((run) => ({ value: run.id, label: runLabel(run) })),
    [runs, chosen, isMember],
  );
  return (
    <MultiSelect
      classNames={{ pill: classes.pill, inputField: classes.field }}
      label={label}
      description={description}
      data={options}
      value={[...chosen]}
      onChange={onChange}
      searchable
      clearable
      maxValues={most}
      nothingFoundMessage={texts.ui.runPicker.nothing}
      placeholder={chosen.length === 0 ? texts.ui.runPicker.placeholder : ''}
    />
  );
}

/** What tells a run from others of the same study. */
export function runLabel({ id, name, createdAt, state }: RunSummary): string {
  const ended = state === 'finished' ? '' : ` · ${texts.ui.runStates[state]}`;
  return `${shownName(name)} · ${utcTime(createdAt).slice(0, 16)} · …${id.slice(-4)}${ended}`;
}

/** Ids of runs in a route's query: `runs=A,B`; those the lab does not hold are left out. */
export function chosenRuns(
  query: Readonly<Partial<Record<string, string>>>,
  runs: readonly RunSummary[],
): readonly string[] {
  const wanted = (query.runs ?? '').split(',');
  return [...new Set(wanted)].filter((id) => runs.some((run) => run.id === id));
}
