import { Anchor, Button, Group, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { utcTime } from '../../analysis/format';
import { plainJoint, systemsPlan } from '../../shared/planning/systems-plan';
import { isLive, type RunSummary } from '../../shared/runs/run';
import { shownText } from '../../shared/text/shown-text';
import { comparedSystems } from '../../shared/models/systems';
import { hrefTo } from '../address/route';
import { Measured } from '../measured/Measured';
import { useRunShipped } from '../plans/use-run-shipped';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { AnswersTable } from './AnswersTable';

const words = texts.systems.underAttack;
const quick = systemsPlan('quick');

export interface UnderAttackProps {
  /** Of the lab, the newest first. */
  readonly runs: readonly RunSummary[];
}

/** What is left of the right answers of systems, beside a plain joint model, by a run that compares them with it. */
export function UnderAttack({ runs }: UnderAttackProps): ReactNode {
  const about = runs.filter(isAbout);
  const told = about.filter(({ records, state }) => records > 0 && !isLive(state));
  const live = about.find(({ state }) => isLive(state));
  const [chosen, choose] = useState<string | null>(null);
  const run = told.find(({ id }) => id === chosen) ?? told.at(0);
  return (
    <Paper component="section" aria-labelledby="under-attack">
      <Stack gap="xs">
        <Title order={2} id="under-attack">
          {words.title}
        </Title>
        <Text size="sm" maw="75ch">
          {run === undefined ? words.empty : words.text}
        </Text>
        {told.length < 2 ? null : (
          <Select
            label={words.run}
            maw={480}
            allowDeselect={false}
            data={told.map(({ id, name, createdAt }) => ({
              value: id,
              label: `${shownText(name)} · ${utcTime(createdAt)}`,
            }))}
            value={run?.id ?? null}
            onChange={choose}
          />
        )}
        {run === undefined ? null : <Found key={run.id} run={run} />}
        {live !== undefined ? (
          <Anchor size="sm" href={hrefTo('runs', [live.id])}>
            {words.watch}
          </Anchor>
        ) : run === undefined ? (
          <Begin />
        ) : null}
      </Stack>
    </Paper>
  );
}

/**
 * Does a run hold systems beside a plain joint model? Several are enough: a run of before has fewer of them. One that compares them
 * with something else says nothing of that.
 */
function isAbout({ reference, systems }: RunSummary): boolean {
  return reference === plainJoint && comparedSystems.filter((id) => systems.includes(id)).length > 1;
}

function Begin(): ReactNode {
  const { start, busy, error } = useRunShipped(quick);
  return (
    <>
      <Group gap="xs">
        <Button
          size="sm"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={busy !== null}
          onClick={() => {
            start();
          }}
        >
          {words.begin}
        </Button>
        <Anchor size="sm" href={hrefTo('start')}>
          {words.forms}
        </Anchor>
      </Group>
      {error === null ? null : <ErrorNotice error={error} onRetry={start} />}
    </>
  );
}

function Found({ run: { id, name, createdAt } }: { readonly run: RunSummary }): ReactNode {
  const ids = useMemo(() => [id], [id]);
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        {words.from(shownText(name), utcTime(createdAt))}
      </Text>
      <Measured ids={ids}>
        {([{ analysis }]) =>
          analysis.rightAnswers === null ? (
            <Text size="sm">{words.nothing}</Text>
          ) : (
            <AnswersTable
              answers={analysis.rightAnswers}
              comparisons={analysis.comparisons}
              reference={plainJoint}
              seeds={analysis.study.seeds.length}
            />
          )
        }
      </Measured>
      <Anchor size="sm" href={hrefTo('runs', [id, 'results'])}>
        {texts.systems.toResults}
      </Anchor>
    </Stack>
  );
}
