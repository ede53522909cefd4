import { Group, Select, Stack, Switch } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { RunSummary } from '../../shared/runs/run';
import type { Page, PageProps } from '../address/page';
import { setQuery } from '../address/route';
import { Measured } from '../measured/Measured';
import { shownName } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { LabRuns } from '../ui/LabRuns';
import { PageHeader } from '../ui/PageHeader';
import { Pending } from '../ui/Pending';
import { chosenRuns, runLabel, RunPicker } from '../ui/RunPicker';
import { useChoices } from '../workspace/use-choices';
import { ComparedRuns } from './ComparedRuns';
import { NoiseScores } from './noise/NoiseScores';

const words = texts.compare;
/** Runs that a chart and a table can hold apart. */
const most = 8;

/** Runs side by side; `runs`, `base` and `only` of the query say which and how, and are remembered. */
function Compare({ route }: PageProps): ReactNode {
  const query = useChoices('compare', route.query);
  return (
    <>
      <PageHeader title={texts.app.pages.compare} lead={words.lead} />
      {query === null ? (
        <Pending words={texts.ui.readingChoices} />
      ) : (
        <LabRuns none={words.noRuns}>{(runs) => <Chosen runs={runs} query={query} />}</LabRuns>
      )}
      <NoiseScores />
    </>
  );
}

interface ChosenProps {
  readonly runs: readonly RunSummary[];
  readonly query: PageProps['route']['query'];
}

function Chosen({ runs, query }: ChosenProps): ReactNode {
  const key = chosenRuns(query, runs).slice(0, most).join(',');
  const chosen = useMemo(() => (key === '' ? [] : key.split(',')), [key]);
  const base = chosen.find((id) => id === query.base) ?? chosen.at(0) ?? null;
  const only = query.only === '1';
  const labels = useMemo(() => labelsOf(runs.filter(({ id }) => chosen.includes(id))), [runs, chosen]);
  return (
    <Stack gap="md">
      <RunPicker
        label={words.runs}
        runs={runs}
        chosen={chosen}
        most={most}
        onChange={(ids) => {
          setQuery({ runs: ids.length === 0 ? null : ids.join(',') });
        }}
      />
      {chosen.length < 2 || base === null ? (
        <EmptyState {...words.fewer(runs.length, chosen.length)} />
      ) : (
        <>
          <Group align="flex-end" justify="space-between">
            <Select
              label={words.baseline}
              w={420}
              maw="100%"
              data={chosen.map((id) => ({ value: id, label: labels.get(id) ?? id }))}
              value={base}
              allowDeselect={false}
              onChange={(id) => {
                setQuery({ base: id });
              }}
            />
            <Switch
              label={words.differencesOnly}
              checked={only}
              onChange={({ currentTarget }) => {
                setQuery({ only: currentTarget.checked ? '1' : null });
              }}
            />
          </Group>
          <Measured ids={chosen}>
            {(measured, computer) => (
              <ComparedRuns computer={computer} runs={measured} base={base} labels={labels} differencesOnly={only} />
            )}
          </Measured>
        </>
      )}
    </Stack>
  );
}

/** Their names; of those that share one also what tells them apart. */
function labelsOf(runs: readonly RunSummary[]): ReadonlyMap<string, string> {
  return new Map(
    runs.map((run) => {
      const shared = runs.filter(({ name }) => name === run.name).length > 1;
      return [run.id, shared ? runLabel(run) : shownName(run.name)];
    }),
  );
}

export const page: Page = { Component: Compare };
