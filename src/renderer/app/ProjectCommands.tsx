import { notifications } from '@mantine/notifications';
import { texts } from '../texts/catalogue';
import { chooseFile, saveFile } from '../ui/save-file';
import { useArchives } from '../workspace/use-archives';
import { useProject } from '../workspace/use-project';
import { useCommand } from './commands';
import { showError } from './show-error';

const words = texts.app.project;

/** Export of the project shown, and opening of a project archive. */
export function ProjectCommands(): null {
  const archives = useArchives();
  const [project, setProject] = useProject();
  useCommand(
    'project.export',
    () => {
      if (archives !== null && project !== null) archives.exportProject(project).then(saveFile).catch(showError);
    },
    archives !== null && project !== null,
  );
  useCommand(
    'project.import',
    () => {
      if (archives === null) return;
      const open = async (): Promise<void> => {
        const file = await chooseFile('.zip,application/zip');
        if (file === null) return;
        const { id, name } = await archives.importProject(file);
        setProject(id);
        notifications.show({ message: words.importedDone(name) });
      };
      open().catch(showError);
    },
    archives !== null,
  );
  return null;
}
