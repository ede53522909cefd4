import { NavLink, Paper, Stack, Title } from '@mantine/core';
import { IconFolderPlus, IconListDetails, IconPackageImport, IconFlask, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCommands } from '../commands/commands';
import { hrefTo } from '../address/route';
import { texts } from '../texts/catalogue';

const words = texts.start;

/** What a person may begin with. */
export function Begin(): ReactNode {
  const registry = useCommands();
  const sign = (Sign: Icon): ReactNode => <Sign size={20} stroke={1.5} aria-hidden />;
  const common = (text: { readonly title: string; readonly text: string }) =>
    ({ label: <b>{text.title}</b>, description: text.text, p: 6, bdrs: 4 }) as const;
  return (
    <Paper component="section" aria-labelledby="begin">
      <Title order={2} id="begin" mb={4}>
        {words.begin}
      </Title>
      <Stack gap={2} mx={-8}>
        <NavLink
          {...common(words.newProject)}
          component="button"
          leftSection={sign(IconFolderPlus)}
          onClick={() => registry.run('project.new')}
        />
        <NavLink
          {...common(words.openArchive)}
          component="button"
          leftSection={sign(IconPackageImport)}
          onClick={() => registry.run('project.import')}
        />
        <NavLink {...common(words.newStudy)} href={hrefTo('studies')} leftSection={sign(IconListDetails)} />
        <NavLink {...common(words.playground)} href={hrefTo('playground')} leftSection={sign(IconFlask)} />
      </Stack>
    </Paper>
  );
}
