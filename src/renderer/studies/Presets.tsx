import { Checkbox, Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { isShipped, type DatasetManifest } from '../../shared/data/dataset';
import { ensureDataset } from '../../shared/lookup/datasets';
import { certifiedPresetLimit } from '../../shared/planning/certified-preset';
import { sumPresetLimit } from '../../shared/planning/crmt-preset';
import { adaptersPresetLimit } from '../../shared/planning/adapters-plan';
import { scalesPresetLimit } from '../../shared/planning/scales-plan';
import { shippedFacts, type ShippedFacts } from '../../shared/planning/shipped-facts';
import {
  certifiedPreset,
  crmtPreset,
  qmfPreset,
  adaptersPreset,
  scalesPreset,
  pixelPreset,
  presetPlan,
  studyPresets,
  systemPresets,
  type StudyPreset,
} from '../../shared/planning/study-presets';
import { systemPresetLimit } from '../../shared/planning/system-preset-limits';
import { usualThresholds } from '../../shared/planning/usual-requirements';
import { parsePlan } from '../../shared/plan/plan-file';
import { shownText } from '../../shared/text/shown-text';
import type { Preset } from '../../shared/window/workspace';
import { useLab } from '../lab/connection';
import { useAction } from '../lab/use-action';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { useShares } from '../ui/use-shares';
import { usePresets } from '../workspace/use-presets';
import { useProject } from '../workspace/use-project';
import { datasetOptions } from './dataset-options';
import { DatasetSelect } from './DatasetSelect';
import { PresetCard } from './PresetCard';
import { useNewDraft } from '../plans/use-new-draft';

const words = texts.studies;
/** What a study is but for its attacks and requirements, where those are a person's own. */
const base: StudyPreset = 'quick';

/** Settings to begin a study with, for a data set: those that ship, and one's own. */
export function Presets({ manifests }: { readonly manifests: readonly DatasetManifest[] }): ReactNode {
  const lab = useLab();
  const newDraft = useNewDraft();
  const [project] = useProject();
  const own = usePresets(project?.id ?? null);
  const [dataset, setDataset] = useState(datasetOptions(manifests).at(0)?.value ?? null);
  const [asking, setAsking] = useState(true);
  const { share } = useShares();
  const begin = useAction(async (preset: StudyPreset | Preset) => {
    if (dataset === null) return;
    const manifest = await ensureDataset(lab, dataset, words.dataset);
    const planOf = (setting: StudyPreset, title: string) => {
      const plan = parsePlan(presetPlan(setting, manifest, words.draftName(manifest.title, title)), 'plan');
      return asking ? plan : { ...plan, requirements: [] };
    };
    if (typeof preset === 'string') await newDraft(planOf(preset, words.presets[preset].title.toLowerCase()));
    else await newDraft(planOf(base, preset.name), preset);
  });
  const card = (preset: StudyPreset | Preset, title: string, text: string, reason: string | null = null): ReactNode => (
    <PresetCard
      key={typeof preset === 'string' ? preset : preset.id}
      id={typeof preset === 'string' ? preset : null}
      title={title}
      text={text}
      busy={begin.busy?.[0] === preset}
      disabled={begin.busy !== null}
      reason={reason}
      onBegin={() => {
        begin.start(preset);
      }}
    />
  );
  return (
    <Paper component="section" aria-labelledby="new-study">
      <Stack gap="sm">
        <Title order={2} id="new-study">
          {words.newTitle}
        </Title>
        <DatasetSelect label={words.dataset} w={320} manifests={manifests} value={dataset} onChange={setDataset} />
        <Checkbox
          label={words.requirements.label}
          description={words.requirements.text(
            share(usualThresholds.underRemoval),
            share(usualThresholds.removedAtMost),
            share(usualThresholds.underSmallChange),
            share(usualThresholds.underNoise),
            share(usualThresholds.withoutInput),
          )}
          maw="100ch"
          checked={asking}
          onChange={(event) => {
            setAsking(event.currentTarget.checked);
          }}
        />
        <SimpleGrid cols={{ base: 1, sm: 2, xl: 4 }} spacing="sm">
          {studyPresets.map((preset) => card(preset, words.presets[preset].title, words.presets[preset].text))}
          {card(
            pixelPreset,
            words.presets.pixels.title,
            words.presets.pixels.text,
            labelsPixels(dataset, manifests) ? null : words.presets.pixels.reason,
          )}
          {card(
            crmtPreset,
            words.presets.crmt.title,
            words.presets.crmt.text,
            dataset === null ? null : sumPresetLimit('crmt', dataset, factsOf(dataset, manifests)),
          )}
          {card(
            qmfPreset,
            words.presets.qmf.title,
            words.presets.qmf.text,
            dataset === null ? null : sumPresetLimit('qmf', dataset, factsOf(dataset, manifests)),
          )}
          {card(
            scalesPreset,
            words.presets.scales.title,
            words.presets.scales.text,
            dataset === null ? null : scalesPresetLimit(factsOf(dataset, manifests)),
          )}
          {systemPresets.map((preset) =>
            card(
              preset,
              words.presets[preset].title,
              words.presets[preset].text,
              dataset === null ? null : systemPresetLimit(preset, dataset, factsOf(dataset, manifests)),
            ),
          )}
          {card(
            adaptersPreset,
            words.presets.adapters.title,
            words.presets.adapters.text,
            dataset === null ? null : adaptersPresetLimit(factsOf(dataset, manifests)),
          )}
          {card(
            certifiedPreset,
            words.presets.certified.title,
            words.presets.certified.text,
            dataset === null ? null : certifiedPresetLimit(factsOf(dataset, manifests)),
          )}
          {own.map((preset) => card(preset, shownText(preset.name), words.own.yours(words.own.contains(preset))))}
        </SimpleGrid>
        {begin.error === null ? null : <ErrorNotice error={begin.error} />}
      </Stack>
    </Paper>
  );
}

function labelsPixels(dataset: string | null, manifests: readonly DatasetManifest[]): boolean {
  return dataset !== null && factsOf(dataset, manifests)?.pixelClasses !== undefined;
}

/** Also of a shipped one that is not written into the lab yet. */
function factsOf(dataset: string, manifests: readonly DatasetManifest[]): DatasetManifest | ShippedFacts | undefined {
  return manifests.find(({ name }) => name === dataset) ?? (isShipped(dataset) ? shippedFacts[dataset] : undefined);
}
