import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import type { Problem } from '../problems';
import type { PlanEditor } from '../use-plan-editor';

/** What every section of the builder is given. */
export interface SectionProps {
  readonly editor: PlanEditor;
  readonly problems: readonly Problem[];
}

export interface BuilderSectionProps {
  readonly title: string;
  readonly lead?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the plan. */
export function BuilderSection({ title, lead, actions, children }: BuilderSectionProps): ReactNode {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" mb="xs">
        <div>
          <Title order={2} id={id}>
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text size="xs" c="dimmed">
              {lead}
            </Text>
          )}
        </div>
        {actions}
      </Group>
      <Stack gap="sm">{children}</Stack>
    </Paper>
  );
}

/** What is wrong with a part as a whole, where no field of its own can say it. */
export function ProblemText({ text }: { readonly text: string | undefined }): ReactNode {
  return text === undefined ? null : (
    <Text size="xs" c="var(--lab-bad)" role="alert">
      {text}
    </Text>
  );
}
