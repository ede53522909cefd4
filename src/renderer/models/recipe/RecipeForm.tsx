import { Grid, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import type { Problem } from '../../../shared/problem';
import {
  encoderReason,
  fusionReason,
  headReason,
  plansPixels,
  trainingReason,
} from '../../../shared/planning/pixel-limits';
import { fusionLimit } from '../../../shared/planning/target-limits';
import { optionLimit, trainingLimit } from '../../../shared/planning/training-limits';
import { canAlternate } from '../../../shared/training/training-method';
import type { Choice } from '../../../shared/planning/choice-catalogue';
import { catalogue } from '../../parts/catalogue';
import { EncoderSelect } from '../../parts/EncoderSelect';
import { withField, type PartDraft } from '../../parts/part-draft';
import { PartFields } from '../../parts/PartFields';
import { PartSelect, type PartSelectProps } from '../../parts/PartSelect';
import { fieldAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { NumberField } from '../../ui/NumberField';
import { trainingSections } from '../../parts/training-sections';
import { PretrainedSelect } from './PretrainedSelect';
import { pretrainedIn, withPretrained } from './pretrained-draft';
import { RecipeDiagram } from '../RecipeDiagram';
import { encoderNamed, partNamed, type SpecDraft } from '../../parts/spec-draft';

const { parts } = texts;
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
  const setEncoder = (modality: string, part: PartDraft | undefined): void => {
    const pretrained = part === undefined ? withPretrained(training, modality, null) : training;
    onChange({
      ...draft,
      recipe: { ...recipe, encoders: withField(recipe.encoders, modality, part) },
      training: pretrained,
    });
  };
  const pixels = plansPixels([draft]);
  const isFused = Object.keys(recipe.encoders).length > 1;
  return (
    <Stack gap="md">
      <Paper component="section" aria-label={words.diagram}>
        <RecipeDiagram
          modalities={manifest.modalities}
          encoders={recipe.encoders}
          fusion={recipe.fusion}
          head={recipe.head}
          classes={pixels ? (manifest.pixelClasses ?? []) : manifest.classes}
          target={pixels ? undefined : manifest.target}
        />
        {forecast}
      </Paper>
      <Grid gap="md">
        {Object.entries(manifest.modalities).map(([modality, spec]) => (
          <Section key={modality}>
            <EncoderSelect
              modality={modality}
              spec={spec}
              encoders={recipe.encoders}
              explained
              at={fieldAt(problems, `recipe.encoders.${modality}.name`)}
              reason={(name) => encoderReason(name, pixels)}
              onChange={(name) => {
                setEncoder(modality, name === null ? undefined : encoderNamed(name, modality, spec));
              }}
            />
            {modality in recipe.encoders ? (
              <>
                <FieldsOf
                  choices={catalogue.encoders}
                  part={recipe.encoders[modality]}
                  where={`recipe.encoders.${modality}`}
                  problems={problems}
                  onChange={(part) => {
                    setEncoder(modality, part);
                  }}
                />
                <PretrainedSelect
                  modality={modality}
                  chosen={pretrainedIn(training)[modality] ?? null}
                  at={fieldAt(problems, `training.pretrained.${modality}`)}
                  onChange={(chosen) => {
                    onChange({ ...draft, training: withPretrained(training, modality, chosen) });
                  }}
                />
              </>
            ) : null}
          </Section>
        ))}
        <Section>
          {isFused ? (
            <>
              <Part
                label={parts.fusion}
                choices={catalogue.fusions}
                part={recipe.fusion}
                where="recipe.fusion"
                reason={(name) => fusionReason(name, pixels) ?? fusionLimit(name, manifest.target)}
                problems={problems}
                onChange={(fusion) => {
                  set({ fusion });
                }}
              />
              {canAlternate(recipe) && training.method !== 'alternating' ? (
                <Text size="xs" c="dimmed">
                  {words.notMla}
                </Text>
              ) : null}
            </>
          ) : (
            <Text size="sm" c="dimmed">
              {words.alone}
            </Text>
          )}
        </Section>
        <Section>
          <Part
            label={parts.head}
            choices={catalogue.heads}
            part={recipe.head}
            where="recipe.head"
            reason={(name) => headReason(name, manifest)}
            problems={problems}
            onChange={(head) => {
              set({ head });
            }}
          />
        </Section>
      </Grid>
      <Paper component="section" aria-labelledby="training-fields">
        <Title order={2} id="training-fields" mb="xs">
          {parts.training}
        </Title>
        <NumberField
          mb="sm"
          maw={260}
          step={1}
          label={words.seed}
          description={words.seedMeaning}
          value={seed}
          {...fieldAt(problems, 'seed')}
          onChange={(value) => {
            onChange({ ...draft, seed: value });
          }}
        />
        <PartFields
          choice={catalogue.training[0]}
          fields={training}
          where="training"
          problems={problems}
          cols={{ base: 1, sm: 4 }}
          sections={trainingSections}
          reason={(field) => trainingReason(field, pixels) ?? trainingLimit(field, recipe, training)}
          optionReason={(field, option) => optionLimit(field, option, recipe, training)}
          onChange={(fields) => {
            onChange({ ...draft, training: fields });
          }}
        />
      </Paper>
    </Stack>
  );
}

interface FieldsOfProps {
  readonly choices: readonly Choice[];
  readonly part: PartDraft;
  /** Path of the part. */
  readonly where: string;
  readonly problems: readonly Problem[];
  readonly onChange: (part: PartDraft) => void;
}

type PartChoice = Required<Pick<PartSelectProps, 'label' | 'reason'>>;

/** A part that there has to be: which, and its fields. */
function Part({ label, reason, ...props }: FieldsOfProps & PartChoice): ReactNode {
  const { choices, part, where, problems, onChange } = props;
  const meaning = choices.find(({ name }) => name === part.name)?.meaning;
  return (
    <>
      <PartSelect
        label={label}
        choices={choices}
        name={part.name}
        reason={reason}
        {...(meaning === undefined ? {} : { hint: meaning })}
        at={fieldAt(problems, `${where}.name`)}
        onChange={(name) => {
          if (name !== null) onChange(partNamed(choices, name));
        }}
      />
      <FieldsOf {...props} />
    </>
  );
}

function FieldsOf({ choices, part, where, problems, onChange }: FieldsOfProps): ReactNode {
  const choice = choices.find(({ name }) => name === part.name);
  return choice === undefined ? null : (
    <PartFields
      key={choice.name}
      choice={choice}
      fields={part}
      where={where}
      problems={problems}
      cols={1}
      onChange={(fields) => {
        onChange({ ...fields, name: part.name });
      }}
    />
  );
}

function Section({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Grid.Col span={{ base: 12, sm: 6, lg: 3 }}>
      <Paper h="100%">
        <Stack gap="xs">{children}</Stack>
      </Paper>
    </Grid.Col>
  );
}
