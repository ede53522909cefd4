import { Button, Checkbox, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { shownText } from '../../shared/text/shown-text';
import { Tamper } from '../../shared/certificates/tamper';
import { texts } from '../texts/catalogue';
import { NumberField } from '../ui/NumberField';
import type { Asked, CertificateDraft, DraftedModality } from './question';

const words = texts.certificates;
const mostModalities = 4;

export interface FormProps {
  readonly draft: CertificateDraft;
  readonly problems: Asked['problems'];
  readonly onChange: (draft: CertificateDraft) => void;
}

/** Votes, sizes and the attack that is asked about. */
export function Form({ draft, problems, onChange }: FormProps): ReactNode {
  const { modalities } = draft;
  const set = (changes: Partial<CertificateDraft>): void => {
    onChange({ ...draft, ...changes });
  };
  return (
    <Stack gap="sm">
      <Select
        label={words.attack}
        allowDeselect={false}
        data={Tamper.options.map((value) => ({ value, label: words.attacks[value] }))}
        value={draft.attack}
        maw="20rem"
        onChange={(value) => {
          set({ attack: Tamper.options.find((tamper) => tamper === value) ?? draft.attack });
        }}
      />
      <Text size="xs" c="dimmed" maw="75ch">
        {words.sizesHint}
      </Text>
      {modalities.map((modality, place) => (
        <ModalityFields
          key={place}
          place={place}
          modality={modality}
          problems={problems}
          isOnly={modalities.length === 1}
          onChange={(changed) => {
            set({ modalities: modalities.map((own, index) => (index === place ? changed : own)) });
          }}
          onRemove={() => {
            set({ modalities: modalities.filter((_, index) => index !== place) });
          }}
        />
      ))}
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={modalities.length === mostModalities}
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => {
            set({ modalities: [...modalities, { name: '', elements: 100, drawn: 10, attacked: 1 }] });
          }}
        >
          {words.addModality}
        </Button>
      </Group>
      <TextInput
        label={words.votes}
        description={words.votesHint}
        value={draft.votes}
        error={problems.votes}
        maxLength={2000}
        onChange={({ currentTarget }) => {
          set({ votes: currentTarget.value });
        }}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <NumberField
          label={words.alpha}
          value={draft.alpha}
          error={problems.alpha}
          onChange={(alpha) => {
            set({ alpha });
          }}
        />
        {modalities.length === 1 ? null : (
          <NumberField
            label={words.ratio}
            description={words.ratioHint}
            value={draft.ratio}
            error={problems.ratio}
            onChange={(ratio) => {
              set({ ratio });
            }}
          />
        )}
      </SimpleGrid>
      <Checkbox
        label={words.strict}
        checked={draft.strict}
        onChange={({ currentTarget }) => {
          set({ strict: currentTarget.checked });
        }}
      />
    </Stack>
  );
}

interface ModalityFieldsProps {
  readonly place: number;
  readonly modality: DraftedModality;
  readonly problems: Asked['problems'];
  readonly isOnly: boolean;
  readonly onChange: (modality: DraftedModality) => void;
  readonly onRemove: () => void;
}

function ModalityFields({ place, modality, problems, isOnly, onChange, onRemove }: ModalityFieldsProps): ReactNode {
  const title = words.modality(place + 1);
  return (
    <Group component="fieldset" gap="xs" align="flex-start" wrap="nowrap" p={0} m={0} style={{ border: 0 }}>
      <legend style={{ padding: 0, fontWeight: 500 }}>{title}</legend>
      <Group gap="xs" align="flex-start" flex={1}>
        <TextInput
          label={words.name}
          value={modality.name}
          maxLength={60}
          flex="1 1 7rem"
          onChange={({ currentTarget }) => {
            onChange({ ...modality, name: currentTarget.value });
          }}
        />
        {(['elements', 'drawn', 'attacked'] as const).map((field) => (
          <NumberField
            key={field}
            label={words[field]}
            value={modality[field]}
            step={1}
            flex="1 1 7rem"
            error={problems[`${field} ${place}`]}
            onChange={(value) => {
              onChange({ ...modality, [field]: value });
            }}
          />
        ))}
      </Group>
      {isOnly ? null : (
        <Button
          variant="subtle"
          color="gray"
          mt={25}
          px="xs"
          aria-label={words.removeModality(modality.name === '' ? title : shownText(modality.name))}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </Button>
      )}
    </Group>
  );
}
