import { Button, Group, Stack, Text } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { hrefTo } from '../address/route';
import { Chart } from '../charts/Chart';
import { texts } from '../texts/catalogue';
import { Pending } from '../ui/Pending';
import { chosenRuns } from '../ui/RunPicker';
import { useShares } from '../ui/use-shares';
import { usePreferences } from '../workspace/preferences';
import { isUnread } from '../workspace/run-index/index-runs';
import type { CellAggregate } from '../../analysis/cell-aggregates';
import type { IndexedRun } from '../workspace/run-index/rows';
import { useCellAggregates } from '../workspace/run-index/use-run-index';
import { useIsMember } from '../workspace/use-project';
import { Choices } from './Choices';
import { attacksOf, measureKey, measuresOf } from './measure';
import { NoPoints } from './NoPoints';
import { runsOf } from './runs-of';
import { trendSeries, type MeasuredRun } from './series';
import { trendChart } from './trend-chart';
import { valueRanges } from './value-range';

const words = texts.trend;

export interface TrendProps {
  readonly runs: readonly IndexedRun[];
  readonly query: Readonly<Partial<Record<string, string>>>;
}

/**
 * The runs that the query asks for, of the project shown; `of`, `runs`, `measure`, `attack` and `axis` of it say what is
 * drawn and how.
 */
export function Trend({ runs, query }: TrendProps): ReactNode {
  const source = query.of ?? (query.runs === undefined ? 'reference' : 'chosen');
  const isMember = useIsMember('run');
  const own = useMemo(() => runs.filter(({ id }) => isMember(id)), [runs, isMember]);
  const chosen = useMemo(() => chosenRuns(query, runs), [query, runs]);
  const shown = useMemo(() => runsOf(source, chosen, runs, isMember), [source, chosen, runs, isMember]);
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  const cells = useCellAggregates(ids);
  const unread = runs.filter(isUnread).length;
  if (cells === undefined) return <Pending words={words.reading} />;
  return (
    <Stack gap="md">
      {unread === 0 ? null : (
        <Text size="sm" role="status">
          {words.notRead(decimal(unread), decimal(runs.length))}
        </Text>
      )}
      <Shown runs={runs} own={own} source={source} chosen={chosen} shown={shown} cells={cells} query={query} />
    </Stack>
  );
}

interface ShownProps extends TrendProps {
  readonly own: readonly IndexedRun[];
  readonly source: string;
  readonly chosen: readonly string[];
  readonly shown: readonly MeasuredRun[];
  readonly cells: readonly CellAggregate[];
}

function Shown({ runs, own, source, chosen, shown, cells, query }: ShownProps): ReactNode {
  const [{ palette }] = usePreferences();
  const shares = useShares();
  const range = valueRanges.find((each) => each === query.axis) ?? 'whole';
  const measures = useMemo(() => measuresOf(cells), [cells]);
  // Robust accuracy is what the lab is about; without attacks there is only clean accuracy.
  const measure =
    measures.find((each) => measureKey(each) === query.measure) ??
    measures.find(({ kind }) => kind === 'robust-accuracy') ??
    measures[0];
  const attacks = useMemo(() => attacksOf(cells, measure), [cells, measure]);
  const attack = attacks.find((title) => title === query.attack) ?? attacks.at(0) ?? null;
  const series = useMemo(() => trendSeries(shown, cells, measure, attack), [shown, cells, measure, attack]);
  const chart = useMemo(
    () => (series.length === 0 ? null : trendChart(series, measure, attack, { palette, shares, range })),
    [series, measure, attack, palette, shares, range],
  );
  return (
    <>
      <Choices
        runs={runs}
        own={own}
        source={source}
        chosen={chosen}
        measures={measures}
        measure={measure}
        attacks={attacks}
        attack={attack}
        range={range}
      />
      {shown.length === 0 ? (
        <NoPoints source={source} hasOthers={own.length > 0} />
      ) : chart === null ? (
        <Text size="sm">{words.nothing}</Text>
      ) : (
        <Chart chart={chart} />
      )}
      {shown.length < 2 ? null : (
        <Group>
          <Button
            component="a"
            variant="default"
            leftSection={<IconGitCompare size={15} aria-hidden />}
            href={hrefTo('compare', [], { runs: lastTwo(shown) })}
          >
            {words.compareLast}
          </Button>
        </Group>
      )}
    </>
  );
}

/** The one before the last first: it is the baseline. */
function lastTwo(runs: readonly MeasuredRun[]): string {
  return [...runs]
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
    .slice(-2)
    .map(({ id }) => id)
    .join(',');
}
