import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { shownName } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { keptOf, withPreset } from '../../plans/own-presets';
import { useOwnPresets } from '../use-own-presets';
import type { PlanEditor } from '../use-plan-editor';
import { OwnPresetLine } from './OwnPresetLine';

const words = texts.studies.own;

/** Keeps attacks, degradations and requirements of the plan under a name, and puts kept ones into it. */
export function OwnPresets({ editor: { plan, takeAway } }: { readonly editor: PlanEditor }): ReactNode {
  const own = useOwnPresets();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const wanted = name.trim();
  const isTaken = own.presets.some((preset) => preset.name === wanted);
  const close = (): void => {
    setOpen(false);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBookmark size={15} aria-hidden />}
        onClick={() => {
          setOpen(true);
        }}
      >
        {words.open}
      </Button>
      <Modal opened={open} onClose={close} title={words.title} size="lg">
        <Stack gap="md" align="stretch">
          <Text size="sm">{words.lead}</Text>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (wanted === '') return;
              void own.keep(wanted, plan);
              setName('');
            }}
          >
            <Group align="flex-start" gap="xs" wrap="nowrap">
              <TextInput
                data-autofocus
                flex={1}
                label={words.name}
                description={isTaken ? words.taken : words.contains(plan)}

                maxLength={80}
                value={name}
                onChange={(event) => {
                  setName(event.currentTarget.value);
                }}
              />
              <Button type="submit" mt={21} disabled={wanted === ''}>
                {isTaken ? words.replace : words.keep}
              </Button>
            </Group>
          </form>
          {own.presets.length === 0 ? (
            <Text size="sm" c="dimmed">
              {words.none}
            </Text>
          ) : (
            own.presets.map((preset) => {
              const applied = withPreset(plan, preset);
              return (
                <OwnPresetLine
                  key={preset.id}
                  preset={preset}
                  own={own}
                  onApply={
                    applied === null
                      ? null
                      : () => {
                          takeAway(applied, {
                            text: words.applied(shownName(preset.name)),
                            putBack: (now) => ({ ...now, ...keptOf(plan) }),
                          });
                          close();
                        }
                  }
                />
              );
            })
          )}
        </Stack>
      </Modal>
    </>
  );
}
