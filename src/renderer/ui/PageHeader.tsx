import { Box, Group, Text, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { texts } from '../texts/catalogue';

export interface PageHeaderProps {
  /** What the title of the document says as well; for the page of one thing, its name. */
  readonly title: string;
  /** What the page is for, in a sentence. */
  readonly lead?: string;
  /** Before the title: links to where this page hangs. */
  readonly trail?: ReactNode;
  /** What can be done here, the main thing last. */
  readonly actions?: ReactNode;
}

/** Has a page been opened in this window? */
let hasOpened = false;

/** The heading of a page. It names the document, and takes the focus when the page opens behind a link. */
export function PageHeader({ title, lead, trail, actions }: PageHeaderProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${texts.app.name}`;
  }, [title]);
  useEffect(() => {
    // On the first page of a window the focus stays where the browser has it; in a dialog, where the person types. What
    // had it on the page before may be gone by now.
    const isFirst = !hasOpened;
    hasOpened = true;
    const focused = document.activeElement;
    const isNowhere = focused === null || focused === document.body;
    const isInDialog = focused !== null && focused.closest('[role="dialog"]') !== null;
    if ((isFirst && isNowhere) || isInDialog) return;
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Box component="header" mb="md">
      {trail === undefined ? null : (
        <Text component="nav" size="xs" c="dimmed" mb={2}>
          {trail}
        </Text>
      )}
      <Group justify="space-between" gap="sm" align="flex-start">
        {/* A long title breaks before its actions do. */}
        <Title order={1} ref={heading} tabIndex={-1} flex="1 1 60%" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {actions === undefined ? null : <Group gap="xs">{actions}</Group>}
      </Group>
      {lead === undefined ? null : (
        <Text c="dimmed" size="sm" mt={2} maw="80ch">
          {lead}
        </Text>
      )}
    </Box>
  );
}
