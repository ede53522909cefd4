import { Anchor, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { shortId } from '../../shared/identity';
import { withSeed } from '../../shared/text/naming';
import type { Cell } from '../../shared/plan/plan';
import { shownText } from '../../shared/text/shown-text';
import { hrefTo } from '../address/route';
import { useShownModelNames } from '../lab/model-names';
import { texts } from '../texts/catalogue';

/** The models of a run that have a name in this lab, each by it, by what the run calls it, and by its id. */
export function NamedModels({ cells }: { readonly cells: readonly Cell[] }): ReactNode {
  const names = useShownModelNames();
  const named = cells.flatMap((cell) => {
    const name = cell.kind === 'model' ? names.get(cell.model) : undefined;
    return cell.kind === 'model' && name !== undefined ? [{ cell, name }] : [];
  });
  if (named.length === 0) return null;
  return (
    <Group gap="md" role="list" aria-label={texts.models.name.listed}>
      {named.map(({ cell, name }) => (
        <Text size="xs" key={cell.model} role="listitem" style={{ overflowWrap: 'anywhere' }}>
          <Anchor inherit href={hrefTo('models', [cell.model])}>
            {shownText(name)}
          </Anchor>{' '}
          <Text span inherit c="dimmed">
            {shownText(withSeed(cell.title, cell.spec.seed))} · {shortId(cell.model)}
          </Text>
        </Text>
      ))}
    </Group>
  );
}
