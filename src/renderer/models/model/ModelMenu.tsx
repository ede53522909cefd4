import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPackageExport, IconTag, IconTagOff, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useModelNames } from '../../lab/model-names';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { NameDialog } from '../../ui/NameDialog';
import { ExportModelDialog } from './ExportModelDialog';
import { useRename } from './use-rename';

const words = texts.models;

export interface ModelMenuProps {
  readonly id: string;
  /** What the page calls it. */
  readonly title: string;
  /** Only what is trained has a name. */
  readonly trained: boolean;
  /** Only what was trained here can leave in other forms. */
  readonly exportable: boolean;
  readonly onRemove: () => void;
}

/** What can be done about a model: naming it, exporting it, removing it. */
export function ModelMenu({ id, title, trained, exportable, onRemove }: ModelMenuProps): ReactNode {
  const name = useModelNames().get(id) ?? null;
  const [naming, setNaming] = useState(false);
  const [exporting, setExporting] = useState(false);
  const rename = useRename(id, title, () => {
    setNaming(false);
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon color="gray" variant="default" size={30} aria-label={words.more(title)}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {trained ? (
            <Menu.Item
              leftSection={<IconTag size={15} aria-hidden />}
              onClick={() => {
                rename.clear();
                setNaming(true);
              }}
            >
              {name === null ? words.name.give : words.name.change}
            </Menu.Item>
          ) : null}
          {name === null ? null : (
            <Menu.Item
              leftSection={<IconTagOff size={15} aria-hidden />}
              onClick={() => {
                rename.start(null);
              }}
            >
              {words.name.take}
            </Menu.Item>
          )}
          {exportable ? (
            <Menu.Item
              leftSection={<IconPackageExport size={15} aria-hidden />}
              onClick={() => {
                setExporting(true);
              }}
            >
              {words.export.open}
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconTrash size={15} aria-hidden />} onClick={onRemove}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ExportModelDialog
        opened={exporting}
        id={id}
        title={title}
        onClose={() => {
          setExporting(false);
        }}
      />
      <NameDialog
        opened={naming}
        title={name === null ? words.name.give : words.name.change}
        label={words.name.label}
        hint={words.name.hint}
        initial={name ?? ''}
        action={words.name.save}
        problem={rename.error === null ? null : <ErrorNotice error={rename.error} />}
        onClose={() => {
          setNaming(false);
        }}
        onName={rename.start}
      />
    </>
  );
}
