import { useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { pageIds, type PageId } from '../../shared/window/pages';
import { usePreferences } from '../workspace/preferences';
import { useCommand } from '../commands/commands';
import { goTo, hrefToWork } from '../address/route';
import { useNotification } from '../lab/use-notification';

/** Commands that every page has, and what the host asks of the window. */
export function FrameCommands(): ReactNode {
  const { setColorScheme } = useMantineColorScheme();
  const [preferences, change] = usePreferences();
  useCommand('view.light', () => {
    setColorScheme('light');
  });
  useCommand('view.dark', () => {
    setColorScheme('dark');
  });
  useCommand('view.system', () => {
    setColorScheme('auto');
  });
  useCommand('view.sidebar', () => {
    change({ names: !preferences.names });
  });
  useCommand('help.glossary', () => {
    goTo('settings', ['glossary']);
  });
  useCommand('help.licences', () => {
    goTo('settings', ['about']);
  });
  useNotification('showWork', (work) => {
    window.location.hash = hrefToWork(work);
  });
  return pageIds.map((id) => <GoCommand key={id} page={id} />);
}

function GoCommand({ page }: { readonly page: PageId }): null {
  useCommand(`go.${page}`, () => {
    goTo(page);
  });
  return null;
}
