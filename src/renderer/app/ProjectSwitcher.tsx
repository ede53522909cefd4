import { Button, Menu, Text } from '@mantine/core';
import { IconCheck, IconChevronDown, IconFolder, IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { newRunId } from '../../shared/identity';
import { shownName } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { NameDialog } from '../ui/NameDialog';
import { useWorkspace } from '../workspace/context';
import { put } from '../workspace/edit';
import { useProject, useProjects } from '../workspace/use-project';
import { useCommand } from '../commands/commands';

const words = texts.app.project;

/** What pages are narrowed to: one project, or the whole lab. */
export function ProjectSwitcher(): ReactNode {
  const projects = useProjects();
  const [project, setProject] = useProject();
  const [creating, setCreating] = useState(false);
  const { database } = useWorkspace();
  const create = async (name: string): Promise<void> => {
    if (database === null) return;
    const id = newRunId();
    await put(database, 'projects', { id, name, createdAt: new Date().toISOString() });
    setProject(id);
    setCreating(false);
  };
  useCommand(
    'project.new',
    () => {
      setCreating(true);
    },
    database !== null,
  );
  const shown = project === null ? words.whole : shownName(project.name);
  const check = <IconCheck size={15} aria-hidden />;
  return (
    <>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconFolder size={16} stroke={1.6} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            aria-label={`${words.label}: ${shown}`}
            title={project === null ? undefined : shown}
            maw={260}
          >
            <Text span inherit truncate>
              {shown}
            </Text>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            rightSection={project === null ? check : null}
            onClick={() => {
              setProject(null);
            }}
          >
            {words.whole}
            <Text size="xs" c="dimmed">
              {words.wholeHint}
            </Text>
          </Menu.Item>
          {projects.length === 0 ? null : <Menu.Divider />}
          {projects.map(({ id, name }) => (
            <Menu.Item
              key={id}
              rightSection={project?.id === id ? check : null}
              onClick={() => {
                setProject(id);
              }}
            >
              {shownName(name)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPlus size={15} aria-hidden />}
            disabled={database === null}
            onClick={() => {
              setCreating(true);
            }}
          >
            {words.create}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <NameDialog
        opened={creating}
        title={words.create}
        label={words.name}
        hint={words.nameHint}
        initial=""
        action={words.createDo}
        onClose={() => {
          setCreating(false);
        }}
        onName={(name) => void create(name)}
      />
    </>
  );
}
