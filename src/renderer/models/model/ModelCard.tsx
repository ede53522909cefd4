import { Anchor, Button, Grid, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { decimal, listOf } from '../../../analysis/format';
import { importedFacts } from '../../../analysis/imported-facts';
import { labBaselines } from '../../../analysis/lab-baselines';
import { attentionWords } from '../../../analysis/attention-cost';
import { partSizesOf } from '../../../analysis/part-sizes';
import { duration } from '../../../analysis/quantities';
import { statedNumbers } from '../../../analysis/stated-accuracy';
import { rateOfCounts } from '../../../analysis/statistics/estimate';
import { fidelityText } from '../../../shared/attacks/facts';
import { hidesWeights } from '../../../shared/imported/source-facts';
import { isMadeElsewhere } from '../../../shared/models/brought';
import { keptEpochs } from '../../../shared/training/kept-epochs';
import type { ModelDescription } from '../../../shared/models/model-description';
import { settingText } from '../../../shared/planning/setting-text';
import { subjectSources } from '../../../shared/recipe/subject-sources';
import { shownText } from '../../../shared/text/shown-text';
import { askedWords } from '../../../shared/data/target';
import { hrefTo } from '../../address/route';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { Facts } from '../../ui/Facts';
import { Figure } from '../../ui/Figure';
import { Hash } from '../../ui/Hash';
import { AdapterSection } from './AdapterSection';
import { AloneTable } from '../../missing/AloneTable';
import { ApartTable } from './ApartTable';
import { PossibleAttacks } from '../PossibleAttacks';
import { readBy } from '../../../shared/data/read-by';
import { RecipeDiagram } from '../RecipeDiagram';
import { BeginStudy } from './BeginStudy';
import { Confusion } from './Confusion';
import { PretrainingFacts } from './PretrainingFacts';
import { LearningCurves } from './LearningCurves';
import { Sensitivities } from './Sensitivities';
import { partText } from './part-text';
import { TrainingFacts } from './TrainingFacts';

const words = texts.models.card;
const origins = texts.models.pretrained;
/** Names of classes that are listed; of more, their number. */
const mostClasses = 8;

export interface ModelCardProps {
  readonly model: ModelDescription;
  /** All of the lab. */
  readonly models: readonly ModelDescription[];
}

/** A trained model: what it is made of, how good it is without an attack, how it learned, and what identifies it. */
export function ModelCard({ model, models }: ModelCardProps): ReactNode {
  const { spec, test, curve, bestEpoch } = model;
  const missed = new Set(statedNumbers(model).flatMap(({ agrees, text }) => (agrees ? [] : [text])));
  const baselines = useMemo(() => labBaselines(model, models), [model, models]);
  return (
    <Stack gap="md" pb="xl">
      {/* Of what was made elsewhere no parts are known. */}
      {model.imported === undefined ? (
        <Paper>
          <RecipeDiagram {...spec.recipe} modalities={model.modalities} classes={model.classes} target={model.target} />
        </Paper>
      ) : null}
      <Paper component="section">
        <Group justify="space-between" align="center">
          <Stack gap={4}>
            <Figure
              label={words.accuracy}
              term="accuracy"
              estimate={rateOfCounts(test.correct, test.count)}
              size="xl"
            />
            <Unit dataset={spec.dataset} />
          </Stack>
          <Group gap="xs">
            {model.imported === undefined ? (
              <Button variant="default" component="a" href={hrefTo('models', ['new'], { like: model.id })}>
                {words.again}
              </Button>
            ) : (
              <BeginStudy model={model} />
            )}
            <Button
              component="a"
              href={hrefTo('playground', [], { model: model.id })}
              leftSection={<IconFlask size={15} aria-hidden />}
            >
              {words.playground}
            </Button>
          </Group>
        </Group>
      </Paper>
      {baselines.length === 0 ? null : (
        <Section id="alone" title={texts.models.alone.title}>
          <Text size="xs" c="dimmed">
            {texts.models.alone.lead}
          </Text>
          <AloneTable model={model} baselines={baselines} />
        </Section>
      )}
      {model.integration === undefined ? null : (
        <Section id="sensitivity" title={texts.models.sensitivity.title}>
          <Sensitivities integration={model.integration} />
        </Section>
      )}
      {model.adapters === undefined ? null : (
        <Section id="adapters" title={texts.models.adapters.title}>
          <AdapterSection model={model} />
        </Section>
      )}
      {model.alone === undefined ? null : (
        <Section id="apart" title={texts.models.apart.title}>
          <Text size="xs" c="dimmed">
            {texts.models.apart.lead}
          </Text>
          <ApartTable model={model} />
        </Section>
      )}
      {model.pretraining === undefined ? null : (
        <Section id="pretraining" title={texts.models.pretraining.title}>
          <PretrainingFacts pretraining={model.pretraining} />
        </Section>
      )}
      {model.target === undefined ? <Confusion model={model} /> : null}
      {curve.length === 0 ? null : (
        <LearningCurves
          curve={curve}
          bestEpoch={model.alone === undefined ? bestEpoch : null}
          target={model.target}
          recipe={model.spec.recipe}
        />
      )}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Section id="facts" title={words.facts}>
            <Facts rows={factRows(model)} />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          {isMadeElsewhere(model) ? (
            <Section id="made-elsewhere" title={texts.modelImport.card.title}>
              <Facts
                rows={importedFacts(model).map(([name, text]) => [
                  shownText(name),
                  missed.has(text) ? (
                    <Text key={name} size="sm" c="var(--lab-mixed)" role="note">
                      {shownText(text)}
                    </Text>
                  ) : (
                    shownText(text)
                  ),
                ])}
              />
            </Section>
          ) : (
            <Section id="training-choice" title={words.training}>
              <TrainingFacts training={spec.training} />
            </Section>
          )}
        </Grid.Col>
        {model.imported === undefined ? null : (
          <Grid.Col span={12}>
            <Section id="model-attacks" title={texts.modelImport.attacks.title}>
              <PossibleAttacks
                modalities={readBy(model.modalities, Object.keys(model.imported.map.inputs))}
                gives={model.imported}
                target={model.target}
              />
            </Section>
          </Grid.Col>
        )}
        <Grid.Col span={12}>
          <Section id="identity" title={words.identity}>
            <Facts
              rows={[
                [words.id, <Hash key="id" name={words.id} value={model.id} />],
                [words.weights, <Hash key="weights" name={words.weights} value={model.weightsHash} />],
                [words.data, <Hash key="data" name={words.data} value={model.datasetHash} />],
                ...Object.entries(model.pretrainedFrom ?? {}).map(
                  ([modality, { weights }]): readonly [string, ReactNode] => {
                    const name = origins.hash(shownText(modality));
                    return [name, <Hash key={modality} name={name} value={weights} />];
                  },
                ),
              ]}
            />
          </Section>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function factRows(model: ModelDescription): readonly (readonly [string, ReactNode])[] {
  const { spec, classes, vocabulary, parameters, bestEpoch, curve, seconds, device, appVersion } = model;
  const sizes = partSizesOf(model);
  const attention = attentionWords(spec.recipe);
  return [
    [
      words.dataset,
      <Anchor key="data" size="sm" href={hrefTo('datasets', [spec.dataset])}>
        {spec.dataset}
      </Anchor>,
    ],
    [
      model.target === undefined ? words.classes : askedWords(model),
      classes.length > mostClasses ? decimal(classes.length) : listOf(classes.map((name) => shownText(name))),
    ],
    ...(Object.keys(spec.recipe.encoders).length < 2 || spec.recipe.fusion.name === 'imported'
      ? []
      : [[texts.parts.fusion, settingText(spec.recipe.fusion)] as const]),
    ...Object.entries(model.pretrainedFrom ?? {}).map(([modality, { file }]): readonly [string, ReactNode] => [
      origins.from(shownText(modality)),
      origins.origin(shownText(file), origins.becomes[spec.training.pretrained[modality].encoder]),
    ]),
    ...subjectSources(spec).map(({ of, source }) => [words.sources[of], fidelityText(source)] as const),
    ...(isMadeElsewhere(model) ? [] : [[words.seed, String(spec.seed)] as const]),
    [words.parameters, hidesWeights(model) ? texts.modelImport.card.unknown : decimal(parameters)],
    ...(sizes === null ? [] : [[words.parts, listOf(sizes.map(partText))] as const]),
    ...(attention === null ? [] : [[words.attention, attention] as const]),
    ...(vocabulary.length === 0 ? [] : [[words.vocabulary, words.words(decimal(vocabulary.length))] as const]),
    ...(isMadeElsewhere(model)
      ? [[texts.modelImport.card.version, appVersion] as const]
      : [
          [
            words.best,
            model.alone === undefined
              ? words.bestOf(decimal(bestEpoch), decimal(curve.length))
              : shownText(keptEpochs(model)),
          ] as const,
          [words.seconds, duration(seconds)] as const,
          [words.device, device] as const,
          [words.appVersion, appVersion] as const,
        ]),
  ];
}

/** What the interval leaves out, in the words of the data set. */
function Unit({ dataset }: { readonly dataset: string }): ReactNode {
  const { value: manifest } = useRequest('data.show', { dataset });
  if (manifest === null) return null;
  return (
    <Text size="xs" c="dimmed" maw="60ch">
      {words.interval(shownText(manifest.unit))}
    </Text>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

function Section({ id, title, children }: SectionProps): ReactNode {
  return (
    <Paper component="section" aria-labelledby={id} h="100%">
      <Title order={2} id={id} mb={4}>
        {title}
      </Title>
      {children}
    </Paper>
  );
}
