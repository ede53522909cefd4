import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { InputDraft } from '../../../shared/imported/map-edit';
import { scalingNames, scalingOf, usualScalings, type ScalingName } from '../../../shared/imported/usual-scaling';
import type { PlaneSpec } from '../../../shared/data/modality';
import { texts } from '../../texts/catalogue';
import { ListField } from '../../ui/ListField';
import { NumberField } from '../../ui/NumberField';
import { OptionField } from '../../ui/OptionField';

const words = texts.modelImport.inputs;
const own = 'own';

export interface InputFieldsProps {
  readonly input: InputDraft;
  /** What is wrong with a field of it. */
  readonly problem: (field: string) => string | null;
  readonly onChange: (input: InputDraft) => void;
}

/** How a picture, a sound or numbers reach an input of the model. */
export function NumbersFields({
  input,
  spec,
  problem,
  onChange,
}: InputFieldsProps & { readonly spec: PlaneSpec }): ReactNode {
  const { fields, units, channels: channelWords } = words;
  const isPicture = spec.kind === 'image' || spec.kind === 'audio';
  const size: readonly unknown[] = Array.isArray(input.size) ? (input.size as readonly unknown[]) : ['', ''];
  const set = (change: Readonly<Record<string, unknown>>): void => {
    onChange({ ...input, ...change });
  };
  return (
    <>
      <Group gap="xs" align="start">
        <OptionField
          label={fields.layout}
          width={290}
          options={words.layouts}
          value={input.layout}
          error={problem('layout')}
          onChange={(layout) => {
            set({ layout });
          }}
        />
        {isPicture ? (
          <>
            {[fields.rows, fields.columns].map((label, at) => (
              <NumberField
                key={label}
                w={100}
                label={label}
                placeholder={words.asData}
                step={1}
                value={size[at]}
                error={problem(`size[${String(at)}]`) ?? (at === 0 ? problem('size') : null)}
                onChange={(value) => {
                  const sides = size.map((side, place) => (place === at ? value : side));
                  set({ size: sides.every((side) => side === '') ? null : sides });
                }}
              />
            ))}
            <OptionField
              label={fields.channels}
              width={120}
              options={{ own: channelWords.own, 1: channelWords.grey, 3: channelWords.colour }}
              value={typeof input.channels === 'number' ? String(input.channels) : own}
              error={problem('channels')}
              onChange={(value) => {
                set({ channels: value === own ? null : Number(value) });
              }}
            />
          </>
        ) : null}
        <OptionField
          label={fields.units}
          width={120}
          options={spec.kind === 'image' || spec.kind === 'audio' ? { range: units.range } : units}
          value={input.units}
          error={problem('units')}
          onChange={(value) => {
            set({ units: value });
          }}
        />
      </Group>
      <Group gap="xs" align="start">
        <OptionField
          label={fields.usual}
          width={170}
          options={scalingWords(spec)}
          value={scalingOf(input) ?? own}
          onChange={(name) => {
            if (name !== own) set(usualScalings[name as ScalingName]);
          }}
        />
        <NumberField
          w={90}
          label={fields.scale}
          value={input.scale}
          error={problem('scale')}
          onChange={(scale) => {
            set({ scale });
          }}
        />
        {(['mean', 'std'] as const).map((field) => (
          <ListField
            key={field}
            w={230}
            label={fields[field]}
            placeholder={words.nothing}
            value={input[field]}
            error={problem(field)}
            onChange={(value) => {
              set({ [field]: value });
            }}
          />
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {words.formula}
      </Text>
    </>
  );
}

/** Of what is no picture in colours, those of pictures say nothing. */
function scalingWords(spec: PlaneSpec): Readonly<Record<string, string>> {
  const names = scalingNames.filter((name) => spec.kind === 'image' || usualScalings[name].mean.length < 2);
  return { ...Object.fromEntries(names.map((name) => [name, words.scalings[name]])), own: words.scalings.own };
}
