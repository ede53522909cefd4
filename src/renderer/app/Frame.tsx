import { ActionIcon, AppShell, Button, Group, Text, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import { usePreferences } from '../workspace/preferences';
import { useCommands } from '../commands/commands';
import { ConnectionNotice } from './ConnectionNotice';
import { FrameCommands } from './FrameCommands';
import { KeyboardShortcuts } from './KeyboardShortcuts';
import { Mark } from './Mark';
import { PageHost } from './PageHost';
import { Keys, Palette } from './Palette';
import { ProjectCommands } from './ProjectCommands';
import { VerifyReport } from './VerifyReport';
import { ProjectSwitcher } from './ProjectSwitcher';
import { QuittingDialog } from './QuittingDialog';
import { ShortcutSheet } from './ShortcutSheet';
import { Sidebar } from './Sidebar';
import { StatusBar } from './StatusBar';
import { UnhandledErrors } from './UnhandledErrors';

/** What is around every page. Below 60 em (a small window, or zoom) the sidebar keeps its icons only. */
export function Frame(): ReactNode {
  const [{ names }] = usePreferences();
  const roomy = useMediaQuery('(min-width: 60em)', true);
  const named = names && roomy;
  const registry = useCommands();
  return (
    <>
      <a className="skip-link" href="#page" onClick={skip}>
        {texts.app.skipLink}
      </a>
      <AppShell
        header={{ height: 44 }}
        footer={{ height: 28 }}
        navbar={{ width: named ? 168 : 52, breakpoint: 0 }}
        padding="md"
        transitionDuration={0}
      >
        <AppShell.Header bg="var(--lab-panel)">
          <Group h="100%" px="sm" gap="sm" wrap="nowrap">
            <Mark />
            {roomy ? (
              <Text fw={650} size="sm" style={{ whiteSpace: 'nowrap' }}>
                {texts.app.name}
              </Text>
            ) : null}
            <ProjectSwitcher />
            <Group gap={6} wrap="nowrap" ml="auto">
              <Button
                variant="default"
                leftSection={<IconSearch size={15} aria-hidden />}
                rightSection={roomy ? <Keys shortcut="Mod+K" /> : null}
                onClick={() => registry.run('view.palette')}
              >
                {texts.app.search}
              </Button>
              <Tooltip label={`${texts.app.shortcuts.title} (?)`}>
                <ActionIcon
                  color="gray"
                  aria-label={texts.app.shortcuts.title}
                  onClick={() => registry.run('help.shortcuts')}
                >
                  <IconKeyboard size={18} stroke={1.6} />
                </ActionIcon>
              </Tooltip>
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar bg="var(--lab-panel)" aria-label={texts.app.navigation}>
          <Sidebar names={named} />
        </AppShell.Navbar>
        <AppShell.Main id="page" tabIndex={-1} style={{ outline: 'none' }}>
          <ConnectionNotice />
          <PageHost />
        </AppShell.Main>
        <AppShell.Footer bg="var(--lab-panel)">
          <StatusBar />
        </AppShell.Footer>
      </AppShell>
      <Palette />
      <ShortcutSheet />
      <KeyboardShortcuts />
      <FrameCommands />
      <ProjectCommands />
      <VerifyReport />
      <UnhandledErrors />
      <QuittingDialog />
    </>
  );
}

/** A plain link would change the route. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('page')?.focus();
}
