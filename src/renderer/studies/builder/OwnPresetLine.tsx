import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Preset } from '../../../shared/window/workspace';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import type { OwnPresets } from '../use-own-presets';

const words = texts.studies.own;

export interface OwnPresetLineProps {
  readonly preset: Preset;
  readonly own: OwnPresets;
  /** Null: this version cannot read it. */
  readonly onApply: (() => void) | null;
}

/** A kept preset: apply, rename, remove. */
export function OwnPresetLine({ preset, own, onApply }: OwnPresetLineProps): ReactNode {
  const [renaming, setRenaming] = useState<string | null>(null);
  const title = shownText(preset.name);
  if (renaming !== null) {
    const name = renaming.trim();
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name === '') return;
          if (name !== preset.name) void own.rename(preset, name);
          setRenaming(null);
        }}
      >
        <Group gap="xs" wrap="nowrap">
          <TextInput
            autoFocus
            flex={1}
            aria-label={words.newName(title)}
            maxLength={80}
            value={renaming}
            onChange={(event) => {
              setRenaming(event.currentTarget.value);
            }}
          />
          <Button type="submit" disabled={name === ''}>
            {words.rename}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              setRenaming(null);
            }}
          >
            {texts.ui.cancel}
          </Button>
        </Group>
      </form>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Text>
        <Text size="xs" c="dimmed">
          {onApply === null ? words.unreadable : words.contains(preset)}
        </Text>
      </div>
      <Button
        variant="light"
        disabled={onApply === null}
        aria-label={words.of(words.apply, title)}
        onClick={onApply ?? undefined}
      >
        {words.apply}
      </Button>
      <ActionIcon
        color="gray"
        aria-label={words.of(words.rename, title)}
        onClick={() => {
          setRenaming(preset.name);
        }}
      >
        <IconPencil size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon color="gray" aria-label={words.of(words.remove, title)} onClick={() => void own.remove(preset)}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
