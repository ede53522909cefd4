import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { attackCount } from '../../analysis/attack-count';
import { decimal } from '../../analysis/format';
import { planHash as hashOfPlan } from '../../shared/plan-hash';
import { demoPlans } from '../../shared/planning/demo-plans';
import { isLive, type RunSummary } from '../../shared/run';
import { hrefTo } from '../address/route';
import { useRunShipped } from '../plans/use-run-shipped';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';

const words = texts.start.sample;
const plan = { ...demoPlans('quick')[0], name: words.name, question: words.question };
const sampleHash = hashOfPlan(plan);

/** A whole study at one click: what it is, what it takes, and its last run where there is one. */
export function SampleStudy({ runs }: { readonly runs: readonly RunSummary[] }): ReactNode {
  const { start, busy, error } = useRunShipped(plan);
  const last = runs.findLast(({ planHash }) => planHash === sampleHash);
  const atWork = last !== undefined && isLive(last.state);
  return (
    <Paper component="section" aria-labelledby="sample-study">
      <Stack gap="xs">
        <Title order={2} id="sample-study">
          {words.title}
        </Title>
        <Text size="sm" maw="75ch">
          {words.text}
        </Text>
        <Text size="xs" c="dimmed">
          {words.facts(
            decimal(plan.data.selection.count ?? null),
            decimal(plan.subjects.length),
            attackCount(plan.attacks),
            decimal(plan.requirements.length),
          )}
        </Text>
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
            loading={busy !== null}
            onClick={() => {
              start();
            }}
          >
            {atWork ? words.again : words.run}
          </Button>
          {last === undefined || atWork ? null : (
            <Button size="sm" variant="default" component="a" href={hrefTo('runs', [last.id])}>
              {words.open}
            </Button>
          )}
        </Group>
        {busy === null ? null : <Pending words={words.preparing} />}
        {error === null ? null : <ErrorNotice error={error} onRetry={start} />}
      </Stack>
    </Paper>
  );
}
