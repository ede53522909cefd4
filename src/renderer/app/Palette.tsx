import { Group, Kbd, Text } from '@mantine/core';
import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import {
  commandGroups,
  commands,
  type CommandDescription,
  type CommandGroup,
  type CommandId,
} from '../../shared/window/commands';
import { texts } from '../texts/catalogue';
import { useAvailableCommands, useCommand, useCommands } from '../commands/commands';
import { usePaletteThings } from './palette-things';
import { shownKeys } from '../commands/shortcuts';

const order = ['go', 'run', 'file', 'edit', 'view', 'help'] as const satisfies readonly CommandGroup[];

/** All commands that somebody offers now and, once something is typed, what the lab holds: found by their words. */
export function Palette(): ReactNode {
  const registry = useCommands();
  const available = useAvailableCommands();
  const [opened, setOpened] = useState(false);
  const [query, setQuery] = useState('');
  const things = usePaletteThings(opened);
  useCommand('view.palette', () => {
    spotlight.toggle();
  });
  const entries = Object.entries(commands).filter(
    ([id]) => id !== 'view.palette' && available.has(id as CommandId),
  ) as readonly (readonly [CommandId, CommandDescription])[];
  const actions: SpotlightActionGroupData[] = order.map((group) => ({
    group: commandGroups[group],
    actions: entries
      .filter(([, command]) => command.group === group)
      .map(([id, { title, shortcut, keywords = '' }]) => ({
        id,
        label: title,
        keywords: [commandGroups[group], keywords],
        onClick: () => {
          registry.run(id);
        },
        ...(shortcut === null ? {} : { rightSection: <Keys shortcut={shortcut} /> }),
      })),
  }));
  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => {
        setOpened(true);
      }}
      onSpotlightClose={() => {
        setOpened(false);
      }}
      actions={[...actions, ...(query.trim() === '' ? [] : things)].filter(({ actions: some }) => some.length > 0)}
      shortcut={null}
      highlightQuery
      nothingFound={texts.app.palette.nothing}
      maxHeight={420}
      scrollable
      // Fixed at the top: in the middle it would jump with every letter, as fewer entries are left.
      centered={false}
      yOffset={64}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      attributes={{ content: { 'aria-label': texts.app.palette.title } }}
      // What scrolls is reached by keyboard, though the arrow keys go through the commands from the field above.
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.6} aria-hidden />,
        placeholder: texts.app.palette.placeholder,
        'aria-label': texts.app.palette.placeholder,
      }}
    />
  );
}

export function Keys({ shortcut }: { readonly shortcut: string }): ReactNode {
  return (
    <Group gap={4} wrap="nowrap" component="span">
      {shownKeys(shortcut).map((keys, index) => (
        <Text component="span" key={index} size="xs" lh={1}>
          <Kbd size="xs">{keys}</Kbd>
        </Text>
      ))}
    </Group>
  );
}
