import { Button, Collapse, Group, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { countOf } from '../../analysis/format';
import type { ImportReport } from '../../shared/data/dataset';
import { ColumnMapping } from '../../shared/mapping/mapping';
import type { MappingDraft } from '../../shared/mapping/edit';
import type { FolderInspection } from '../../shared/mapping/guess';
import { dataStem, rowEndings } from '../../shared/mapping/row-files';
import { unusedColumns } from '../../shared/mapping/unused';
import { slug, titleFrom } from '../../shared/text/naming';
import { shownText } from '../../shared/text/shown-text';
import { useReleaseDrop } from '../drop/use-release-drop';
import { useLab } from '../lab/connection';
import { useCancellable } from '../lab/use-cancellable';
import { useRequest } from '../lab/use-request';
import { useDataProgress } from '../missing/use-preparing';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { PathField, useChosenFile, useChosenFolder } from '../ui/PathField';
import { Pending } from '../ui/Pending';
import { useJoinProject } from '../workspace/use-project';
import { AskedAndSplits } from './AskedAndSplits';
import { ColumnUses } from './ColumnUses';
import { ImportReportView } from './ImportReportView';
import { KnownLayout } from './KnownLayout';
import { MappedInputFields } from './MappedInputFields';
import { MappingPreview } from './MappingPreview';
import { MappingText } from './MappingText';
import { UnusedColumns } from './UnusedColumns';

const words = texts.datasets.mapped;
const shared = texts.datasets.import;
const samplesShown = 6;
/** Milliseconds without a change after which the preview is made anew. */
const settled = 400;

/** A folder to begin with. */
export interface GivenFolder {
  readonly path: string;
  /** What the host keeps it by, where it was brought to the lab to be imported; null: it lies where it is. */
  readonly drop: string | null;
}

export interface MappedImportProps {
  /** Looked at at once; null: none. */
  readonly given?: GivenFolder | null;
  readonly onImported: () => void;
}

/** Imports any folder whose samples stand in a list, in arrays or in folders by class, as the person says. */
export function MappedImport({ given = null, onImported }: MappedImportProps): ReactNode {
  const lab = useLab();
  const join = useJoinProject();
  const [directory, setDirectory] = useState(given?.path ?? '');
  const [looked, setLooked] = useState<Looked | null>(null);
  const [isByHand, setIsByHand] = useState(false);
  const [isLayoutBusy, setIsLayoutBusy] = useState(false);
  const [draft, setDraft] = useState<MappingDraft | null>(null);
  const [naming, setNaming] = useState({ name: '', title: '' });
  const [isText, setIsText] = useState(false);
  const [report, setReport] = useState<ImportReport | null>(null);
  const looking = useCancellable(async (signal, folder: string) => {
    setReport(null);
    const inspection = await lab.request('data.inspect', { directory: folder, samples: 1 }, { signal });
    const { source, mapping } = inspection;
    setLooked({ ...inspection, directory: folder });
    setIsByHand(inspection.layout === null);
    setDraft(mapping ?? (source === null ? null : { ...emptyDraft, source }));
    const name = slug(dataStem(folder));
    setNaming({ name, title: titleFrom(name) });
  });
  const lookAt = (path: string): void => {
    setDirectory(path);
    looking.start(path);
  };
  const choosing = useChosenFolder(shared.chooseTitle, lookAt);
  const choosingFile = useChosenFile(words.chooseFile, rowEndings, lookAt);
  const parsed = ColumnMapping.safeParse(draft);
  const [mapping] = useDebouncedValue(parsed.success ? parsed.data : null, settled);
  const preview = useRequest(
    'data.inspect',
    { directory: looked?.directory ?? '', samples: samplesShown, ...(mapping === null ? {} : { mapping }) },
    { enabled: looked !== null && isByHand && mapping !== null },
  );
  const importing = useCancellable(async (signal) => {
    if (looked === null || !parsed.success) return;
    setReport(null);
    const asked = { directory: looked.directory, ...naming, mapping: parsed.data };
    const done = await lab.request('data.importMapped', asked, { signal });
    await join('dataset', done.dataset);
    setReport(done);
    onImported();
    release();
  });
  const release = useReleaseDrop(given?.drop ?? null, importing.busy !== null || isLayoutBusy);
  const section = useRef<HTMLDivElement>(null);
  const begin = useEffectEvent(() => {
    if (given === null) return;
    looking.start(given.path);
    section.current?.scrollIntoView();
  });
  useEffect(() => {
    begin();
  }, []);
  const unused = looked === null || draft === null ? [] : unusedColumns(draft, looked.columns);
  const progress = useDataProgress(importing.busy === null ? null : naming.name);
  const error = looking.error ?? choosing.error ?? choosingFile.error ?? importing.error;
  return (
    <Paper component="section" aria-labelledby="mapped" ref={section} style={{ scrollMarginTop: 56 }}>
      <Stack gap="sm">
        <div>
          <Title order={2} id="mapped">
            {words.title}
          </Title>
          <Text size="sm" maw="80ch">
            {words.lead}
          </Text>
        </div>
        <PathField
          label={words.path}
          value={directory}
          onChange={setDirectory}
          onChoose={choosing.start}
          onChooseFile={choosingFile.start}
        >
          <Button
            variant="default"
            disabled={directory === '' || looking.busy !== null}
            onClick={() => {
              looking.start(directory);
            }}
          >
            {words.look}
          </Button>
        </PathField>
        {looking.busy === null ? null : <Pending words={words.looking} onCancel={looking.cancel} />}
        {!looked?.layout || isByHand ? null : (
          <KnownLayout
            key={looked.directory}
            layout={looked.layout}
            directory={looked.directory}
            naming={naming}
            unmappable={draft === null ? looked.problem : null}
            onByHand={() => {
              setIsByHand(true);
            }}
            onBusy={setIsLayoutBusy}
            onImported={() => {
              onImported();
              release();
            }}
          />
        )}
        {looked === null || draft === null || !isByHand ? null : (
          <>
            <div>
              <Title order={3}>{words.columns}</Title>
              <Text size="sm" maw="80ch">
                {shownText(looked.reason)}
              </Text>
            </div>
            {looked.layout === null ? null : (
              <Button
                variant="subtle"
                size="compact-sm"
                style={{ alignSelf: 'start' }}
                disabled={importing.busy !== null}
                onClick={() => {
                  setIsByHand(false);
                }}
              >
                {words.asLaidOut(shownText(looked.layout.title))}
              </Button>
            )}
            <ColumnUses columns={looked.columns} draft={draft} onChange={setDraft} />
            <UnusedColumns columns={looked.columns} draft={draft} onChange={setDraft} />
            <Title order={3}>{words.settings}</Title>
            {draft.inputs.map((input, at) => (
              <MappedInputFields
                key={at}
                input={input}
                onChange={(changed) => {
                  setDraft({ ...draft, inputs: draft.inputs.map((one, place) => (place === at ? changed : one)) });
                }}
              />
            ))}
            <AskedAndSplits draft={draft} onChange={setDraft} />
            <Button
              variant="subtle"
              size="compact-sm"
              style={{ alignSelf: 'start' }}
              aria-expanded={isText}
              onClick={() => {
                setIsText(!isText);
              }}
            >
              {words.text}
            </Button>
            <Collapse expanded={isText}>{isText ? <MappingText draft={draft} onChange={setDraft} /> : null}</Collapse>
            <Title order={3}>{words.preview}</Title>
            <PreviewState request={preview} isRight={parsed.success} />
            {preview.value?.preview !== null && unused.length > 0 ? (
              <Text size="sm">{words.unused.ofPreview(countOf(unused.length, 'column'))}</Text>
            ) : null}
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" style={{ alignItems: 'start' }}>
              <TextInput
                label={shared.name}
                description={shared.nameHint}
                value={naming.name}
                onChange={({ currentTarget }) => {
                  setNaming({ ...naming, name: currentTarget.value });
                }}
              />
              <TextInput
                label={shared.titleField}
                value={naming.title}
                onChange={({ currentTarget }) => {
                  setNaming({ ...naming, title: currentTarget.value });
                }}
              />
            </SimpleGrid>
            <Group>
              <Button
                disabled={!parsed.success || importing.busy !== null}
                onClick={() => {
                  importing.start();
                }}
              >
                {words.import}
              </Button>
            </Group>
          </>
        )}
        {importing.busy === null ? null : (
          <Pending words={shared.importing} progress={progress} onCancel={importing.cancel} />
        )}
        {error === null ? null : <ErrorNotice error={error} />}
        {report === null ? null : <ImportReportView report={report} />}
      </Stack>
    </Paper>
  );
}

/** The preview, or why there is none. */
function PreviewState({
  request: { state, value, error },
  isRight,
}: {
  readonly request: ReturnType<typeof useRequest<'data.inspect'>>;
  readonly isRight: boolean;
}): ReactNode {
  if (!isRight) return <Text size="sm">{words.noPreview}</Text>;
  if (error !== null) return <ErrorNotice error={error} />;
  if (state === 'loading' || value === null) return <Pending words={words.previewing} />;
  if (value.preview === null) return <Text size="sm">{shownText(value.problem ?? words.noPreview)}</Text>;
  return <MappingPreview preview={value.preview} />;
}

/** What was found in a folder. */
interface Looked extends Pick<FolderInspection, 'layout' | 'reason' | 'columns' | 'problem'> {
  readonly directory: string;
}

/** To begin with where nothing could be guessed. */
const emptyDraft: Omit<MappingDraft, 'source'> = {
  format: 'muroan.mapping',
  formatVersion: 1,
  inputs: [],
  label: { kind: 'class', column: '' },
  split: { kind: 'drawn' },
};
