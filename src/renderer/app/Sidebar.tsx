import { NavLink, ScrollArea, Stack, Tooltip } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { commands } from '../../shared/window/commands';
import { pages } from './pages';
import { hrefTo, useRoute } from '../address/route';
import classes from './Sidebar.module.css';
import { shownKeys } from '../commands/shortcuts';

/** The pages; with their names, or with tooltips where there is no room for names. */
export function Sidebar({ names }: { readonly names: boolean }): ReactNode {
  const { page: shown, missing } = useRoute();
  const page = missing === undefined ? shown : null;
  const active = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // In a low window, or zoomed, the last ones are beyond its edge. With the frame, which is laid out then anyway.
    const frame = requestAnimationFrame(() => {
      active.current?.scrollIntoView({ block: 'nearest' });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [page]);
  return (
    <ScrollArea h="100%" type="auto" scrollbarSize={6}>
      <Stack component="ul" gap={2} p={6} m={0} className={classes.list}>
        {pages.map(({ id, title, Icon }) => (
          <li key={id}>
            <Tooltip
              label={`${title} (${shownKeys(commands[`go.${id}`].shortcut).join(' ')})`}
              position="right"
              openDelay={names ? 900 : 200}
            >
              <NavLink
                href={hrefTo(id)}
                ref={page === id ? active : undefined}
                active={page === id}
                aria-current={page === id ? 'page' : undefined}
                aria-label={title}
                label={names ? title : null}
                leftSection={<Icon size={18} stroke={1.6} />}
                className={classes.link}
                data-names={names}
              />
            </Tooltip>
          </li>
        ))}
      </Stack>
    </ScrollArea>
  );
}
