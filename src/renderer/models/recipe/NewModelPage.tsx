import { Anchor, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { countOf } from '../../../analysis/format';
import { baselinesOf } from '../../../shared/models/baseline';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { problemsIn } from '../../../shared/errors';
import { parse } from '../../../shared/parse';
import type { ModelDescription } from '../../../shared/models/model-description';
import { ModelSpec } from '../../../shared/models/model-spec';
import { shownText } from '../../../shared/text/shown-text';
import type { Draft } from '../../../shared/window/workspace';
import { goTo, hrefTo } from '../../address/route';
import { NoDatasets } from '../../missing/NoDatasets';
import { useLab } from '../../lab/connection';
import { useAction } from '../../lab/use-action';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Loaded } from '../../ui/Loaded';
import { PageHeader } from '../../ui/PageHeader';
import { Pending } from '../../ui/Pending';
import { Saved } from '../../ui/Saved';
import { useWorkspace } from '../../workspace/context';
import { useDraftEditor, type DraftWords } from '../../workspace/use-draft-editor';
import { useDraft } from '../../workspace/use-drafts';
import { useEdits } from '../../workspace/use-edits';
import { useJoinProject, useProject } from '../../workspace/use-project';
import { Forecast } from './Forecast';
import { TrainingTime } from './TrainingTime';
import { placeText } from './place-text';
import { useOutline } from './use-outline';
import { RecipeGallery } from './RecipeGallery';
import { RecipeForm } from './RecipeForm';
import { ProblemList } from '../../parts/ProblemList';
import { SoughtProvider } from '../../parts/sought';
import { draftOf, draftProblems, draftTitle, SpecDraft, startingDraft } from '../../parts/spec-draft';

const words = texts.models.form;

export interface NewModelPageProps {
  /** Id of the draft; where there is none of this id, it begins with one as below. */
  readonly draft: string;
  /** Id of a model to begin with; null: with the defaults. */
  readonly like: string | null;
  /** The modality that it is to see alone; null: as the model does. */
  readonly alone: string | null;
  /** Name of a data set to begin with; null: the first. */
  readonly dataset: string | null;
}

/** Puts a model together and has it trained. */
export function NewModelPage({ draft: id, like, alone, dataset }: NewModelPageProps): ReactNode {
  const draft = useDraft(id);
  const { database, trouble } = useWorkspace();
  const [project] = useProject();
  const datasets = useRequest('data.list', {});
  const models = useRequest('models.list', {}, { enabled: like !== null });
  // Where there is no workspace, nothing can have been kept.
  const isRead = draft !== undefined || (database === null && trouble !== null);
  const isReady = isRead && (like === null || models.value !== null);
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        trail={<Anchor href={hrefTo('models')}>{texts.app.pages.models}</Anchor>}
      />
      {models.error === null ? null : <ErrorNotice error={models.error} onRetry={models.refresh} />}
      <Loaded request={datasets} words={words.readingData}>
        {(list) => {
          if (list.length === 0) return <NoDatasets words={words.noData} onPrepared={datasets.refresh} />;
          return isReady ? (
            <Form
              row={{ id, kind: 'model', project: draft?.project ?? project?.id ?? null }}
              datasets={list}
              first={
                keptOf(list, draft) ??
                firstDraft(
                  list,
                  models.value?.find((model) => model.id === like),
                  alone,
                  dataset,
                )
              }
            />
          ) : (
            <Pending words={words.opening} />
          );
        }}
      </Loaded>
    </>
  );
}

/** What was typed before; null where nothing was, or nothing that fits this lab. */
function keptOf(datasets: readonly DatasetManifest[], draft: Draft | null | undefined): SpecDraft | null {
  const kept = SpecDraft.safeParse(draft?.content);
  return kept.success && datasets.some(({ name }) => name === kept.data.dataset) ? kept.data : null;
}

