import { Group, List, Stack, Text, Title } from '@mantine/core';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { AnalysedRun } from '../../analysis/analysed-run';
import type { RunComparison } from '../../analysis/comparison/run-difference';
import { Chart } from '../charts/Chart';
import { ChartTable } from '../charts/ChartTable';
import { RunName } from '../charts/RunName';
import { useRunStyles } from '../charts/use-run-styles';
import { listOf } from '../../analysis/format';
import { shownText } from '../../shared/text/shown-text';
import type { Computer } from '../computing/computer';
import { texts } from '../texts/catalogue';
import { NamedModels } from '../ui/NamedModels';
import { accuracyChart, type Unshared } from './accuracy-chart';
import { Difference } from './Difference';
import { headlineTable } from './headline-table';
import { PixelRun } from './PixelRun';
import { jointly, pairKey, type Known } from './joint';
import { SettingsTable } from './SettingsTable';

const words = texts.compare;

export interface ComparedRunsProps {
  /** Holds the runs. */
  readonly computer: Computer;
  readonly runs: readonly AnalysedRun[];
  readonly base: string;
  /** What each run is called, by id. */
  readonly labels: ReadonlyMap<string, string>;
  readonly differencesOnly: boolean;
}

/** Each run against the baseline first, then all of them in one chart, then what they are made of. */
export function ComparedRuns({ computer, runs, base, labels, differencesOnly }: ComparedRunsProps): ReactNode {
  const styles = useRunStyles(useMemo(() => runs.map(({ input }) => input.run.id), [runs]));
  const named = useMemo(
    () =>
      runs.flatMap((run) => {
        const { id, plan } = run.input.run;
        const style = styles.get(id);
        return style === undefined ? [] : [{ run, name: labels.get(id) ?? plan.name, style }];
      }),
    [runs, labels, styles],
  );
  const { chart, unshared } = useMemo(() => accuracyChart(named), [named]);
  const headline = useMemo(() => headlineTable(named), [named]);
  const ofPixels = runs.some(({ analysis }) => analysis.segmentation !== null);
  const baseline = named.find(({ run }) => run.input.run.id === base);
  const others = named.filter(({ run }) => run.input.run.id !== base);
  const [known, setKnown] = useState<Known>(new Map());
  const note = useCallback((comparison: RunComparison) => {
    setKnown((before) => new Map(before).set(pairKey(comparison), comparison));
  }, []);
  const joint = jointly(
    known,
    others.map(({ run }) => run.input.run.id),
    base,
  );
  return (
    <Stack gap="lg">
      <Group gap="md">
        {named.map(({ run, name, style }) => (
          <Stack gap={2} key={run.input.run.id}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              <RunName name={name} style={style} />
            </Text>
            <NamedModels cells={run.input.run.expansion.cells} />
          </Stack>
        ))}
      </Group>
      {ofPixels ? (
        <Text size="sm" maw="90ch">
          {words.pixels}
        </Text>
      ) : null}
      {named.map(({ run, name }) => (
        <PixelRun key={run.input.run.id} run={run} name={name} />
      ))}
      {baseline === undefined || ofPixels
        ? null
        : others.map((other) => (
            <section key={other.run.input.run.id} aria-label={other.name}>
              <Title order={2} mb="xs" style={{ overflowWrap: 'anywhere' }}>
                <RunName name={other.name} style={other.style} /> −{' '}
                <RunName name={baseline.name} style={baseline.style} />
              </Title>
              <Difference
                computer={computer}
                run={other.run.input}
                base={baseline.run.input}
                differencesOnly={differencesOnly}
                joint={joint?.get(pairKey({ a: other.run.input.run.id, b: base })) ?? null}
                runs={others.length}
                onCompared={note}
              />
            </section>
          ))}
      {ofPixels || headline === null ? null : <ChartTable table={headline} />}
      {ofPixels ? null : <Chart chart={chart} />}
      {ofPixels || unshared.length === 0 ? null : <NotComparable unshared={unshared} />}
      <SettingsTable runs={named} />
    </Stack>
  );
}

function NotComparable({ unshared }: { readonly unshared: readonly Unshared[] }): ReactNode {
  return (
    <section aria-labelledby="not-comparable">
      <Title order={2} id="not-comparable" mb={4}>
        {words.notComparable}
      </Title>
      <Text size="sm" mb={4}>
        {words.notComparableWhy}
      </Text>
      <List size="sm">
        {unshared.map(({ runs, models, conditions }) => (
          <List.Item key={[...runs, ...models].join('\n')} style={{ overflowWrap: 'anywhere' }}>
            {shownText(words.onlyIn(listOf(runs), listOf(models), conditions.join('; ')))}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
