import { Button, CopyButton, Group, Paper, ScrollArea, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { decimal, utcTime } from '../../../analysis/format';
import type { RunEvent } from '../../../shared/runs/run';
import type { RunLogLine } from '../../../shared/runs/run-log';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { asText, logFilters, logLines, passes, type LogFilter } from './log-lines';
import type { RunLogState } from './use-run-log';

const words = texts.run.log;
const colours = { info: 'dimmed', warning: 'var(--lab-mixed)', error: 'var(--lab-bad)' } as const;

/** Lines drawn at first, and added by each pressing of the button. */
const page = 200;

export interface RunLogProps {
  readonly events: readonly RunEvent[];
  readonly log: RunLogState;
  /** Its engine ended before it did, so that the log has no end. */
  readonly interrupted: boolean;
}

/** What happened to a run and what its engine logged, newest first. */
export function RunLog({ events, log, interrupted }: RunLogProps): ReactNode {
  const [filter, setFilter] = useState<LogFilter>('all');
  const lines = useMemo(
    () => logLines(events, log.lines).filter(({ level }) => passes(filter, level)),
    [events, log.lines, filter],
  );
  return (
    <Paper component="section" aria-labelledby="log">
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2} id="log">
          {words.title}
        </Title>
        <CopyButton value={asText(lines)}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-sm" onClick={copy} disabled={lines.length === 0}>
              {copied ? words.copied : words.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
      <SegmentedControl
        fullWidth
        size="xs"
        mb="xs"
        aria-label={words.filter}
        value={filter}
        onChange={(value) => {
          setFilter(value);
        }}
        data={logFilters.map((value) => ({ value, label: words.filters[value] }))}
      />
      {interrupted ? (
        <Text size="xs" c="var(--lab-mixed)" mb={6}>
          {words.breaksOff}
        </Text>
      ) : null}
      {log.failed ? (
        <Text size="xs" c="var(--lab-bad)" mb={6}>
          {words.failed}
        </Text>
      ) : null}
      {lines.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.empty[filter]}
        </Text>
      ) : (
        <Lines lines={lines} omitted={log.omitted} />
      )}
    </Paper>
  );
}

interface LinesProps {
  /** Oldest first. */
  readonly lines: readonly RunLogLine[];
  /** Older lines that are not held. */
  readonly omitted: number;
}

/** The newest lines first, and older ones when they are asked for. */
function Lines({ lines, omitted }: LinesProps): ReactNode {
  const [most, setMost] = useState(page);
  const newest = lines.slice(-most).reverse();
  const older = lines.length - newest.length;
  return (
    <ScrollArea.Autosize
      mah={420}
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': words.region }}
    >
      <Stack component="ol" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {newest.map(({ at, level, text }, index) => (
          <li key={lines.length - index}>
            <Text size="xs" c="dimmed" span>
              {`${utcTime(at)} UTC `}
            </Text>
            <Text size="xs" c={colours[level]} fw={level === 'info' ? 400 : 600} span>
              {words.levels[level]}
            </Text>
            <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
              {shownText(text)}
            </Text>
          </li>
        ))}
      </Stack>
      {older === 0 ? null : (
        <Button
          variant="subtle"
          size="compact-sm"
          mt="xs"
          onClick={() => {
            setMost(most + page);
          }}
        >
          {words.older(decimal(Math.min(page, older)))}
        </Button>
      )}
      {older === 0 && omitted > 0 ? (
        <Text size="xs" c="dimmed" mt="xs">
          {words.omitted(decimal(omitted))}
        </Text>
      ) : null}
    </ScrollArea.Autosize>
  );
}
