import { Group, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { useOpened } from '../../parts/sought';

export interface FoldedCardProps {
  readonly title: string;
  /** What is set otherwise than usual; read while it is folded. */
  readonly line: string;
  /** Place of the plan that it edits. */
  readonly where: string;
  /** Something in it is wrong: it opens. */
  readonly isWrong: boolean;
  /** Open from the start. */
  readonly isFresh: boolean;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

/** A part of the plan as one line, which opens to be edited. */
export function FoldedCard(props: FoldedCardProps): ReactNode {
  const { title, line, where, isWrong, isFresh, actions, children } = props;
  const [open, setOpen] = useOpened([where], isWrong, isFresh);
  const id = useId();
  const Sign = open ? IconChevronDown : IconChevronRight;
  return (
    <Paper px="sm" py={open ? 'xs' : 4} data-field={where}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Group gap={6} wrap="nowrap" miw={0} flex={1}>
          <Title order={3} maw="60%" flex="none">
            <UnstyledButton
              fz="inherit"
              fw="inherit"
              lh="inherit"
              py={3}
              aria-expanded={open}
              aria-controls={id}
              style={{ display: 'flex', alignItems: 'center', gap: 4, overflowWrap: 'anywhere' }}
              onClick={() => {
                setOpen(!open);
              }}
            >
              <Sign size={15} style={{ flex: 'none' }} aria-hidden />
              {title}
            </UnstyledButton>
          </Title>
          {open || line === '' ? null : (
            <Text size="xs" c="dimmed" truncate title={line}>
              {line}
            </Text>
          )}
        </Group>
        <Group gap={2} wrap="nowrap" flex="none">
          {actions}
        </Group>
      </Group>
      <div id={id} hidden={!open}>
        {open ? (
          <Stack gap={6} pt={4}>
            {children}
          </Stack>
        ) : null}
      </div>
    </Paper>
  );
}
