import { Anchor, Button, Group, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import type { DatasetManifest } from '../../shared/data/dataset';
import { withName } from '../../shared/models/model-name';
import { shownText } from '../../shared/text/shown-text';
import { hrefTo } from '../address/route';
import { useShownModelNames } from '../lab/model-names';
import { useRequest } from '../lab/use-request';
import { AloneTable } from '../missing/AloneTable';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Loaded } from '../ui/Loaded';
import { fusedModels } from './complementarity';
import { InformationFacts } from './InformationFacts';

const words = texts.datasets.complementarity;

/** What the modalities of a data set add to each other, as far as models of this lab show it. */
export function Complementarity({ manifest }: { readonly manifest: DatasetManifest }): ReactNode {
  const models = useRequest('models.list', {}, { refreshOn: ['workEnded', 'modelTrained'] });
  if (Object.keys(manifest.modalities).length < 2) return null;
  return (
    <Paper component="section" aria-labelledby="complementarity">
      <Title order={2} id="complementarity" mb={4}>
        {words.title}
      </Title>
      <Loaded request={models} words={words.reading}>
        {(list) => <Shown manifest={manifest} models={list} />}
      </Loaded>
    </Paper>
  );
}

interface ShownProps {
  readonly manifest: DatasetManifest;
  readonly models: Parameters<typeof fusedModels>[0];
}

function Shown({ manifest: { name, hash }, models }: ShownProps): ReactNode {
  const fused = useMemo(() => fusedModels(models, hash), [models, hash]);
  const names = useShownModelNames();
  const [wanted, setWanted] = useState<string | null>(null);
  const shown = fused.find(({ model }) => model.id === wanted) ?? fused.at(0);
  if (shown === undefined) {
    return (
      <EmptyState
        {...words.none}
        actions={
          <Group gap="xs">
            <Button component="a" href={hrefTo('models', ['new'], { dataset: name })}>
              {words.none.train}
            </Button>
            <Button variant="default" component="a" href={hrefTo('studies')}>
              {words.none.study}
            </Button>
          </Group>
        }
      />
    );
  }
  const { model, baselines, complete } = shown;
  return (
    <Stack gap="sm">
      {fused.length < 2 ? null : (
        <Select
          label={words.by}
          maw={420}
          allowDeselect={false}
          value={model.id}
          data={fused.map(({ model: { id, title } }) => ({
            value: id,
            label: shownText(withName(title, names.get(id))),
          }))}
          onChange={setWanted}
        />
      )}
      <AloneTable model={model} baselines={baselines} />
      {complete ? (
        // Bits about a class; of sets and values there is no such estimate here.
        model.target === undefined ? (
          <InformationFacts key={model.id} fused={model.id} baselines={baselines} />
        ) : null
      ) : (
        <Text size="sm">
          {words.incomplete}{' '}
          <Anchor size="sm" href={hrefTo('studies')}>
            {words.byStudy}
          </Anchor>
        </Text>
      )}
    </Stack>
  );
}
