import { Button, Paper, SimpleGrid, Text, Title } from '@mantine/core';
import { IconRotate } from '@tabler/icons-react';
import { useDeferredValue, useMemo, type ReactNode } from 'react';
import type { Page } from '../address/page';
import { texts } from '../texts/catalogue';
import { PageHeader } from '../ui/PageHeader';
import { Pending } from '../ui/Pending';
import { useLayout } from '../workspace/use-layout';
import { Answer } from './Answer';
import { Form } from './Form';
import { asked, CertificateDraft, firstDraft } from './question';

const words = texts.certificates;

/** What votes guarantee: a calculator that needs no model. */
function Certificates(): ReactNode {
  const [draft, setDraft, isRead] = useLayout('certificate', CertificateDraft, firstDraft);
  // The form answers each key at once, though what is asked takes a moment to compute.
  const settled = useDeferredValue(draft);
  const { problems } = useMemo(() => asked(draft), [draft]);
  const { question } = useMemo(() => asked(settled), [settled]);
  return (
    <>
      <PageHeader
        title={texts.app.pages.certificates}
        lead={words.lead}
        actions={
          <Button
            variant="default"
            leftSection={<IconRotate size={15} aria-hidden />}
            onClick={() => {
              setDraft(firstDraft);
            }}
          >
            {words.reset}
          </Button>
        }
      />
      {isRead ? (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <Paper withBorder p="md" component="section" aria-labelledby="certificate-form">
            <Title order={2} id="certificate-form" mb="sm">
              {words.form}
            </Title>
            <Form draft={draft} problems={problems} onChange={setDraft} />
          </Paper>
          <Paper withBorder p="md" component="section" aria-labelledby="certificate-answer" aria-live="polite">
            <Title order={2} id="certificate-answer" mb="sm">
              {words.result}
            </Title>
            {question === null ? <Text size="sm">{words.unanswered}</Text> : <Answer question={question} />}
          </Paper>
        </SimpleGrid>
      ) : (
        <Pending words={texts.ui.readingChoices} />
      )}
    </>
  );
}

export const page: Page = { Component: Certificates };
