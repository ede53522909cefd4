import { Grid, NumberInput, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/dataset';
import type { Problem } from '../../../shared/parse';
import { visibleText } from '../../../shared/visible-text';
import { texts } from '../../texts/catalogue';
import { RecipeDiagram } from '../RecipeDiagram';
import { FieldsForm, PartForm, problemAt } from './PartForm';
import { catalogue, encoderChoices, encoderNamed, partNamed, type PartDraft, type SpecDraft } from './spec-draft';

const words = texts.models.form;

export interface RecipeFormProps {
  readonly manifest: DatasetManifest;
  readonly draft: SpecDraft;
  readonly problems: readonly Problem[];
  /** What training it will take; under the diagram. */
  readonly forecast: ReactNode;
  readonly onChange: (draft: SpecDraft) => void;
}

/** The parts of a model and how it is trained; above them the diagram of what they make. */
export function RecipeForm({ manifest, draft, problems, forecast, onChange }: RecipeFormProps): ReactNode {
  const { recipe, training, seed } = draft;
  const set = (change: Partial<SpecDraft['recipe']>): void => {
    onChange({ ...draft, recipe: { ...recipe, ...change } });
  };
  const setEncoder = (modality: string, part: PartDraft | null): void => {
    const others = Object.fromEntries(Object.entries(recipe.encoders).filter(([id]) => id !== modality));
    set({ encoders: part === null ? others : { ...others, [modality]: part } });
  };
  const isFused = Object.keys(recipe.encoders).length > 1;
  const empty = problemAt(problems, 'recipe.encoders');
  return (
    <Stack gap="md">
      <Paper component="section" aria-label={words.diagram}>
        <RecipeDiagram
          modalities={manifest.modalities}
          encoders={recipe.encoders}
          fusion={recipe.fusion}
          head={recipe.head}
          classCount={manifest.classes.length}
        />
        {empty === null ? null : (
          <Text size="sm" c="var(--lab-bad)" role="alert">
            {empty}
          </Text>
        )}
        {forecast}
      </Paper>
      <Grid gap="md">
        {Object.entries(manifest.modalities).map(([modality, spec]) => (
          <Section key={modality}>
            <PartForm
              label={words.encoder(visibleText(modality))}
              choices={encoderChoices(spec)}
              part={modality in recipe.encoders ? recipe.encoders[modality] : null}
              where={`recipe.encoders.${modality}`}
              problems={problems}
              none={words.notRead}
              onName={(name) => {
                setEncoder(modality, name === null ? null : encoderNamed(name, modality, spec));
              }}
              onPart={(part) => {
                setEncoder(modality, part);
              }}
            />
          </Section>
        ))}
        <Section>
          {isFused ? (
            <PartForm
              label={words.fusion}
              choices={catalogue.fusions}
              part={recipe.fusion}
              where="recipe.fusion"
              problems={problems}
              onName={(name) => {
                if (name !== null) set({ fusion: partNamed(catalogue.fusions, name) });
              }}
              onPart={(fusion) => {
                set({ fusion });
              }}
            />
          ) : (
            <Text size="sm" c="dimmed">
              {words.alone}
            </Text>
          )}
        </Section>
        <Section>
          <PartForm
            label={words.head}
            choices={catalogue.heads}
            part={recipe.head}
            where="recipe.head"
            problems={problems}
            onName={(name) => {
              if (name !== null) set({ head: partNamed(catalogue.heads, name) });
            }}
            onPart={(head) => {
              set({ head });
            }}
          />
        </Section>
      </Grid>
      <Paper component="section" aria-labelledby="training-fields">
        <Title order={2} id="training-fields" mb="xs">
          {words.training}
        </Title>
        <FieldsForm
          choice={catalogue.training[0]}
          fields={training}
          where="training"
          problems={problems}
          columns={4}
          onChange={(fields) => {
            onChange({ ...draft, training: fields });
          }}
        />
        <NumberInput
          mt="xs"
          maw={260}
          hideControls
          label={words.seed}
          description={words.seedMeaning}
          value={typeof seed === 'number' || typeof seed === 'string' ? seed : ''}
          error={problemAt(problems, 'seed')}
          onChange={(value) => {
            onChange({ ...draft, seed: value });
          }}
        />
      </Paper>
    </Stack>
  );
}

function Section({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Grid.Col span={{ base: 12, sm: 6, lg: 3 }}>
      <Paper h="100%">{children}</Paper>
    </Grid.Col>
  );
}
