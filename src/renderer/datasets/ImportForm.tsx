import { Box, Code, List, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { importFormats, type ImportFormat } from '../../shared/data/import-formats';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { PathField, useChosenFolder } from '../ui/PathField';
import { LayoutImport } from './LayoutImport';

const words = texts.datasets.import;

/** Imports a folder in one of the layouts there are, and reports what it could not take. */
export function ImportForm({ onImported }: { readonly onImported: () => void }): ReactNode {
  const [format, setFormat] = useState<ImportFormat>('hateful-memes');
  const [directory, setDirectory] = useState('');
  const layoutWords = words.layouts[format];
  const choosing = useChosenFolder(words.chooseTitle, setDirectory);
  return (
    <Paper component="section" aria-labelledby="import">
      <Stack gap="sm">
        <div>
          <Title order={2} id="import">
            {words.title}
          </Title>
          <Text size="sm" maw="80ch">
            {layoutWords.lead}
          </Text>
        </div>
        {/* In a narrow window there is no room for all of them. */}
        <Box style={{ alignSelf: 'start', maxWidth: '100%', overflowX: 'auto' }}>
          <SegmentedControl
            aria-label={words.layout}
            value={format}
            data={importFormats.map((value) => ({ value, label: words.layouts[value].name }))}
            onChange={setFormat}
          />
        </Box>
        <div>
          <Title order={3}>{words.holds}</Title>
          <List size="sm" maw="90ch">
            {layoutWords.lines.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
          <Text size="sm" mt={4}>
            {layoutWords.example}
          </Text>
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {layoutWords.sample}
          </Code>
        </div>
        <div>
          <Title order={3}>{words.happens}</Title>
          <Text size="sm" maw="90ch">
            {layoutWords.happens}
          </Text>
        </div>
        <PathField label={words.folder} value={directory} onChange={setDirectory} onChoose={choosing.start} />
        {choosing.error === null ? null : <ErrorNotice error={choosing.error} />}
        <LayoutImport
          key={format}
          format={format}
          directory={directory}
          naming={{ name: layoutWords.usualName, title: layoutWords.usualTitle }}
          onImported={onImported}
        />
      </Stack>
    </Paper>
  );
}
