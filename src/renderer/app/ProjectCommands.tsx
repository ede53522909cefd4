import { notifications } from '@mantine/notifications';
import { useState, type ReactNode } from 'react';
import { useCancellable } from '../lab/use-cancellable';
import { shownName } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { chooseFile, saveFile } from '../saving/save-file';
import { useArchives, type ArchivedRuns } from '../workspace/use-archives';
import { useProject } from '../workspace/use-project';
import { useCommand } from '../commands/commands';
import { ExportDialog } from './ExportDialog';
import { TransferDialog } from './TransferDialog';

const words = texts.app.project;

/** Export of the project shown, and opening of a project archive. */
export function ProjectCommands(): ReactNode {
  const archives = useArchives();
  const [project, setProject] = useProject();
  const [choosing, setChoosing] = useState(false);
  const [share, setShare] = useState(0);
  const exporting = useCancellable(async (signal, runs: ArchivedRuns) => {
    if (archives === null || project === null) return;
    setChoosing(false);
    setShare(0);
    saveFile(await archives.exportProject(project, runs, { signal, onProgress: setShare }));
  });
  const importing = useCancellable(async (signal, file: File) => {
    if (archives === null) return;
    setShare(0);
    const { id, name } = await archives.importProject(file, { signal, onProgress: setShare });
    setProject(id);
    notifications.show({ message: words.importedDone(shownName(name)) });
  });
  useCommand(
    'project.export',
    () => {
      setChoosing(true);
    },
    archives !== null && project !== null,
  );
  useCommand(
    'project.import',
    () => {
      void chooseFile('.zip,application/zip').then((file) => {
        if (file !== null) importing.start(file);
      });
    },
    archives !== null,
  );
  return (
    <>
      <ExportDialog
        opened={choosing}
        project={project?.name ?? ''}
        onClose={() => {
          setChoosing(false);
        }}
        onExport={exporting.start}
      />
      <TransferDialog title={words.exported} words={words.exporting} share={share} transfer={exporting} />
      <TransferDialog title={words.imported} words={words.importing} share={share} transfer={importing} />
    </>
  );
}
