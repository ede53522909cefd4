import { Button, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconMinus, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { NumberField } from '../../ui/NumberField';
import {
  most,
  rows,
  withClass,
  withModality,
  withoutClass,
  type Asked,
  type ScoresDraft,
  type ScoresOfModality,
} from './question';

const words = texts.certificates.scores;
const shared = texts.certificates;

export interface FormProps {
  readonly draft: ScoresDraft;
  readonly problems: Asked['problems'];
  readonly onChange: (draft: ScoresDraft) => void;
}

/** What each input says for each class, how much it counts, and how fast it changes. */
export function Form({ draft, problems, onChange }: FormProps): ReactNode {
  const { modalities, biases, label } = draft;
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="xs">
        <Select
          label={words.label}
          allowDeselect={false}
          data={biases.map((_, k) => ({ value: String(k), label: words.classIs(String(k)) }))}
          value={String(label)}
          w="10rem"
          onChange={(value) => {
            onChange({ ...draft, label: value === null ? label : Number(value) });
          }}
        />
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={biases.length === most.classes}
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => {
            onChange(withClass(draft));
          }}
        >
          {words.addClass}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={biases.length === 2}
          leftSection={<IconMinus size={15} aria-hidden />}
          onClick={() => {
            onChange(withoutClass(draft));
          }}
        >
          {words.removeClass}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" maw="75ch">
        {words.hint}
      </Text>
      {modalities.map((modality, place) => (
        <ModalityFields
          key={place}
          place={place}
          modality={modality}
          problems={problems}
          isOnly={modalities.length === 1}
          onChange={(changed) => {
            onChange({ ...draft, modalities: modalities.map((own, m) => (m === place ? changed : own)) });
          }}
          onRemove={() => {
            onChange({ ...draft, modalities: modalities.filter((_, m) => m !== place) });
          }}
        />
      ))}
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={modalities.length === most.modalities}
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => {
            onChange(withModality(draft));
          }}
        >
          {shared.addModality}
        </Button>
      </Group>
      <ByClass
        label={words.biases}
        lines={[
          {
            title: words.bias,
            values: biases,
            problemOf: (k) => problems[`biases ${k}`],
            onChange: (values) => {
              onChange({ ...draft, biases: values });
            },
          },
        ]}
      />
    </Stack>
  );
}

interface ModalityFieldsProps {
  readonly place: number;
  readonly modality: ScoresOfModality;
  readonly problems: Asked['problems'];
  readonly isOnly: boolean;
  readonly onChange: (modality: ScoresOfModality) => void;
  readonly onRemove: () => void;
}

function ModalityFields({ place, modality, problems, isOnly, onChange, onRemove }: ModalityFieldsProps): ReactNode {
  const title = shared.modality(place + 1);
  const name = modality.name.trim() === '' ? title : shownText(modality.name);
  return (
    <Stack component="fieldset" gap={6} p={0} m={0} style={{ border: 0, minWidth: 0 }}>
      <legend style={{ padding: 0, fontWeight: 500 }}>{title}</legend>
      <Group gap="xs" align="flex-start">
        <TextInput
          label={shared.name}
          value={modality.name}
          maxLength={60}
          flex="1 1 7rem"
          onChange={({ currentTarget }) => {
            onChange({ ...modality, name: currentTarget.value });
          }}
        />
        <NumberField
          label={words.size}
          value={modality.size}
          error={problems[`size ${place}`]}
          flex="1 1 9rem"
          onChange={(size) => {
            onChange({ ...modality, size });
          }}
        />
        {isOnly ? null : (
          <Button
            variant="subtle"
            color="gray"
            mt={25}
            px="xs"
            aria-label={shared.removeModality(name)}
            onClick={onRemove}
          >
            <IconTrash size={16} aria-hidden />
          </Button>
        )}
      </Group>
      <ByClass
        label={name}
        lines={rows.map((row) => ({
          title: words.rows[row],
          values: modality[row],
          problemOf: (k) => problems[`${row} ${place} ${k}`],
          onChange: (values) => {
            onChange({ ...modality, [row]: values });
          },
        }))}
      />
    </Stack>
  );
}

interface Line {
  readonly title: string;
  readonly values: ScoresDraft['biases'];
  readonly problemOf: (k: number) => string | undefined;
  readonly onChange: (values: ScoresDraft['biases']) => void;
}

/** Lines of numbers, a column for each class. */
function ByClass({ label, lines }: { readonly label: string; readonly lines: readonly Line[] }): ReactNode {
  return (
    <Table.ScrollContainer minWidth={0}>
      <Table aria-label={label} w="auto" withRowBorders={false} verticalSpacing={2} horizontalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            {lines[0].values.map((_, k) => (
              <Table.Th key={k} fw={400} c="dimmed" fz="xs">
                {words.classIs(String(k))}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ title, values, problemOf, onChange }) => (
            <Table.Tr key={title}>
              <Table.Th scope="row" fw={400} pl={0} w="5rem">
                {title}
              </Table.Th>
              {values.map((value, k) => (
                <Table.Td key={k} style={{ verticalAlign: 'top' }}>
                  <NumberField
                    aria-label={words.cell(title, label, String(k))}
                    size="xs"
                    w="6.5rem"
                    value={value}
                    error={problemOf(k)}
                    onChange={(changed) => {
                      onChange(values.map((own, index) => (index === k ? changed : own)));
                    }}
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
