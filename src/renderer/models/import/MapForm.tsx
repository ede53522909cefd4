import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { countOf } from '../../../analysis/format';
import { foreseenGives } from '../../../shared/imported/foreseen-gives';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { readBy } from '../../../shared/data/read-by';
import { PossibleAttacks } from '../PossibleAttacks';
import { EmbeddingFields } from './EmbeddingFields';
import { FactFields } from './FactFields';
import { ImportProgress } from './ImportProgress';
import { InputFields } from './InputFields';
import { LiveCheck } from './LiveCheck';
import { MapText } from './MapText';
import { OutputFields } from './OutputFields';
import { SignatureTable } from './SignatureTable';
import { refusal } from './map-problems';
import { useMapImport, type MapImportProps } from './use-map-import';

const words = texts.modelImport;

/** How samples reach a model and what its numbers mean; tried on a few samples, then imported. */
export function MapForm(props: MapImportProps): ReactNode {
  const { looked, manifest } = props;
  const state = useMapImport(props);
  const { draft, edit: onChange, map, problems, trying, importing } = state;
  const { signature, classes, nodes, differentiable } = looked.found;
  const fields = { draft, signature, problems, onChange };
  return (
    <>
      <Paper component="section" aria-labelledby="model-signature">
        <Title order={2} id="model-signature" mb="xs">
          {words.signature.title}
        </Title>
        <SignatureTable signature={signature} classes={classes} />
      </Paper>
      <InputFields
        {...fields}
        modalities={manifest.modalities}
        folder={state.needsFiles ? { path: state.directory, onChange: state.setDirectory } : null}
      />
      <OutputFields {...fields} manifest={manifest} />
      <EmbeddingFields {...fields} nodes={nodes} differentiable={differentiable} />
      <LiveCheck
        manifest={manifest}
        tried={state.tried}
        isStale={state.isStale}
        step={trying}
        refused={state.refused === null ? null : refusal(state.refused)}
      />
      {map === null ? null : (
        <Paper component="section" aria-labelledby="model-attacks">
          <Title order={2} id="model-attacks">
            {words.attacks.title}
          </Title>
          <Text size="xs" c="dimmed" mb={4}>
            {words.attacks.foreseen}
          </Text>
          <PossibleAttacks
            modalities={readBy(manifest.modalities, Object.keys(map.inputs))}
            gives={foreseenGives(map, differentiable)}
            target={manifest.target}
          />
        </Paper>
      )}
      <Paper component="section" aria-labelledby="model-facts">
        <Stack gap="sm">
          <Title order={2} id="model-facts">
            {words.facts.title}
          </Title>
          <FactFields {...fields} target={manifest.target} />
          <MapText draft={draft} onChange={onChange} />
          <Group gap="sm">
            <Button disabled={!importing.can} onClick={importing.start}>
              {words.import}
            </Button>
            {problems.length === 0 ? null : (
              <Text size="sm" c="var(--lab-bad)" role="status">
                {words.wrong(countOf(problems.length, 'field'))}
              </Text>
            )}
          </Group>
          {importing.isBusy ? <ImportProgress title={draft.title} onCancel={importing.cancel} /> : null}
        </Stack>
      </Paper>
      {state.error === null ? null : <ErrorNotice error={state.error} />}
    </>
  );
}
