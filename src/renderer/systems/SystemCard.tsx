import { Anchor, Grid, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import type { RunSummary } from '../../shared/runs/run';
import { systems, type SystemId } from '../../shared/models/systems';
import { hrefTo } from '../address/route';
import { texts } from '../texts/catalogue';
import { Facts } from '../ui/Facts';
import { mostShown, NewestRuns } from './NewestRuns';

const words = texts.systems;

export interface SystemCardProps {
  readonly id: SystemId;
  /** Those that use it, the newest first. */
  readonly runs: readonly RunSummary[];
}

/** One system: what it is and how far it is followed, what to begin with, and what the lab's newest runs found. */
export function SystemCard({ id, runs }: SystemCardProps): ReactNode {
  const { part, presets, studies } = systems[id];
  const source = systems[id].source();
  const { title, what } = words.names[id];
  const heading = `system-${id}`;
  return (
    <Paper component="section" aria-labelledby={heading}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="xs">
            <Title order={2} id={heading}>
              {title}
            </Title>
            <Text size="sm" maw="75ch">
              {what}
            </Text>
            <Facts
              rows={[
                [words.source, source.paper],
                [words.fidelity, words.fidelities[source.fidelity]],
                [words.differs, source.difference],
                [words.part, words.partIs(part.kind, part.name)],
              ]}
            />
            <Group gap="xs" align="baseline">
              {studies.length + presets.length === 0 ? null : (
                <Text size="sm" c="dimmed">
                  {words.begin}
                </Text>
              )}
              {studies.map((study) => (
                <Anchor key={study} size="sm" href={hrefTo('start', [], { study })}>
                  {texts.start[study].title}
                </Anchor>
              ))}
              {presets.map((preset) => (
                <Anchor key={preset} size="sm" href={hrefTo('studies', [], { preset })}>
                  {words.preset(texts.studies.presets[preset].title)}
                </Anchor>
              ))}
            </Group>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Title order={3} mb={4}>
            {words.newest}
          </Title>
          <NewestRuns runs={runs} />
          {runs.length > mostShown ? (
            <Anchor size="sm" href={hrefTo('runs')}>
              {words.more(decimal(runs.length - mostShown))}
            </Anchor>
          ) : null}
        </Grid.Col>
      </Grid>
    </Paper>
  );
}
