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
import { visibleText } from '../../shared/visible-text';
import { hrefTo } from '../app/route';
import { useLab } from '../lab/connection';
import { useAction } from '../lab/use-action';
import { useCancellable } from '../lab/use-cancellable';
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
  const [report, setReport] = useState<ImportReport | null>(null);
  const set = (change: Partial<Wishes>): void => {
    setWishes((before) => ({ ...before, ...change }));
  };
  const choosing = useAction(async () => {
    const { folder } = await lab.request('host.chooseFolder', { title: words.chooseTitle });
    setNoFolder(folder === null);
    if (folder !== null) set({ directory: folder });
  });
  const importing = useCancellable(async (signal) => {
    setReport(null);
    const done = await lab.request('data.import', { ...wishes, format: 'hateful-memes' }, { signal });
    await join('dataset', done.dataset);
    setReport(done);
    onImported();
  });
  const error = importing.error ?? choosing.error;
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
          <Button
            variant="default"
            onClick={() => {
              choosing.start();
            }}
          >
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
          <Button
            disabled={wishes.directory === '' || importing.busy !== null}
            onClick={() => {
              importing.start();
            }}
          >
            {words.start}
          </Button>
        </Group>
        {importing.busy === null ? null : <Pending words={words.importing} onCancel={importing.cancel} />}
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