/** @param datasets at least one */
function firstDraft(
  datasets: readonly DatasetManifest[],
  like: ModelDescription | undefined,
  alone: string | null,
  wanted: string | null,
): SpecDraft {
  if (like !== undefined && datasets.some(({ name }) => name === like.spec.dataset)) {
    const { spec } = like;
    const { recipe } = baselinesOf(spec.recipe).find(({ modality }) => modality === alone) ?? spec;
    return draftOf({ ...spec, recipe });
  }
  const { name, modalities } = datasets.find(({ name: known }) => known === wanted) ?? datasets[0];
  return startingDraft(name, modalities);
}

interface FormProps {
  /** Where the draft is kept. */
  readonly row: Pick<Draft, 'id' | 'kind' | 'project'>;
  readonly datasets: readonly DatasetManifest[];
  readonly first: SpecDraft;
}

const draftWords: DraftWords<SpecDraft> = { titleOf: draftTitle, edited: () => words.edited };

function Form({ row, datasets, first }: FormProps): ReactNode {
  const lab = useLab();
  const join = useJoinProject();
  const { remove } = useEdits('drafts');
  const { content: draft, edit } = useDraftEditor(row, first, draftWords);
  const { start, busy, error, clear } = useAction(async (spec: ModelSpec) => {
    const { model } = await lab.request('models.enqueue', { spec });
    await join('model', model);
    goTo('models', [model]);
    // It is the engine's from now on.
    await remove({ ...row, title: draftTitle(draft), content: draft });
  });
  const manifest = datasets.find(({ name }) => name === draft.dataset);
  const found = useMemo(() => draftProblems(draft), [draft]);
  const spec = useMemo(() => (found.length > 0 ? null : parse(ModelSpec, draft, '')), [found, draft]);
  const forecast = useOutline(spec);
  // What only the engine can know, such as a patch that does not divide the picture, stands at its field as well.
  const said = [
    ...found,
    ...[forecast.refused, error].flatMap((thrown) => (thrown === null ? [] : problemsIn(thrown))),
  ];
  // What the forecast was refused for, the training is refused for as well.
  const problems = [...new Map(said.map((problem) => [`${problem.where} ${problem.text}`, problem])).values()];
  return (
    <SoughtProvider>
      <Stack gap="md" pb="xl">
        <Group align="end" justify="space-between">
          <Select
            label={words.dataset}
            w={320}
            allowDeselect={false}
            value={draft.dataset}
            data={datasets.map(({ name, title }) => ({ value: name, label: shownText(title) }))}
            onChange={(name) => {
              const chosen = datasets.find((one) => one.name === name);
              if (chosen !== undefined) edit(startingDraft(chosen.name, chosen.modalities));
              clear();
            }}
          />
          <Group gap="sm">
            <Saved />
            {problems.length === 0 ? null : (
              <Text size="sm" c="var(--lab-bad)" role="status">
                {words.wrong(countOf(problems.length, 'field'))}
              </Text>
            )}
            {spec === null || problems.length > 0 ? null : <TrainingTime forecast={forecast} />}
            <Button
              size="sm"
              disabled={spec === null || problems.length > 0}
              loading={busy !== null}
              leftSection={<IconPlayerPlay size={15} aria-hidden />}
              onClick={() => {
                if (spec !== null) start(spec);
              }}
            >
              {words.train}
            </Button>
          </Group>
        </Group>
        {problems.length === 0 ? null : <ProblemList problems={problems} placeText={placeText} />}
        {error === null ? null : <ErrorNotice error={error} />}
        {manifest === undefined ? null : (
          <RecipeGallery
            manifest={manifest}
            draft={draft}
            onChoose={(chosen) => {
              edit(chosen);
              clear();
            }}
          />
        )}
        {manifest === undefined ? null : (
          <RecipeForm
            key={manifest.name}
            manifest={manifest}
            draft={draft}
            problems={problems}
            forecast={spec === null ? null : <Forecast forecast={forecast} />}
            onChange={(changed) => {
              edit(changed);
              clear();
            }}
          />
        )}
      </Stack>
    </SoughtProvider>
  );
}
