import { Alert, Anchor, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { placeText, type FlagGroup } from '../../analysis/flags/group';
import { isOfVoidModels } from '../../analysis/flags/model-flags';
import { voidReasons } from '../../analysis/void-mark';
import type { Context } from '../../report/sections/context';
import { readingItems, verdictBlocks } from '../../report/sections/verdict';
import { flagGroups } from '../../report/sections/flags';
import { shownText } from '../../shared/text/shown-text';
import { setQuery } from '../address/route';
import { texts } from '../texts/catalogue';
import { useShares } from '../ui/use-shares';
import { Blocks } from './Blocks';

const words = texts.results;

/** The finding in words, model by model, and the requirements of the plan. */
export function VerdictPart({ context }: { readonly context: Context }): ReactNode {
  const { text } = useShares();
  const blocks = useMemo(() => verdictBlocks(context, []), [context]);
  const { study } = context.input.analysis;
  return (
    <Stack gap="md">
      {study.question === '' ? null : (
        <Text size="sm" c="dimmed" maw="100ch">
          {shownText(study.question)}
        </Text>
      )}
      <Warned context={context} />
      <Blocks blocks={blocks} />
      <Paper component="section" aria-labelledby="reading">
        <Title order={3} id="reading" mb={4}>
          {words.reading.title}
        </Title>
        <List size="sm" maw="110ch">
          {readingItems(context).map((sentence, index) => (
            <List.Item key={index}>{shownText(text(sentence))}</List.Item>
          ))}
        </List>
      </Paper>
    </Stack>
  );
}

/** What to know before a number is quoted; nothing where no warning was found. */
function Warned({ context }: { readonly context: Context }): ReactNode {
  const { text } = useShares();
  const groups = flagGroups(context);
  const warnings = groups.filter(({ level }) => level !== 'note');
  if (warnings.length === 0) return null;
  const ofVoid = warnings.filter(isOfVoidModels).length;
  const reasons = voidReasons(context.input.analysis.subjects.flatMap(({ models }) => models));
  return (
    <Alert color="yellow" title={words.warned.title(warnings.length, ofVoid)} maw="110ch" py="xs">
      <List size="sm">
        {reasons.length === 0 ? null : <List.Item>{shownText(text(words.warned.ofVoid(reasons)))}</List.Item>}
        {warnings
          .filter((group) => !isOfVoidModels(group))
          .map((group) => (
            <List.Item key={group.key}>{shownText(text(findingOf(group)))}</List.Item>
          ))}
      </List>
      <Text size="sm">{words.warned.toDecide(warnings.length, groups.length - warnings.length)}</Text>
      <Anchor
        component="button"
        size="sm"
        c="inherit"
        underline="always"
        onClick={() => {
          setQuery({ part: 'warnings' });
        }}
      >
        {words.warned.read}
      </Anchor>
    </Alert>
  );
}

/** Characters of the places of a finding that are read along with it. */
const mostOfPlaces = 160;

/** What was found, and of what where that is soon said; of more, the warnings tell. */
function findingOf({ statement, places }: FlagGroup): string {
  const only = places.length === 1 ? placeText(places[0]) : '';
  return only === '' || only.length > mostOfPlaces ? statement : `${statement} (${only})`;
}
