import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { adapterFacts, adaptersNote } from '../../../analysis/adapter-rows';
import type { ModelDescription } from '../../../shared/models/model-description';
import { useLab } from '../../lab/connection';
import { useAction } from '../../lab/use-action';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Facts } from '../../ui/Facts';
import { Hash } from '../../ui/Hash';

const words = texts.models.adapters;

/** What the low-rank adapters of a model are, and whether they still make it what it is. */
export function AdapterSection({ model }: { readonly model: ModelDescription }): ReactNode {
  const lab = useLab();
  const [same, setSame] = useState<boolean | null>(null);
  const merge = useAction(async () => {
    setSame((await lab.request('models.merge', { model: model.id, weights: false })).same);
  });
  const facts = adapterFacts(model);
  if (facts === null || model.adapters === undefined) return null;
  return (
    <Stack gap="sm">
      <Facts
        rows={[
          [words.rank, facts.rank],
          [words.scaling, facts.scaling],
          [words.kernels, facts.kernels],
          [words.trained, facts.trained],
          [words.frozen, facts.frozen],
          [words.share, facts.share],
          [words.frozenHash, <Hash key="frozen" name={words.frozenHash} value={model.adapters.frozenHash} />],
          [words.fileHash, <Hash key="file" name={words.fileHash} value={model.adapters.hash} />],
        ]}
      />
      <Text size="xs" c="dimmed" maw="75ch">
        {adaptersNote}
      </Text>
      <Group gap="sm">
        <Button
          variant="default"
          loading={merge.busy !== null}
          onClick={() => {
            merge.start();
          }}
        >
          {words.merge}
        </Button>
        <Text size="sm" role="status">
          {same === null ? '' : same ? words.same : words.other}
        </Text>
      </Group>
      {merge.error === null ? null : <ErrorNotice error={merge.error} />}
    </Stack>
  );
}
