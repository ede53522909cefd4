import { notifications } from '@mantine/notifications';
import { asLabError } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { chooseFile, saveFile } from '../ui/save-file';
import { useArchives } from '../workspace/use-archives';
import { useProject } from '../workspace/use-project';
import { useCommand } from './commands';

const words = texts.app.project;

/** Export of the project shown, and opening of a project archive. */
export function ProjectCommands(): null {
  const archives = useArchives();
  const [project, setProject] = useProject();
  const told = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      const { message, where, remedy } = asLabError(error);
      notifications.show({
        color: 'red',
        title: where === undefined ? message : `${where}: ${message}`,
        message: remedy ?? '',
        autoClose: false,
      });
    });
  };
  useCommand(
    'project.export',
    () => {
      if (archives !== null && project !== null) told(archives.exportProject(project).then(saveFile));
    },
    archives !== null && project !== null,
  );
  useCommand(
    'project.import',
    () => {
      if (archives === null) return;
      told(
        chooseFile('.zip,application/zip').then(async (file) => {
          if (file === null) return;
          const { id, name } = await archives.importProject(file);
          setProject(id);
          notifications.show({ message: words.importedDone(name) });
        }),
      );
    },
    archives !== null,
  );
  return null;
}
