import { Anchor, Checkbox, List, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { hrefTo } from '../address/route';
import { useLab } from '../lab/connection';
import { useAction } from '../lab/use-action';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loaded } from '../ui/Loaded';

const words = texts.settings.predictors;

/** Whether programs of the user's own are asked, and what that means. */
export function Predictors(): ReactNode {
  const lab = useLab();
  const allowed = useRequest('host.predictors', {}, { refreshOn: ['predictors'] });
  const { start, busy, error } = useAction(async (wanted: boolean) => {
    await lab.request('host.allowPredictors', { allowed: wanted });
    allowed.refresh();
  });
  return (
    <Stack gap="sm" align="flex-start">
      <div>
        <Title order={2}>{words.title}</Title>
        <Text size="sm" maw="80ch">
          {words.lead}
        </Text>
      </div>
      <Loaded request={allowed} words={words.reading}>
        {(kept) => (
          <Checkbox
            label={words.allow}
            description={words.hint}
            checked={busy?.[0] ?? kept.allowed}
            onChange={({ currentTarget }) => {
              start(currentTarget.checked);
            }}
          />
        )}
      </Loaded>
      {error === null ? null : <ErrorNotice error={error} />}
      <div>
        <Title order={3}>{words.asked}</Title>
        <List size="sm" maw="80ch">
          {words.lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </div>
      <Anchor size="sm" href={hrefTo('models', ['import'])}>
        {words.import}
      </Anchor>
    </Stack>
  );
}
