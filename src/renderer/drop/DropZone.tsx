import { List, Modal, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type ReactNode } from 'react';
import { shownText } from '../../shared/text/shown-text';
import { goTo } from '../address/route';
import { useLab } from '../lab/connection';
import { useCancellable } from '../lab/use-cancellable';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { bring } from './bring';
import classes from './drop.module.css';
import { recognise, type Recognised } from './recognise';
import { useDropped } from './use-dropped';

const words = texts.drop;

export interface DropZoneProps {
  /** Paths of what was dropped last; null: this window does not know paths, and brings files to the host. */
  readonly pathsDropped: (() => readonly string[]) | null;
}

/** A folder or a model dropped anywhere on the window goes to the page that imports it. */
export function DropZone({ pathsDropped }: DropZoneProps): ReactNode {
  const lab = useLab();
  const [files, setFiles] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const taking = useCancellable(
    async (signal, entries: readonly FileSystemEntry[], paths: readonly string[] | null) => {
      setFiles(null);
      const found = await recognise(entries, paths !== null);
      if (found.kind === 'none') {
        notifications.show({ message: found.why, color: 'red', autoClose: 12_000 });
        return;
      }
      if (paths !== null) {
        show(found.kind, { path: pathOf(found.entry, paths) });
        return;
      }
      const brought = await bring(lab, found, signal, (done, total) => {
        setFiles({ done, total });
      });
      show(found.kind, { path: brought.path, drop: brought.drop });
    },
  );
  const isOver = useDropped((entries) => {
    taking.start(entries, pathsDropped?.() ?? null);
  });
  const [name] = taking.busy?.[0].map((entry) => shownText(entry.name)) ?? [''];
  return (
    <>
      {isOver ? (
        <div className={classes.over} role="status">
          <div className={classes.box}>
            <Title order={2} mb={4}>
              {words.title}
            </Title>
            <List size="sm">
              {words.lines.map((line) => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
          </div>
        </div>
      ) : null}
      <Modal
        opened={files !== null && taking.busy !== null}
        title={words.bringing(name)}
        closeOnClickOutside={false}
        onClose={taking.cancel}
      >
        <Stack gap="sm">
          <Text size="sm">{words.bringingHint}</Text>
          <Pending words={words.bringing(name)} progress={progressOf(files)} onCancel={taking.cancel} />
        </Stack>
      </Modal>
      <Modal opened={taking.error !== null} title={words.failed} onClose={taking.clear}>
        {taking.error === null ? null : <ErrorNotice error={taking.error} />}
      </Modal>
    </>
  );
}

function show(kind: Exclude<Recognised['kind'], 'none'>, given: Readonly<Record<string, string>>): void {
  switch (kind) {
    case 'data':
      goTo('datasets', [], given);
      return;
    case 'model':
      goTo('models', ['import'], given);
      return;
    default:
      kind satisfies never;
  }
}

/** Of several that were dropped, the path of the one that counts: what belongs to it is found beside it. */
function pathOf({ name }: FileSystemEntry, paths: readonly string[]): string {
  return paths.find((path) => path.split(/[\\/]/u).at(-1) === name) ?? paths.at(0) ?? '';
}

function progressOf(files: { readonly done: number; readonly total: number } | null) {
  return files === null ? null : { ...files, unit: words.unit, rate: null, remaining: null };
}
