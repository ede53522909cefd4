import { Group, NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { InputDraft } from '../../shared/mapping/edit';
import { MappedInput, type InputKind } from '../../shared/mapping/inputs';
import { problemsOf } from '../../shared/parse';
import { shownText } from '../../shared/text/shown-text';
import { problemAt } from '../parts/problems';
import { texts } from '../texts/catalogue';
import { NumberField } from '../ui/NumberField';

const words = texts.datasets.mapped;

type NumberName = Exclude<keyof typeof words.fields, 'file'>;
/** Numbers of each kind that stand in fields; the text of the mapping has the others. */
const numbersOf: Readonly<Record<InputKind, readonly NumberName[]>> = {
  image: ['height', 'width'],
  depth: ['height', 'width'],
  text: ['words'],
  audio: ['rate', 'bands', 'frames', 'hop', 'range'],
  spectrogram: ['height', 'width', 'seconds'],
  numbers: [],
  sequence: ['steps', 'features'],
};
const rangesOf: Readonly<Partial<Record<InputKind, readonly ['hertz' | 'levels', string, string][]>>> = {
  audio: [['hertz', words.low, words.high]],
  spectrogram: [['hertz', words.low, words.high]],
  depth: [['levels', words.black, words.white]],
};

/** What is said of one input: how large it becomes, and how it is read. */
export function MappedInputFields({
  input,
  onChange,
}: {
  readonly input: InputDraft;
  readonly onChange: (input: InputDraft) => void;
}): ReactNode {
  const parsed = MappedInput.safeParse(input);
  // What is usual stands in the fields, so that nothing is done unseen.
  const shown: Readonly<Record<string, unknown>> = parsed.success ? { ...parsed.data } : input;
  const problems = parsed.success ? [] : problemsOf(MappedInput, input, '');
  const problem = (field: string): string | null => {
    const text = problemAt(problems, field);
    return text === undefined ? null : shownText(text);
  };
  const set = (change: Readonly<Record<string, unknown>>): void => {
    onChange({ ...input, ...change });
  };
  return (
    <Group
      component="fieldset"
      gap="xs"
      align="start"
      m={0}
      p={0}
      style={{ border: 0 }}
      aria-label={shownText(input.name)}
    >
      <TextInput
        w={150}
        label={words.inputName}
        value={input.name}
        error={problem('name')}
        onChange={({ currentTarget }) => {
          set({ name: currentTarget.value });
        }}
      />
      {typeof input.file === 'string' ? (
        <TextInput
          w={200}
          label={words.fields.file}
          value={input.file}
          error={problem('file')}
          onChange={({ currentTarget }) => {
            set({ file: currentTarget.value });
          }}
        />
      ) : null}
      {numbersOf[input.kind].map((field) => (
        <NumberField
          key={field}
          w={130}
          label={words.fields[field]}
          value={input[field] ?? shown[field]}
          error={problem(field)}
          onChange={(value) => {
            set({ [field]: value });
          }}
        />
      ))}
      {(rangesOf[input.kind] ?? []).flatMap(([field, low, high]) => {
        const range = (input[field] ?? shown[field] ?? []) as readonly unknown[];
        return [low, high].map((label, at) => (
          <NumberField
            key={label}
            w={130}
            label={label}
            value={range[at]}
            error={problem(`${field}[${String(at)}]`)}
            onChange={(value) => {
              set({ [field]: [0, 1].map((place) => (place === at ? value : range[place])) });
            }}
          />
        ));
      })}
      {input.kind === 'image' ? (
        <Choice field="colour" label={words.colour} options={words.colours} shown={shown} onChange={set} />
      ) : null}
      {input.kind === 'image' || input.kind === 'depth' ? (
        <Choice
          field="fit"
          label={words.fit}
          options={words.fits}
          shown={shown}
          error={problem('fit')}
          onChange={set}
        />
      ) : null}
    </Group>
  );
}

function Choice({
  field,
  label,
  options,
  shown,
  error = null,
  onChange,
}: {
  readonly field: string;
  readonly label: string;
  readonly options: Readonly<Record<string, string>>;
  readonly shown: Readonly<Record<string, unknown>>;
  readonly error?: string | null;
  readonly onChange: (change: Readonly<Record<string, unknown>>) => void;
}): ReactNode {
  return (
    <NativeSelect
      size="xs"
      w={150}
      label={label}
      error={error}
      value={typeof shown[field] === 'string' ? shown[field] : Object.keys(options)[0]}
      data={Object.entries(options).map(([value, name]) => ({ value, label: name }))}
      onChange={({ currentTarget }) => {
        onChange({ [field]: currentTarget.value });
      }}
    />
  );
}
