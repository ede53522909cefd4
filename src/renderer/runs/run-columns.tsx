import { IconStarFilled } from '@tabler/icons-react';
import { decimal, percentInColumn, utcTime } from '../../analysis/format';
import { shortId } from '../../shared/identity';
import type { RunSummary } from '../../shared/runs/run';
import type { Marks } from '../workspace/use-marks';
import { texts } from '../texts/catalogue';
import { RunStateBadge } from '../ui/RunStateBadge';
import type { Column } from '../ui/table/column';
import type { ShownOutcome } from './outcome';

const words = texts.runs.columns;

/** A run with what its requirements came to and what a person marked it with. */
export interface ListedRun extends RunSummary, Marks {
  readonly outcome: ShownOutcome;
}

/** What the table of runs can show. */
export const runColumns: readonly Column<ListedRun>[] = [
  { id: 'name', title: words.name, value: ({ name }) => name, groupable: true },
  {
    id: 'state',
    title: words.state,
    value: ({ state }) => texts.ui.runStates[state],
    cell: ({ state }) => <RunStateBadge state={state} />,
    width: 120,
    groupable: true,
  },
  {
    id: 'outcome',
    title: words.outcome,
    value: ({ outcome }) => texts.runs.outcomes[outcome],
    width: 125,
    groupable: true,
  },
  {
    id: 'created',
    title: words.created,
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => utcTime(createdAt),
    width: 160,
  },
  {
    id: 'share',
    title: words.share,
    value: doneShare,
    cell: (run) => percentInColumn(doneShare(run)),
    align: 'right',
    width: 90,
  },
  {
    id: 'records',
    title: words.records,
    value: ({ records }) => records,
    cell: ({ records, recordsExpected }) => texts.ui.of(decimal(records), decimal(recordsExpected), '').trim(),
    align: 'right',
    width: 125,
  },
  {
    id: 'starred',
    title: words.starred,
    value: ({ starred }) => (starred ? words.starred.toLowerCase() : null),
    cell: ({ starred }) =>
      starred ? <IconStarFilled size={14} aria-label={words.starred} color="var(--mantine-color-yellow-6)" /> : '',
    width: 90,
    groupable: true,
  },
  {
    id: 'tags',
    title: words.tags,
    value: ({ tags }) => (tags.length === 0 ? null : tags.join(', ')),
    width: 130,
    groupable: true,
  },
  { id: 'device', title: words.device, value: ({ device }) => device, width: 100, groupable: true },
  {
    id: 'plan',
    title: words.plan,
    value: ({ planHash }) => shortId(planHash),
    width: 130,
    groupable: true,
    hidden: true,
  },
  { id: 'id', title: words.id, value: ({ id }) => id, width: 290, hidden: true },
];

function doneShare({ records, recordsExpected }: RunSummary): number {
  return recordsExpected === 0 ? 1 : records / recordsExpected;
}
