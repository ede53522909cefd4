import { Menu } from '@mantine/core';
import { IconFolderPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Project } from '../../../shared/window/workspace';
import { useUndo } from '../../undo/undo';
import { shownName } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { useStored } from '../../workspace/context';
import { useEdits } from '../../workspace/use-edits';
import { useProjects } from '../../workspace/use-project';

const words = texts.run.actions;

/** Part of a run's menu: the projects that it is not in yet, to take it in. Nothing where there are none. */
export function AddToProject({ run }: { readonly run: string }): ReactNode {
  const projects = useProjects();
  const memberships = useStored(`projects of run ${run}`, (database) =>
    database.members.where({ kind: 'run', id: run }).toArray(),
  );
  const { save } = useEdits('members');
  const { offer } = useUndo();
  if (memberships === undefined) return null;
  const own = new Set(memberships.filter(({ removed }) => !removed).map(({ project }) => project));
  const others = projects.filter(({ id }) => !own.has(id));
  if (others.length === 0) return null;
  const add = async ({ id, name }: Project): Promise<void> => {
    const undo = await save({ project: id, kind: 'run', id: run });
    if (undo !== null) offer({ text: words.addedTo(shownName(name)), undo });
  };
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconFolderPlus size={15} aria-hidden />}>{words.addTo}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {others.map((project) => (
          <Menu.Item key={project.id} onClick={() => void add(project)}>
            {shownName(project.name)}
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
