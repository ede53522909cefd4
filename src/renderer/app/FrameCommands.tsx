import { useMantineColorScheme } from '@mantine/core';
import { useIndexKeeper } from '../workspace/run-index/use-run-index';
import { usePreferences } from '../workspace/preferences';
import { useCommand } from './commands';
import { goTo } from './route';

/** Commands that every page has, and what the window keeps up to date whatever page is shown. */
export function FrameCommands(): null {
  useIndexKeeper();
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
  useCommand('go.start', () => {
    goTo('start');
  });
  useCommand('go.datasets', () => {
    goTo('datasets');
  });
  useCommand('go.models', () => {
    goTo('models');
  });
  useCommand('go.playground', () => {
    goTo('playground');
  });
  useCommand('go.studies', () => {
    goTo('studies');
  });
  useCommand('go.runs', () => {
    goTo('runs');
  });
  useCommand('go.compare', () => {
    goTo('compare');
  });
  useCommand('go.trend', () => {
    goTo('trend');
  });
  useCommand('go.report', () => {
    goTo('report');
  });
  useCommand('go.settings', () => {
    goTo('settings');
  });
  useCommand('help.glossary', () => {
    goTo('settings', ['glossary']);
  });
  useCommand('help.licences', () => {
    goTo('settings', ['about']);
  });
  return null;
}
