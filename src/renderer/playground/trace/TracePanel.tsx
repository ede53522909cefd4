import { Button, Group, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { IconScissors } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { isCancelled, type LabError } from '../../../shared/errors';
import type { Region } from '../../../shared/modality';
import type { AttackTrace, SampleView } from '../../../shared/protocol';
import { modalityIds, type ModelDescription } from '../../../shared/recipe';
import { visibleText } from '../../../shared/visible-text';
import { useLab } from '../../lab/connection';
import { asLabError } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Pending } from '../../ui/Pending';
import { TraceStepper } from './TraceStepper';

const words = texts.playground.trace;
const everything = '*';

export interface TracePanelProps {
  readonly model: ModelDescription;
  readonly sample: SampleView;
  /** A step's removal is to be gone on with by hand. */
  readonly onTake: (regions: readonly Region[]) => void;
}

/** Has an attack look for the smallest removal that changes the answer, and shows it query by query. */
export function TracePanel({ model, sample, onTake }: TracePanelProps): ReactNode {
  const lab = useLab();
  const read = modalityIds(model.spec.recipe);
  const [from, setFrom] = useState(everything);
  const [trace, setTrace] = useState<AttackTrace | null>(null);
  const [error, setError] = useState<LabError | null>(null);
  const [searching, setSearching] = useState<AbortController | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      running.current?.abort();
    },
    [],
  );
  const search = async (): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setSearching(controller);
    setTrace(null);
    setError(null);
    const attack = { name: 'decoupling', modalities: from === everything ? [...read] : [from] } as const;
    try {
      const params = { model: model.id, sample: sample.id, attack };
      setTrace(await lab.request('attack.trace', params, { signal: controller.signal }));
    } catch (thrown) {
      if (!isCancelled(thrown)) setError(asLabError(thrown));
    } finally {
      setSearching(null);
    }
  };
  return (
    <Paper component="section" aria-labelledby="trace">
      <Stack gap="sm">
        <Group justify="space-between" align="end">
          <div>
            <Title order={2} id="trace">
              {words.title}
            </Title>
            <Text size="xs" c="dimmed">
              {words.lead}
            </Text>
          </div>
          <Group gap="xs" align="end">
            {read.length < 2 ? null : (
              <Select
                label={words.from}
                w={190}
                allowDeselect={false}
                value={from}
                data={[
                  { value: everything, label: words.all },
                  ...read.map((modality) => ({ value: modality, label: visibleText(modality) })),
                ]}
                onChange={(value) => {
                  setFrom(value ?? everything);
                }}
              />
            )}
            <Button
              disabled={searching !== null}
              leftSection={<IconScissors size={15} aria-hidden />}
              onClick={() => void search()}
            >
              {words.button}
            </Button>
          </Group>
        </Group>
        {error === null ? null : <ErrorNotice error={error} onRetry={() => void search()} />}
        {searching === null ? null : (
          <Pending
            words={words.searching}
            onCancel={() => {
              searching.abort();
            }}
          />
        )}
        {trace === null ? null : <TraceStepper trace={trace} onTake={onTake} />}
      </Stack>
    </Paper>
  );
}
