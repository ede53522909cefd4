import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useAction } from '../../lab/use-action';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { chooseFile } from '../../saving/save-file';
import { readCurves, textOf, type GivenText } from './given-curves';
import { ScoredCurves } from './ScoredCurves';

const words = texts.compare.noise;
const nothing: GivenText = { text: '', name: words.pasted };

/** Scores of MultiBench for curves that a person brings: pasted, or opened from a file. */
export function NoiseScores(): ReactNode {
  const [given, setGiven] = useState(nothing);
  const read = useMemo(() => readCurves(given), [given]);
  const opening = useAction(async () => {
    const file = await chooseFile('.json,application/json');
    if (file !== null) setGiven(await textOf(file));
  });
  return (
    <Stack component="section" gap="sm" mt="xl" aria-labelledby="noise-scores">
      <Title order={2} id="noise-scores">
        {words.title}
      </Title>
      <Text size="sm" maw="90ch">
        {words.lead}
      </Text>
      <Textarea
        label={words.curves}
        placeholder={words.placeholder}
        rows={5}
        spellCheck={false}
        value={given.text}
        onChange={({ currentTarget }) => {
          opening.clear();
          setGiven({ text: currentTarget.value, name: words.pasted });
        }}
      />
      <Group>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={15} aria-hidden />}
          onClick={() => {
            opening.start();
          }}
        >
          {words.open}
        </Button>
      </Group>
      {opening.error === null ? null : <ErrorNotice error={opening.error} />}
      {read.kind === 'error' ? <ErrorNotice error={read.error} /> : null}
      {read.kind === 'curves' ? <ScoredCurves curves={read.curves} /> : null}
    </Stack>
  );
}
