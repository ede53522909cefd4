import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { UsualTime } from '../../analysis/usual-times';
import { planHash as hashOfPlan } from '../../shared/plan/plan-hash';
import type { StudyPlan } from '../../shared/plan/plan';
import { isLive, type RunSummary } from '../../shared/runs/run';
import { hrefTo } from '../address/route';
import { useRunShipped } from '../plans/use-run-shipped';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { useWanted } from '../ui/use-wanted';
import { PlanTime } from './PlanTime';

export interface StudyCardProps {
  /** By which links lead to it. */
  readonly id: string;
  /** Of a shipped data set. */
  readonly plan: StudyPlan;
  readonly usual: UsualTime;
  readonly words: {
    readonly title: string;
    readonly text: string;
    readonly run: string;
    readonly preparing: string;
    readonly open: string;
    readonly watch: string;
    readonly again: string;
  };
  /** What it takes, a line each. */
  readonly facts: readonly string[];
  /** Null while they are read: whether this study is at work is not known. */
  readonly runs: readonly RunSummary[] | null;
  /** Further buttons. */
  readonly more?: ReactNode;
}

/** A whole study at one click: what it is, what it takes, and its last run where there is one. */
export function StudyCard({ id, plan, usual, words, facts, runs, more }: StudyCardProps): ReactNode {
  const { start, busy, error } = useRunShipped(plan);
  const wanted = useWanted('study', id);
  const hash = hashOfPlan(plan);
  const last = runs?.findLast(({ planHash }) => planHash === hash);
  const heading = `${id}-study`;
  const atWork = last !== undefined && isLive(last.state);
  return (
    <Paper component="section" aria-labelledby={heading} {...wanted}>
      <Stack gap="xs">
        <Title order={2} id={heading}>
          {words.title}
        </Title>
        <Text size="sm" maw="75ch">
          {words.text}
        </Text>
        {facts.map((line) => (
          <Text key={line} size="xs" c="dimmed" maw="90ch">
            {line}
          </Text>
        ))}
        <PlanTime plan={plan} usual={usual} />
        <Group gap="xs">
          {last !== undefined && atWork ? (
            <Button size="sm" component="a" href={hrefTo('runs', [last.id])}>
              {words.watch}
            </Button>
          ) : null}
          <Button
            size="sm"
            variant={atWork ? 'default' : 'filled'}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            // A click before that might queue a second run of what is at work.
            disabled={runs === null}
            loading={busy !== null}
            onClick={() => {
              start();
            }}
          >
            {runs === null ? `${texts.start.readingRuns}…` : atWork ? words.again : words.run}
          </Button>
          {last === undefined || atWork ? null : (
            <Button size="sm" variant="default" component="a" href={hrefTo('runs', [last.id])}>
              {words.open}
            </Button>
          )}
          {more}
        </Group>
        {busy === null ? null : <Pending words={words.preparing} />}
        {error === null ? null : <ErrorNotice error={error} onRetry={start} />}
      </Stack>
    </Paper>
  );
}
