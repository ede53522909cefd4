import { Code, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownText } from '../../shared/text/shown-text';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';
import { Facts } from '../ui/Facts';

const words = texts.settings.about;

/** Versions, privacy, licences. */
export function About(): ReactNode {
  const host = useRequest('host.describe', {});
  const licences = useRequest('host.licences', {});
  return (
    <Stack gap="lg">
      <section aria-labelledby="versions">
        <Title order={2} id="versions" mb={4}>
          {words.versions}
        </Title>
        <Loaded request={host} words={words.reading}>
          {({ kind, appVersion, versions, printer }) => (
            <Facts
              rows={[
                [words.app, appVersion],
                [words.host, words.hosts[kind]],
                ...Object.entries(versions),
                [words.printer, printer === null ? words.noPrinter : shownText(printer)],
              ]}
            />
          )}
        </Loaded>
        <Text size="sm" mt="xs">
          {words.privacy}
        </Text>
      </section>
      <section aria-labelledby="licences">
        <Title order={2} id="licences" mb={4}>
          {words.licences}
        </Title>
        <Loaded request={licences} words={words.readingLicences}>
          {({ text }) => (
            <Code block mah="50vh" style={{ overflow: 'auto' }} tabIndex={0} aria-labelledby="licences">
              {text}
            </Code>
          )}
        </Loaded>
      </section>
    </Stack>
  );
}
