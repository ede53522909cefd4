import { Button, Paper, SimpleGrid, Text, Title } from '@mantine/core';
import { IconRotate } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import { PageHeader } from '../ui/PageHeader';
import { Pending } from '../ui/Pending';

const words = texts.certificates;

export interface CalculatorProps {
  readonly lead: string;
  /** Which calculator it is, to choose another. */
  readonly chooser: ReactNode;
  /** False while what was typed last is read. */
  readonly isRead: boolean;
  readonly formTitle: string;
  readonly form: ReactNode;
  readonly answerTitle: string;
  /** Null where a field has a problem. */
  readonly answer: ReactNode;
  readonly onReset: () => void;
}

/** A form and, beside it, what follows from what it says. */
export function Calculator(props: CalculatorProps): ReactNode {
  const { lead, chooser, isRead, formTitle, form, answerTitle, answer, onReset } = props;
  return (
    <>
      <PageHeader
        title={texts.app.pages.certificates}
        lead={lead}
        actions={
          <Button variant="default" leftSection={<IconRotate size={15} aria-hidden />} onClick={onReset}>
            {words.reset}
          </Button>
        }
      />
      {chooser}
      {isRead ? (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <Paper withBorder p="md" component="section" aria-labelledby="certificate-form" miw={0}>
            <Title order={2} id="certificate-form" mb="sm">
              {formTitle}
            </Title>
            {form}
          </Paper>
          <Paper withBorder p="md" component="section" aria-labelledby="certificate-answer" aria-live="polite" miw={0}>
            <Title order={2} id="certificate-answer" mb="sm">
              {answerTitle}
            </Title>
            {answer ?? <Text size="sm">{words.unanswered}</Text>}
          </Paper>
        </SimpleGrid>
      ) : (
        <Pending words={texts.ui.readingChoices} />
      )}
    </>
  );
}
