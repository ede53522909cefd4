import { ActionIcon, Group, Menu, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Project } from '../../shared/window/workspace';
import { useCommands } from '../commands/commands';
import { useUndo } from '../undo/undo';
import { shownName } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { NameDialog } from '../ui/NameDialog';
import { useWorkspace } from '../workspace/context';
import { put, remove } from '../workspace/edit';
import { useProject, useProjects } from '../workspace/use-project';
import classes from './start.module.css';

const words = texts.app.project;

/** Projects of the lab: which is shown, and what can be done with each. */
export function Projects(): ReactNode {
  const projects = useProjects();
  const [current, setProject] = useProject();
  return (
    <Paper component="section" aria-labelledby="projects">
      <Title order={2} id="projects" mb={4}>
        {texts.start.projects}
      </Title>
      {projects.length === 0 ? (
        <Text size="sm" c="dimmed">
          {texts.start.noProjects}
        </Text>
      ) : (
        <Stack gap={2}>
          {projects.map((project) => (
            <Group key={project.id} justify="space-between" wrap="nowrap" gap="xs">
              <UnstyledButton
                className={classes.project}
                aria-pressed={project.id === current?.id}
                onClick={() => {
                  setProject(project.id === current?.id ? null : project.id);
                }}
              >
                {shownName(project.name)}
                {project.id === current?.id ? (
                  <Text span size="xs" c="dimmed" fw={400}>{` · ${texts.start.current}`}</Text>
                ) : null}
              </UnstyledButton>
              <ProjectMenu project={project} isCurrent={project.id === current?.id} />
            </Group>
          ))}
        </Stack>
      )}
    </Paper>
  );
}

function ProjectMenu({ project, isCurrent }: { readonly project: Project; readonly isCurrent: boolean }): ReactNode {
  const { database } = useWorkspace();
  const { offer } = useUndo();
  const registry = useCommands();
  const [renaming, setRenaming] = useState(false);
  const removeProject = async (): Promise<void> => {
    if (database === null) return;
    offer({ text: words.removed(shownName(project.name)), undo: await remove(database, 'projects', project) });
  };
  const rename = async (name: string): Promise<void> => {
    setRenaming(false);
    if (database === null || name === project.name) return;
    offer({
      text: words.renamed(shownName(project.name), shownName(name)),
      undo: await put(database, 'projects', { ...project, name }),
    });
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon color="gray" aria-label={words.actions(shownName(project.name))}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={() => {
              setRenaming(true);
            }}
          >
            {words.rename}
          </Menu.Item>
          <Menu.Item disabled={!isCurrent} onClick={() => registry.run('project.export')}>
            {words.exported}
          </Menu.Item>
          <Menu.Item onClick={() => void removeProject()}>{words.remove}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <NameDialog
        opened={renaming}
        title={words.rename}
        label={words.name}
        hint={words.nameHint}
        initial={project.name}
        action={words.renameDo}
        onClose={() => {
          setRenaming(false);
        }}
        onName={(name) => void rename(name)}
      />
    </>
  );
}
