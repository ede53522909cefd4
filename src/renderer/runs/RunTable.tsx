import { Button } from '@mantine/core';
import { IconChartLine, IconGitCompare, IconTrash } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { RunSummary } from '../../shared/runs/run';
import { shownText } from '../../shared/text/shown-text';
import { goTo, hrefTo } from '../address/route';
import { useRemoval } from '../undo/use-removal';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { DataTable } from '../ui/table/DataTable';
import { unmarked, useMarks } from '../workspace/use-marks';
import { useIsMember } from '../workspace/use-project';
import { useIndexedRuns } from '../workspace/run-index/use-run-index';
import { shownOutcome } from './outcome';
import { runColumns, type ListedRun } from './run-columns';

const words = texts.runs;

export interface RunTableProps {
  readonly runs: readonly RunSummary[];
  /** Runs were removed, or brought back. */
  readonly onChanged: () => void;
}

/** The runs of the project shown: sorted, filtered, grouped, compared, removed. */
export function RunTable({ runs, onChanged }: RunTableProps): ReactNode {
  const isMember = useIsMember('run');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const removal = useRemoval('run', onChanged);
  const marks = useMarks('run');
  const indexed = useIndexedRuns();
  const known = useMemo(() => new Map((indexed ?? []).map((run) => [run.id, run])), [indexed]);
  const rows = useMemo(
    () =>
      runs
        .filter(({ id }) => isMember(id))
        .map((run): ListedRun => ({
          ...run,
          ...(marks.get(run.id) ?? unmarked),
          outcome: shownOutcome(run, known.get(run.id)),
        })),
    [runs, isMember, marks, known],
  );
  const selected = useMemo(() => rows.filter(({ id }) => chosen.has(id)), [rows, chosen]);
  const ids = useMemo(() => new Set(selected.map(({ id }) => id)), [selected]);
  return (
    <>
      {removal.error === null ? null : <ErrorNotice error={removal.error} onClose={removal.clear} />}
      <DataTable
        id="runs"
        title={words.title}
        rows={rows}
        columns={runColumns}
        rowId={({ id }) => id}
        rowTitle={({ name }) => shownText(name)}
        href={({ id }) => hrefTo('runs', [id])}
        selection={{ ids, onChange: setChosen }}
        initial={{ sort: { column: 'created', descending: true } }}
        actions={
          selected.length === 0 ? null : (
            <>
              <Button
                variant="default"
                loading={removal.busy !== null}
                leftSection={<IconTrash size={15} aria-hidden />}
                onClick={() => {
                  removal.start(selected);
                }}
              >
                {words.remove}
              </Button>
              <Button
                variant="default"
                leftSection={<IconChartLine size={15} aria-hidden />}
                onClick={() => {
                  goTo('trend', [], { runs: selected.map(({ id }) => id).join(',') });
                }}
              >
                {texts.app.pages.trend}
              </Button>
              <Button
                leftSection={<IconGitCompare size={15} aria-hidden />}
                onClick={() => {
                  goTo('compare', [], { runs: selected.map(({ id }) => id).join(',') });
                }}
              >
                {words.compare}
              </Button>
            </>
          )
        }
        empty={
          runs.length > 0 ? (
            <EmptyState {...words.noneInProject} />
          ) : (
            <EmptyState
              title={words.none.title}
              text={words.none.text}
              actions={
                <Button component="a" href={hrefTo('start')}>
                  {words.none.start}
                </Button>
              }
            />
          )
        }
      />
    </>
  );
}
