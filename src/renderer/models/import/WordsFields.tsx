import { Checkbox, Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { tokenizerOf } from '../../../shared/imported/map-edit';
import type { Tokenizer } from '../../../shared/imported/model-map';
import { tensorText, type PredictorSignature } from '../../../shared/imported/signature';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { NumberField } from '../../ui/NumberField';
import { OptionField } from '../../ui/OptionField';
import type { InputFieldsProps } from './NumbersFields';

const words = texts.modelImport.inputs;
/** Stands for no input: selects know texts only. */
const nothing = '';

/** How texts reach inputs of the model: its tokenizer, and the inputs beside that of tokens. */
export function WordsFields({
  input,
  signature,
  problem,
  onChange,
}: InputFieldsProps & { readonly signature: PredictorSignature }): ReactNode {
  const { fields } = words;
  const tokenizer = input.tokenizer as Readonly<Record<string, unknown>> & Pick<Tokenizer, 'kind'>;
  const set = (change: Readonly<Record<string, unknown>>): void => {
    onChange({ ...input, ...change });
  };
  const setTokenizer = (change: Readonly<Record<string, unknown>>): void => {
    set({ tokenizer: { ...tokenizer, ...change } });
  };
  const tensors = Object.fromEntries(
    signature.inputs.map((tensor) => [tensor.name, `${shownText(tensor.name)}: ${tensorText(tensor)}`]),
  );
  const file = (field: 'vocabulary' | 'merges'): ReactNode => (
    <TextInput
      w={150}
      label={fields[field]}
      value={String(tokenizer[field])}
      error={problem(`tokenizer.${field}`)}
      onChange={({ currentTarget }) => {
        setTokenizer({ [field]: currentTarget.value });
      }}
    />
  );
  return (
    <>
      <Group gap="xs" align="start">
        <NumberField
          w={120}
          label={fields.length}
          step={1}
          value={input.length}
          error={problem('length')}
          onChange={(length) => {
            set({ length });
          }}
        />
        {(['mask', 'segments'] as const).map((field) => (
          <OptionField
            key={field}
            label={fields[field]}
            width={230}
            options={{ [nothing]: words.none, ...tensors }}
            value={input[field] ?? nothing}
            error={problem(field)}
            onChange={(name) => {
              set({ [field]: name === nothing ? null : name });
            }}
          />
        ))}
      </Group>
      <Group gap="xs" align="start">
        <OptionField
          label={fields.tokenizer}
          width={190}
          options={words.tokenizers}
          value={tokenizer.kind}
          error={problem('tokenizer.kind')}
          onChange={(kind) => {
            set({ tokenizer: tokenizerOf(kind as Tokenizer['kind']) });
          }}
        />
        {file('vocabulary')}
        {tokenizer.kind === 'bpe' ? (
          <>
            {file('merges')}
            <OptionField
              label={fields.form}
              options={words.forms}
              value={tokenizer.form}
              error={problem('tokenizer.form')}
              onChange={(form) => {
                setTokenizer({ form });
              }}
            />
          </>
        ) : null}
        {(['unknown', 'start', 'end', 'padding'] as const).map((field) => (
          <TextInput
            key={field}
            w={90}
            label={fields[field]}
            value={typeof tokenizer[field] === 'string' ? tokenizer[field] : ''}
            error={problem(`tokenizer.${field}`)}
            onChange={({ currentTarget: { value } }) => {
              // A tokenizer can do without a start and an end.
              const isLeftOut = value === '' && (field === 'start' || field === 'end');
              setTokenizer({ [field]: isLeftOut ? null : value });
            }}
          />
        ))}
      </Group>
      {tokenizer.kind === 'bpe' ? null : (
        <Checkbox
          label={fields.lowercase}
          checked={tokenizer.lowercase === true}
          onChange={({ currentTarget }) => {
            setTokenizer({ lowercase: currentTarget.checked });
          }}
        />
      )}
    </>
  );
}
