import { Stack, Title } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { Choice } from '../../../shared/planning/choice-catalogue';
import { plansPixels, trainingReason } from '../../../shared/planning/pixel-limits';
import { optionLimit, trainingLimit } from '../../../shared/planning/training-limits';
import { shownName } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import type { Fields, PartDraft } from '../../parts/part-draft';
import { PartFields } from '../../parts/PartFields';
import { trainingSections } from '../../parts/training-sections';
import type { SubjectDraft } from '../../plans/plan-draft';
import { problemAt } from '../../parts/problems';
import { More } from './More';
import { SubjectComparedWith } from './SubjectComparedWith';
import type { SubjectCardProps } from './subject-card-props';

const { parts } = texts;
const words = texts.builder.subjects;

/** The fields of every part of a model and of its training. */
export function SubjectSettings(props: SubjectCardProps & { readonly where: string }): ReactNode {
  const { subject, catalogue, problems, where, onChange } = props;
  const chosen = partsOf(subject, props);
  const places = [
    ...chosen.map(({ place, choice }) => ({ place, choice })),
    ...catalogue.training.map((choice) => ({ place: 'training', choice })),
  ]
    .flatMap(({ place, choice }) => choice.fields.map(({ name }) => `${where}.${place}.${name}`))
    .concat(`${where}.comparedWith`);
  const opened = places.some((place) => problemAt(problems, place) !== undefined);
  return (
    <More label={words.moreOf(shownName(subject.name))} places={places} opened={opened}>
      <Stack gap="sm" mt={4}>
        {chosen
          .filter(({ choice }) => choice.fields.length > 0)
          .map(({ title, place, choice, value, set }) => (
            <Fragment key={place}>
              <Title order={3}>{words.settingsOf(title, choice.name)}</Title>
              <PartFields
                choice={choice}
                fields={value}
                where={`${where}.${place}`}
                problems={problems}
                onChange={(next) => {
                  onChange(set(next));
                }}
              />
            </Fragment>
          ))}
        {catalogue.training.map((choice) => (
          <Fragment key={choice.name}>
            <Title order={3}>{parts.training}</Title>
            <PartFields
              choice={choice}
              fields={subject.training}
              where={`${where}.training`}
              sections={trainingSections}
              reason={(field) =>
                trainingReason(field, plansPixels([subject])) ?? trainingLimit(field, subject.recipe, subject.training)
              }
              optionReason={(field, option) => optionLimit(field, option, subject.recipe, subject.training)}
              problems={problems}
              onChange={(training) => {
                onChange({ ...subject, training });
              }}
            />
          </Fragment>
        ))}
        <SubjectComparedWith {...props} />
      </Stack>
    </More>
  );
}

interface Part {
  readonly title: string;
  /** Below the subject. */
  readonly place: string;
  readonly choice: Choice;
  readonly value: PartDraft;
  readonly set: (fields: Fields) => SubjectDraft;
}

function partsOf(subject: SubjectDraft, { catalogue }: Pick<SubjectCardProps, 'catalogue'>): readonly Part[] {
  const { recipe } = subject;
  const part = (
    title: string,
    place: string,
    choices: readonly Choice[],
    value: PartDraft,
    put: (value: PartDraft) => SubjectDraft['recipe'],
  ): readonly Part[] => {
    const choice = choices.find(({ name }) => name === value.name);
    if (choice === undefined) return [];
    const set = (next: Fields): SubjectDraft => ({
      ...subject,
      recipe: put({ ...next, name: value.name }),
    });
    return [{ title, place, choice, value, set }];
  };
  return [
    ...Object.entries(recipe.encoders).flatMap(([id, value]) =>
      part(parts.encoder(id), `recipe.encoders.${id}`, catalogue.encoders, value, (next) => ({
        ...recipe,
        encoders: { ...recipe.encoders, [id]: next },
      })),
    ),
    ...part(parts.fusion, 'recipe.fusion', catalogue.fusions, recipe.fusion, (fusion) => ({ ...recipe, fusion })),
    ...(recipe.head === undefined
      ? []
      : part(parts.head, 'recipe.head', catalogue.heads, recipe.head, (head) => ({ ...recipe, head }))),
  ];
}
