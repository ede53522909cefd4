import { Box, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import type { Problem } from '../../../shared/problem';
import { problemsBesides } from '../../parts/problems';
import { placeText } from '../problems';
import type { PlanEditor } from '../use-plan-editor';

/** What every section of the builder is given. */
export interface SectionProps {
  readonly editor: PlanEditor;
  readonly problems: readonly Problem[];
}

export interface BuilderSectionProps {
  readonly title: string;
  /** Place of the plan that the section is about, where it is one. */
  readonly where?: string;
  readonly lead?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the plan. */
export function BuilderSection({ title, where, lead, actions, children }: BuilderSectionProps): ReactNode {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} data-field={where}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="xs">
        <Box miw={0}>
          <Title order={2} id={id}>
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text size="xs" c="dimmed">
              {lead}
            </Text>
          )}
        </Box>
        {actions === undefined ? null : <Box flex="none">{actions}</Box>}
      </Group>
      <Stack gap="sm">{children}</Stack>
    </Paper>
  );
}

export interface OtherProblemsProps {
  readonly problems: readonly Problem[];
  /** Place of the part. */
  readonly where: string;
  /** Places below it whose fields say themselves what is wrong with them. */
  readonly fields: readonly string[];
}

/** What is wrong with a part, or inside it where no field is. */
export function OtherProblems({ problems, where, fields }: OtherProblemsProps): ReactNode {
  return problemsBesides(problems, where, fields).map((problem) => (
    <ProblemText
      key={`${problem.where} ${problem.text}`}
      text={problem.where === where ? problem.text : `${placeText(problem.where)}: ${problem.text}`}
    />
  ));
}

/** What is wrong with a part as a whole, where no field of its own can say it. */
export function ProblemText({ text }: { readonly text: string | undefined }): ReactNode {
  return text === undefined ? null : (
    <Text size="xs" c="var(--lab-bad)" role="alert">
      {text}
    </Text>
  );
}
