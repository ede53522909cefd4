import { Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { givesOf } from '../../../shared/imported/answered-task';
import { withClassAt, type MapDraft } from '../../../shared/imported/map-edit';
import { tensorText, type PredictorSignature } from '../../../shared/imported/signature';
import type { Problem } from '../../../shared/problem';
import { shownText } from '../../../shared/text/shown-text';
import type { Target, ValueTarget } from '../../../shared/data/target';
import { problemAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { NumberField } from '../../ui/NumberField';
import { OptionField } from '../../ui/OptionField';

const words = texts.modelImport.output;
/** Classes that have a field each; of more, a list of lines is sooner put in order. */
const mostFields = 12;

export interface OutputFieldsProps {
  readonly draft: MapDraft;
  readonly signature: PredictorSignature;
  readonly manifest: Pick<DatasetManifest, 'classes' | 'target'>;
  readonly problems: readonly Problem[];
  readonly onChange: (draft: MapDraft) => void;
}

/** Which output holds the answer, and what its numbers mean. */
export function OutputFields({ draft, signature, manifest, problems, onChange }: OutputFieldsProps): ReactNode {
  const { output } = draft;
  const { classes, target } = manifest;
  const at = (field: string): string | null => {
    const text = problemAt(problems, `map.output.${field}`);
    return text === undefined ? null : shownText(text);
  };
  const set = (change: Partial<MapDraft['output']>): void => {
    onChange({ ...draft, output: { ...output, ...change } });
  };
  const order = at('classes');
  return (
    <Paper component="section" aria-labelledby="model-output">
      <Stack gap="xs">
        <Title order={2} id="model-output">
          {words.title}
        </Title>
        <Group gap="xs" align="start">
          <OptionField
            label={words.name}
            width={320}
            options={Object.fromEntries(
              signature.outputs.map((tensor) => [tensor.name, `${shownText(tensor.name)}: ${tensorText(tensor)}`]),
            )}
            value={output.name}
            error={at('name')}
            onChange={(name) => {
              set({ name });
            }}
          />
          <OptionField
            label={words.gives}
            options={kindsOf(target, output.gives)}
            value={output.gives}
            error={at('gives')}
            onChange={(gives) => {
              set({ gives: gives as MapDraft['output']['gives'] });
            }}
          />
          {target?.kind === 'value' ? (
            <RescaledFields target={target} value={output.rescaled} at={at} onChange={set} />
          ) : null}
        </Group>
        {target?.kind === 'value' ? (
          <Text size="xs" c="dimmed">
            {words.valueLead(shownText(classes[0]))}
          </Text>
        ) : classes.length > mostFields ? (
          <Textarea
            label={target === undefined ? words.list : words.labelList}
            autosize
            minRows={6}
            maxRows={16}
            value={output.classes.join('\n')}
            error={order}
            onChange={({ currentTarget }) => {
              set({ classes: currentTarget.value.split('\n') });
            }}
          />
        ) : (
          <>
            <div>
              <Title order={3}>{target === undefined ? words.order : words.labelOrder}</Title>
              <Text size="xs" c="dimmed">
                {target === undefined ? words.orderLead : words.labelLead}
              </Text>
              {order === null ? null : (
                <Text size="xs" c="var(--lab-bad)" role="alert">
                  {order}
                </Text>
              )}
            </div>
            <Group gap="xs">
              {output.classes.map((name, place) => (
                <OptionField
                  key={place}
                  label={words.place(String(place))}
                  width={widthFor(output.classes)}
                  options={Object.fromEntries(
                    [...new Set([...output.classes, ...classes])].map((one) => [one, shownText(one)]),
                  )}
                  value={name}
                  onChange={(chosen) => {
                    set({ classes: [...withClassAt(output.classes, place, chosen)] });
                  }}
                />
              ))}
            </Group>
          </>
        )}
      </Stack>
    </Paper>
  );
}

/** Pixels that the longest name takes in its field; a longer one than `most` is cut there, and whole in the list. */
function widthFor(classes: readonly string[]): number {
  const [least, most, ofLetter, besides] = [150, 340, 7, 44];
  return Math.min(most, Math.max(least, besides + ofLetter * Math.max(...classes.map(({ length }) => length))));
}

/** What the numbers can be of such data; what a map says that is none of them stays to be seen. */
function kindsOf(target: Target | undefined, given: MapDraft['output']['gives']): Readonly<Record<string, string>> {
  return Object.fromEntries([...new Set([...givesOf(target), given])].map((kind) => [kind, words.kinds[kind]]));
}

interface RescaledFieldsProps {
  readonly target: ValueTarget;
  readonly value: MapDraft['output']['rescaled'];
  readonly at: (field: string) => string | null;
  readonly onChange: (change: Pick<MapDraft['output'], 'rescaled'>) => void;
}

/** How the model's numbers become values in the unit of the data. */
function RescaledFields({ target, value, at, onChange }: RescaledFieldsProps): ReactNode {
  const { factor, offset } = value ?? { factor: 1, offset: 0 };
  const set = (rescaled: { readonly factor: unknown; readonly offset: unknown }): void => {
    onChange({ rescaled: rescaled.factor === 1 && rescaled.offset === 0 ? undefined : rescaled });
  };
  return (
    <>
      <NumberField
        label={words.factor}
        value={factor}
        error={at('rescaled.factor')}
        onChange={(changed) => {
          set({ factor: changed, offset });
        }}
      />
      <NumberField
        label={words.offset(shownText(target.unit))}
        value={offset}
        error={at('rescaled.offset')}
        onChange={(changed) => {
          set({ factor, offset: changed });
        }}
      />
    </>
  );
}
