import { List, Stack, Text, Title } from '@mantine/core';
import { Fragment, useMemo, type ReactNode } from 'react';
import type { Block } from '../../report/document';
import { blockInFractions } from '../../report/units/block-in-fractions';
import { shownText } from '../../shared/text/shown-text';
import { Chart } from '../charts/Chart';
import { ChartTable } from '../charts/ChartTable';
import { useShares } from '../ui/use-shares';
import { Notices } from '../ui/blocks/Notices';
import { VerdictCards } from '../ui/blocks/VerdictCards';

/** Parts of the report in the window's look: the same words and numbers, as both are made by the report's sections. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  const { unit } = useShares();
  const shown = useMemo(() => (unit === 'percent' ? blocks : blocks.map(blockInFractions)), [blocks, unit]);
  return (
    <Stack gap="md">
      {shown.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </Stack>
  );
}

function BlockView({ block }: { readonly block: Block }): ReactNode {
  switch (block.kind) {
    case 'lead':
      return (
        <Text size="lg" fw={600} maw="80ch">
          {shownText(block.text)}
        </Text>
      );
    case 'text':
      return (
        <Text size="sm" maw="100ch">
          {shownText(block.text)}
        </Text>
      );
    case 'heading':
      return <Title order={3}>{shownText(block.text)}</Title>;
    case 'list':
      return (
        <List size="sm" maw="100ch">
          {block.items.map((item, index) => (
            <List.Item key={index}>{shownText(item)}</List.Item>
          ))}
        </List>
      );
    case 'verdict':
      return <VerdictCards models={block.models} />;
    case 'notices':
      return <Notices notices={block.notices} />;
    case 'facts':
      return (
        <dl style={{ display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: '4px 16px', margin: 0 }}>
          {block.rows.map(([term, value], index) => (
            <Fragment key={index}>
              <Text component="dt" size="sm" c="dimmed">
                {shownText(term)}
              </Text>
              <Text component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
                {shownText(value)}
              </Text>
            </Fragment>
          ))}
        </dl>
      );
    case 'table':
      return <ChartTable table={block} />;
    case 'chart':
      return <Chart chart={block} />;
    // Of the printed report only: the window has its own samples, glossary and drawings of models.
    case 'glossary':
    case 'diagram':
    case 'approval':
    case 'samples':
    case 'pixels':
      return null;
    default:
      return block satisfies never;
  }
}
