import { NavLink, Paper, Stack, Title } from '@mantine/core';
import {
  IconCube,
  IconDatabase,
  IconFlask,
  IconFolderPlus,
  IconListDetails,
  IconPackageImport,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CommandId } from '../../shared/window/commands';
import { useAvailableCommands, useCommands } from '../commands/commands';
import { hrefTo } from '../address/route';
import { texts } from '../texts/catalogue';

const words = texts.start;

/** What a person may begin with. */
export function Begin(): ReactNode {
  const registry = useCommands();
  const available = useAvailableCommands();
  // What nobody offers yet, as the workspace is still being opened, must not look as if a click would do it.
  const command = (id: CommandId) =>
    ({
      component: 'button',
      type: 'button',
      disabled: !available.has(id),
      'aria-disabled': !available.has(id),
      onClick: () => registry.run(id),
    }) as const;
  const sign = (Sign: Icon): ReactNode => <Sign size={20} stroke={1.5} aria-hidden />;
  const common = (text: { readonly title: string; readonly text: string }) =>
    ({ label: <b>{text.title}</b>, description: text.text, p: 6, bdrs: 4 }) as const;
  return (
    <Paper component="section" aria-labelledby="begin">
      <Title order={2} id="begin" mb={4}>
        {words.begin}
      </Title>
      <Stack gap={2} mx={-8}>
        <NavLink {...common(words.newProject)} {...command('project.new')} leftSection={sign(IconFolderPlus)} />
        <NavLink {...common(words.openArchive)} {...command('project.import')} leftSection={sign(IconPackageImport)} />
        <NavLink {...common(words.ownData)} href={hrefTo('datasets')} leftSection={sign(IconDatabase)} />
        <NavLink {...common(words.ownModel)} href={hrefTo('models', ['import'])} leftSection={sign(IconCube)} />
        <NavLink {...common(words.newStudy)} href={hrefTo('studies')} leftSection={sign(IconListDetails)} />
        <NavLink {...common(words.playground)} href={hrefTo('playground')} leftSection={sign(IconFlask)} />
      </Stack>
    </Paper>
  );
}
