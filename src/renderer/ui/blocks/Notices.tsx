import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Notice } from '../../../report/document';
import { noticeInFractions } from '../../../report/units/block-in-fractions';
import { shownText } from '../../../shared/text/shown-text';
import { useShares } from '../use-shares';
import { toneInk } from './tones';

/** Warnings and answers: the word for how grave, what was found, and what to do about it. */
export function Notices({
  notices,
  after,
}: {
  readonly notices: readonly Notice[];
  /** What stands below the notice at this place. */
  readonly after?: (index: number) => ReactNode;
}): ReactNode {
  const { unit } = useShares();
  const shown = unit === 'percent' ? notices : notices.map(noticeInFractions);
  return (
    <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {shown.map((notice, index) => (
        <Paper key={index} component="li" withBorder p="sm">
          <Group gap="md" align="flex-start" wrap="nowrap">
            <Text size="sm" fw={700} c={toneInk[notice.tone]} w={96} style={{ flex: 'none' }}>
              {notice.label}
            </Text>
            <Stack gap={4} flex={1} style={{ overflowWrap: 'anywhere' }}>
              {notice.statement === '' ? null : (
                <Text size="sm" fw={600}>
                  {shownText(notice.statement)}
                </Text>
              )}
              {notice.findings.map(({ subject, text }, place) => (
                <Text size="sm" key={place}>
                  {subject === '' ? null : text === '' ? shownText(subject) : <b>{shownText(subject)}: </b>}
                  {shownText(text)}
                </Text>
              ))}
              {notice.advice === '' ? null : (
                <Text size="sm" c="dimmed">
                  {shownText(notice.advice)}
                </Text>
              )}
              {after?.(index)}
            </Stack>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}
