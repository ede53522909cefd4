import {
  Anchor,
  Button,
  Group,
  List,
  NumberInput,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { countOf, decimal } from '../../analysis/format';
import type { ImportReport } from '../../shared/dataset';
import { isCancelled, type LabError } from '../../shared/errors';
import { visibleText } from '../../shared/visible-text';
import { hrefTo } from '../app/route';
import { useLab } from '../lab/connection';
import { asLabError } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { useJoinProject } from '../workspace/use-project';

const words = texts.datasets.import;
/** Rows left out that are listed. */
const mostSkipped = 20;

interface Wishes {
  readonly directory: string;
  readonly name: string;
  readonly title: string;
  readonly classes: [string, string];
  readonly imageSide: number;
}

const first: Wishes = {
  directory: '',
  name: 'hateful-memes',
  title: 'Hateful memes',
  classes: ['not hateful', 'hateful'],
  imageSide: 64,
};

/** Imports a folder in the format of the Hateful Memes challenge, and reports what it could not take. */
export function ImportForm({ onImported }: { readonly onImported: () => void }): ReactNode {
  const lab = useLab();
  const join = useJoinProject();
  const [wishes, setWishes] = useState(first);
  const [noFolder, setNoFolder] = useState(false);
  const [working, setWorking] = useState<AbortController | null>(null);
  const [error, setError] = useState<LabError | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const set = (change: Partial<Wishes>): void => {
    setWishes((before) => ({ ...before, ...change }));
  };
  const choose = async (): Promise<void> => {
    try {
      const { folder } = await lab.request('host.chooseFolder', { title: words.chooseTitle });
      setNoFolder(folder === null);
      if (folder !== null) set({ directory: folder });
    } catch (thrown) {
      setError(asLabError(thrown));
    }
  };
  const start = async (): Promise<void> => {
    const controller = new AbortController();
    setWorking(controller);
    setError(null);
    setReport(null);
    try {
      const params = { ...wishes, format: 'hateful-memes' } as const;
      const done = await lab.request('data.import', params, { signal: controller.signal });
      await join('dataset', done.dataset);
      setReport(done);
      onImported();
    } catch (thrown) {
      if (!isCancelled(thrown)) setError(asLabError(thrown));
    } finally {
      setWorking(null);
    }
  };
  return (
    <Paper component="section" aria-labelledby="import">
      <Stack gap="sm">
        <div>
          <Title order={2} id="import">
            {words.title}
          </Title>
          <Text size="sm" maw="80ch">
            {words.lead}
          </Text>
        </div>
        <Group align="end" gap="xs" wrap="nowrap">
          <TextInput
            label={words.folder}
            style={{ flex: 1 }}
            value={wishes.directory}
            error={noFolder && wishes.directory === '' ? words.noDialog : null}
            onChange={({ currentTarget }) => {
              set({ directory: currentTarget.value });
            }}
          />
          <Button variant="default" onClick={() => void choose()}>
            {words.choose}
          </Button>
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 5 }} spacing="sm" style={{ alignItems: 'start' }}>
          <TextInput
            label={words.name}
            description={words.nameHint}
            inputWrapperOrder={order}
            value={wishes.name}
            onChange={({ currentTarget }) => {
              set({ name: currentTarget.value });
            }}
          />
          <TextInput
            label={words.titleField}
            value={wishes.title}
            onChange={({ currentTarget }) => {
              set({ title: currentTarget.value });
            }}
          />
          <TextInput
            label={words.class0}
            value={wishes.classes[0]}
            onChange={({ currentTarget }) => {
              set({ classes: [currentTarget.value, wishes.classes[1]] });
            }}
          />
          <TextInput
            label={words.class1}
            value={wishes.classes[1]}
            onChange={({ currentTarget }) => {
              set({ classes: [wishes.classes[0], currentTarget.value] });
            }}
          />
          <NumberInput
            label={words.side}
            description={words.sideHint}
            inputWrapperOrder={order}
            min={8}
            max={512}
            value={wishes.imageSide}
            onChange={(value) => {
              set({ imageSide: Number(value) });
            }}
          />
        </SimpleGrid>
        <Group>
          <Button disabled={wishes.directory === '' || working !== null} onClick={() => void start()}>
            {words.start}
          </Button>
        </Group>
        {working === null ? null : (
          <Pending
            words={words.importing}
            onCancel={() => {
              working.abort();
            }}
          />
        )}
        {error === null ? null : <ErrorNotice error={error} />}
        {report === null ? null : <Report report={report} />}
      </Stack>
    </Paper>
  );
}

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

function Report({ report: { dataset, imported, skipped } }: { readonly report: ImportReport }): ReactNode {
  return (
    <Stack gap={4} role="status">
      <Text size="sm">
        {words.done(countOf(imported, 'sample'))}{' '}
        <Anchor inherit href={hrefTo('datasets', [dataset])}>
          {words.show}
        </Anchor>
      </Text>
      {skipped.length === 0 ? null : (
        <>
          <Text size="sm">{words.skipped(countOf(skipped.length, 'row'))}</Text>
          <List size="sm">
            {skipped.slice(0, mostSkipped).map(({ file, row, reason }, index) => (
              <List.Item key={index}>
                {visibleText(row === null ? file : words.row(file, String(row)))}: {visibleText(reason)}
              </List.Item>
            ))}
          </List>
          {skipped.length > mostSkipped ? (
            <Text size="sm">{words.more(decimal(skipped.length - mostSkipped))}</Text>
          ) : null}
        </>
      )}
    </Stack>
  );
}
