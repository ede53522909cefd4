import { Button, Group, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { FoundLayout } from '../../shared/data/import-formats';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { LayoutImport } from './LayoutImport';

const words = texts.datasets.mapped;

export interface KnownLayoutProps {
  readonly layout: FoundLayout;
  readonly directory: string;
  /** To begin with. */
  readonly naming: { readonly name: string; readonly title: string };
  /** Why its columns cannot be mapped by hand; null: they can. */
  readonly unmappable: string | null;
  readonly onByHand: () => void;
  /** Told when an import begins, and when it ends in any way. */
  readonly onBusy: (isBusy: boolean) => void;
  readonly onImported: () => void;
}

/** A folder whose layout the lab reads as it is: its import, and the way to map it by hand instead. */
export function KnownLayout({
  layout: { format, title },
  directory,
  naming,
  unmappable,
  onByHand,
  onBusy,
  onImported,
}: KnownLayoutProps): ReactNode {
  const [isBusy, setIsBusy] = useState(false);
  return (
    <>
      <div>
        <Title order={3}>{words.laidOut(shownText(title))}</Title>
        <Text size="sm" maw="90ch">
          {texts.datasets.import.layouts[format].happens}
        </Text>
      </div>
      <LayoutImport
        format={format}
        directory={directory}
        naming={naming}
        onBusy={(now) => {
          setIsBusy(now);
          onBusy(now);
        }}
        onImported={onImported}
      />
      <Group gap="xs">
        {unmappable === null ? (
          <Button variant="subtle" size="compact-sm" disabled={isBusy} onClick={onByHand}>
            {words.byHand}
          </Button>
        ) : (
          <Text size="xs" c="dimmed" maw="90ch">
            {words.notByHand(shownText(unmappable))}
          </Text>
        )}
      </Group>
    </>
  );
}
