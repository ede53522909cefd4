import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { utcTime } from '../../analysis/format';
import type { RunSummary } from '../../shared/runs/run';
import { shownText } from '../../shared/text/shown-text';
import { hrefTo } from '../address/route';
import { Measured } from '../measured/Measured';
import { texts } from '../texts/catalogue';
import { RunStateBadge } from '../ui/RunStateBadge';
import { useShares } from '../ui/use-shares';

const words = texts.systems;
/** Runs that a card names. */
export const mostShown = 3;

/** The newest runs of a system; of one that has records, its verdict where a person asks for it: it takes a while to read. */
export function NewestRuns({ runs }: { readonly runs: readonly RunSummary[] }): ReactNode {
  const [asked, ask] = useState<string | null>(null);
  const newest = runs.slice(0, mostShown);
  if (newest.length === 0) return <Text size="sm">{words.none}</Text>;
  const told = newest.find(({ records }) => records > 0);
  return (
    <Stack gap={6}>
      {newest.map(({ id, name, state, createdAt }) => (
        <Group key={id} gap="sm" align="center">
          <Anchor href={hrefTo('runs', [id])} size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {shownText(name)}
          </Anchor>
          <RunStateBadge state={state} />
          <Text size="xs" c="dimmed">
            {utcTime(createdAt)}
          </Text>
        </Group>
      ))}
      {told === undefined ? null : asked === told.id ? (
        <Finding run={told.id} />
      ) : (
        <Button
          variant="default"
          size="xs"
          title={shownText(told.name)}
          aria-label={words.showOn(shownText(told.name))}
          style={{ alignSelf: 'start' }}
          onClick={() => {
            ask(told.id);
          }}
        >
          {words.show}
        </Button>
      )}
    </Stack>
  );
}

function Finding({ run }: { readonly run: string }): ReactNode {
  const ids = useMemo(() => [run], [run]);
  const { text } = useShares();
  return (
    <Measured ids={ids}>
      {([{ analysis }]) => (
        <Stack gap={4}>
          <Text size="sm" maw="60ch">
            {shownText(text(analysis.verdict.headline))}
          </Text>
          <Anchor size="sm" href={hrefTo('runs', [run, 'results'])}>
            {words.toResults}
          </Anchor>
        </Stack>
      )}
    </Measured>
  );
}
