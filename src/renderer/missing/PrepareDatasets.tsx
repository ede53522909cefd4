import { Box, Button, Stack, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { listOf } from '../../analysis/format';
import type { ShippedName } from '../../shared/data/dataset';
import { shippedFacts } from '../../shared/planning/shipped-facts';
import { askedWords } from '../../shared/data/target';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import classes from './PrepareDatasets.module.css';
import { useDataProgress, usePreparing } from './use-preparing';

const words = texts.datasets.shipped;

export interface PrepareDatasetsProps {
  readonly names: readonly ShippedName[];
  /** One is in the lab now. */
  readonly onPrepared: () => void;
}

/** Writes data sets that come with the program into the lab: a button each, then how far it is. */
export function PrepareDatasets({ names, onPrepared }: PrepareDatasetsProps): ReactNode {
  const preparing = usePreparing(onPrepared);
  const busy = preparing.busy?.[0] ?? null;
  const progress = useDataProgress(busy);
  return (
    <Stack gap="xs">
      <Box className={classes.list}>
        {names.map((name) => (
          <Fragment key={name}>
            <Button
              variant={names.length === 1 ? 'filled' : 'default'}
              disabled={busy !== null}
              onClick={() => {
                preparing.start(name);
              }}
            >
              {words.prepare(name)}
            </Button>
            <Text size="sm" c="dimmed" ta="left">
              {factsOf(name)}
            </Text>
          </Fragment>
        ))}
      </Box>
      {busy === null ? null : <Pending words={words.preparing(busy)} progress={progress} onCancel={preparing.cancel} />}
      {preparing.error === null ? null : <ErrorNotice error={preparing.error} />}
    </Stack>
  );
}

/** What it asks of a model and from which inputs: its name alone does not tell. */
function factsOf(name: ShippedName): string {
  const facts = shippedFacts[name];
  return words.facts(facts.title, askedWords(facts), listOf(facts.inputs));
}
