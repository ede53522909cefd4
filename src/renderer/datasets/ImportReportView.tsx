import { Anchor, List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { countOf, decimal, listOf } from '../../analysis/format';
import type { DatasetManifest, ImportReport } from '../../shared/data/dataset';
import type { LabResult } from '../../shared/lab-channel/lab-api';
import { shownText } from '../../shared/text/shown-text';
import { hrefTo } from '../address/route';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { Facts } from '../ui/Facts';
import { modalityText } from '../ui/modality-text';

const words = texts.datasets.import;
/** Lines left out that are listed. */
const mostSkipped = 20;

/** What an import found: samples, classes and modalities, what it decided, and every line that it left out. */
export function ImportReportView({ report }: { readonly report: ImportReport }): ReactNode {
  const { dataset, imported, skipped, remarks = [] } = report;
  const manifest = useRequest('data.show', { dataset }).value;
  const balance = useRequest('data.balance', { dataset }).value;
  return (
    <Stack gap={4} role="status">
      <Text size="sm">
        {words.done(countOf(imported, 'sample'))}{' '}
        <Anchor inherit href={hrefTo('datasets', [dataset])}>
          {words.show}
        </Anchor>
      </Text>
      {manifest === null || balance === null ? null : <Facts rows={foundRows(manifest, balance)} />}
      {remarks.map((remark) => (
        <Text key={remark} size="sm" maw="90ch">
          {shownText(remark)}
        </Text>
      ))}
      {skipped.length === 0 ? (
        <Text size="sm">{words.noneSkipped}</Text>
      ) : (
        <>
          <Text size="sm">{words.skipped(countOf(skipped.length, 'line'))}</Text>
          <List size="sm">
            {skipped.slice(0, mostSkipped).map(({ file, row, reason }, index) => (
              <List.Item key={index}>
                {shownText(row === null ? file : words.line(file, decimal(row)))}: {shownText(reason)}
              </List.Item>
            ))}
          </List>
          {skipped.length > mostSkipped ? (
            <Text size="sm">{words.more(decimal(skipped.length - mostSkipped))}</Text>
          ) : null}
        </>
      )}
    </Stack>
  );
}

/** Samples by split and by class, and what a sample is made of. */
export function foundRows(
  { splits, classes, modalities }: DatasetManifest,
  balance: LabResult<'data.balance'>,
): readonly (readonly [name: string, value: string])[] {
  const splitNames = texts.datasets.balance.splits;
  const inClass = (index: number): number => balance.train[index] + balance.validation[index] + balance.test[index];
  return [
    [
      words.found.splits,
      listOf([
        `${splitNames.train} ${decimal(splits.train)}`,
        `${splitNames.validation} ${decimal(splits.validation)}`,
        `${splitNames.test} ${decimal(splits.test)}`,
      ]),
    ],
    [words.found.classes, listOf(classes.map((name, index) => `${shownText(name)} ${decimal(inClass(index))}`))],
    ...Object.entries(modalities).map(
      ([id, spec]) => [words.found.modality(shownText(id)), modalityText(spec)] as const,
    ),
  ];
}
