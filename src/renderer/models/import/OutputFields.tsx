import { Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { withClassAt, type MapDraft } from '../../../shared/imported/map-edit';
import { tensorText, type PredictorSignature } from '../../../shared/imported/signature';
import type { Problem } from '../../../shared/problem';
import { shownText } from '../../../shared/shown-text';
import { problemAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { OptionField } from '../../ui/OptionField';

const words = texts.modelImport.output;
/** Classes that have a field each; of more, a list of lines is sooner put in order. */
const mostFields = 12;

export interface OutputFieldsProps {
  readonly draft: MapDraft;
  readonly signature: PredictorSignature;
  /** Of the data. */
  readonly classes: readonly string[];
  readonly problems: readonly Problem[];
  readonly onChange: (draft: MapDraft) => void;
}

/** Which output holds the answer, and what its numbers mean. */
export function OutputFields({ draft, signature, classes, problems, onChange }: OutputFieldsProps): ReactNode {
  const { output } = draft;
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
            options={words.kinds}
            value={output.gives}
            error={at('gives')}
            onChange={(gives) => {
              set({ gives: gives as MapDraft['output']['gives'] });
            }}
          />
        </Group>
        {classes.length > mostFields ? (
          <Textarea
            label={words.list}
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
              <Title order={3}>{words.order}</Title>
              <Text size="xs" c="dimmed">
                {words.orderLead}
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
