import { Button, Group, Stack, Text } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { hrefTo } from '../address/route';
import { Chart } from '../charts/Chart';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { Pending } from '../ui/Pending';
import { chosenRuns } from '../ui/RunPicker';
import { useShares } from '../ui/use-shares';
import { usePreferences } from '../workspace/preferences';
import { MOST_RECORDS } from '../../analysis/kept-runs';
import { measureKey } from '../../analysis/measure';
import { isTooLarge, isUnread } from '../workspace/run-index/index-runs';
import type { IndexedRun, RunFigures } from '../workspace/run-index/rows';
import { useRunFigures } from '../workspace/run-index/use-run-index';
import { useIsMember } from '../workspace/use-project';
import { Choices } from './Choices';
import { conditionsOf, measuresOf, measureTitle, shownMeasure, titleOfCondition } from './measure';
import { NoPoints } from './NoPoints';
import { runsOf } from './runs-of';
import { trendSeries, type TrendRun } from './series';
import { trendChart } from './trend-chart';
import { valueRanges } from './value-range';

const words = texts.trend;

export interface TrendProps {
  readonly runs: readonly IndexedRun[];
  readonly query: Readonly<Partial<Record<string, string>>>;
}

/**
 * The runs that the query asks for, of the project shown; `of`, `runs`, `measure`, `under` and `axis` of it say what is
 * drawn and how.
 */
export function Trend({ runs, query }: TrendProps): ReactNode {
  const source = query.of ?? (query.runs === undefined ? 'reference' : 'chosen');
  const isMember = useIsMember('run');
  const own = useMemo(() => runs.filter(({ id }) => isMember(id)), [runs, isMember]);
  const chosen = useMemo(() => chosenRuns(query, runs), [query, runs]);
  const shown = useMemo(() => runsOf(source, chosen, runs, isMember), [source, chosen, runs, isMember]);
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  const figures = useRunFigures(ids);
  const unread = runs.filter(isUnread).length;
  const tooLarge = own.filter((run) => run.state === 'finished' && isTooLarge(run)).length;
  if (figures === undefined) return <Pending words={words.reading} />;
  return (
    <Stack gap="md">
      {unread === 0 ? null : (
        <Text size="sm" role="status">
          {words.notRead(decimal(unread), decimal(runs.length))}
        </Text>
      )}
      {tooLarge === 0 ? null : <Text size="sm">{words.tooLarge(decimal(tooLarge), decimal(MOST_RECORDS))}</Text>}
      <Shown runs={runs} own={own} source={source} chosen={chosen} shown={shown} figures={figures} query={query} />
    </Stack>
  );
}

interface ShownProps extends TrendProps {
  readonly own: readonly IndexedRun[];
  readonly source: string;
  readonly chosen: readonly string[];
  readonly shown: readonly TrendRun[];
  readonly figures: readonly RunFigures[];
}

function Shown({ runs, own, source, chosen, shown, figures, query }: ShownProps): ReactNode {
  const [{ palette }] = usePreferences();
  const shares = useShares();
  const range = valueRanges.find((each) => each === query.axis) ?? 'near';
  const there = useMemo(() => measuresOf(figures), [figures]);
  const measure = useMemo(() => shownMeasure(query.measure, there), [query.measure, there]);
  const isThere = there.some((each) => measureKey(each) === measureKey(measure));
  const measures = isThere ? there : [measure, ...there];
  const conditions = useMemo(() => conditionsOf(figures, measure), [figures, measure]);
  const condition = conditions.find(({ identity }) => identity === query.under) ?? conditions.at(0) ?? null;
  // Of another measure, or of runs that are not shown.
  const passedOver =
    query.under === undefined || condition === null || condition.identity === query.under
      ? null
      : words.otherCondition(titleOfCondition(figures, query.under), condition.title);
  const series = useMemo(
    () => trendSeries(shown, figures, measure, condition?.identity ?? null),
    [shown, figures, measure, condition],
  );
  const chart = useMemo(
    () =>
      series.length === 0 ? null : trendChart(series, measure, condition?.title ?? null, { palette, shares, range }),
    [series, measure, condition, palette, shares, range],
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
        conditions={conditions}
        condition={condition}
        range={range}
      />
      {passedOver === null ? null : (
        <Text size="sm" role="status">
          {shownText(passedOver)}
        </Text>
      )}
      {shown.length === 0 ? (
        <NoPoints source={source} hasOthers={own.length > 0} />
      ) : chart === null ? (
        <Text size="sm" role="status">
          {shownText(shares.text(words.nothing(measureTitle(measure), there.length > 0)))}
        </Text>
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
function lastTwo(runs: readonly TrendRun[]): string {
  return [...runs]
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
    .slice(-2)
    .map(({ id }) => id)
    .join(',');
}
