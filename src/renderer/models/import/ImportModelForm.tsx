import { Stack } from '@mantine/core';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { titleOfSource } from '../../../shared/imported/given-source';
import type { GivenSource } from '../../../shared/imported/imported-model';
import { mapDraft } from '../../../shared/imported/map-draft';
import { kindAmongOthers } from '../../../shared/imported/model-files';
import { isOfData } from '../../../shared/imported/map-of-data';
import { useReleaseDrop } from '../../drop/use-release-drop';
import { useLab } from '../../lab/connection';
import { useCancellable } from '../../lab/use-cancellable';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Pending } from '../../ui/Pending';
import type { Looked } from './looked';
import { MapBeside } from './MapBeside';
import { MapForm } from './MapForm';
import { SourceFields, sourceTyped, type TypedSource } from './SourceFields';

const words = texts.modelImport;

export interface ImportModelFormProps {
  /** At least one. */
  readonly datasets: readonly DatasetManifest[];
  readonly dataset: string;
  readonly path: string | null;
  readonly drop: string | null;
}

/** Where a model is; once it was looked at, the map by which it is imported. */
export function ImportModelForm({ datasets, dataset: first, path, drop }: ImportModelFormProps): ReactNode {
  const lab = useLab();
  const [typed, setTyped] = useState<TypedSource>({
    kind: 'file',
    path: path ?? '',
    address: 'http://127.0.0.1:8000/',
  });
  const [dataset, setDataset] = useState(first);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [isAnew, setAnew] = useState(false);
  const [isImporting, setImporting] = useState(false);
  const release = useReleaseDrop(drop, isImporting);
  const looking = useCancellable(async (signal, given: TypedSource) => {
    setLooked(null);
    setAnew(false);
    const source = sourceTyped(given);
    setLooked({ source, found: await lab.request('models.inspect', { source }, { signal }) });
  });
  const begin = useEffectEvent(() => {
    if (path !== null) looking.start(typed);
  });
  useEffect(() => {
    begin();
  }, []);
  const manifest = datasets.find(({ name }) => name === dataset) ?? datasets[0];
  const beside = looked?.found.map ?? null;
  const begun = beside !== null && !isAnew && isOfData(beside, manifest) ? beside : null;
  return (
    <Stack gap="md" pb="xl">
      <SourceFields
        typed={typed}
        datasets={datasets}
        dataset={dataset}
        isLooking={looking.busy !== null}
        onTyped={setTyped}
        onDataset={setDataset}
        onLook={looking.start}
      />
      {looking.busy === null ? null : <Pending words={words.source.looking} onCancel={looking.cancel} />}
      {looking.error === null ? null : <ErrorNotice error={looking.error} />}
      {looked === null ? null : (
        <MapBeside
          found={looked.found}
          isAlone={drop !== null && isLone(looked.source, path)}
          manifest={manifest}
          isAnew={isAnew}
          onAnew={setAnew}
        />
      )}
      {looked === null ? null : (
        <MapForm
          key={`${manifest.name} ${JSON.stringify(looked.source)} ${begun === null ? 'anew' : 'beside'}`}
          looked={looked}
          manifest={manifest}
          first={
            begun ?? mapDraft(titleOfSource(looked.source), looked.found.signature, manifest, looked.found.classes)
          }
          onImporting={setImporting}
          onImported={release}
          folder={looked.found.directory ?? ''}
        />
      )}
    </Stack>
  );
}

/** Whether the model is the file that was dropped; a zip has its map within. */
function isLone(source: GivenSource, path: string | null): boolean {
  return source.kind === 'path' && source.path === path && kindAmongOthers(nameOf(path)) !== null;
}

function nameOf(path: string): string {
  return path.split(/[\\/]/u).at(-1) ?? '';
}
