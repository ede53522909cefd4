import { Button, Paper, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { DatasetManifest } from '../../shared/dataset';
import type { LabError } from '../../shared/errors';
import { ensureDataset } from '../../shared/lookup/datasets';
import { presetPlan, studyPresets, type StudyPreset } from '../../shared/planning/study-presets';
import { parsePlan } from '../../shared/plan-file';
import { useLab } from '../lab/connection';
import { asLabError } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { datasetOptions } from './dataset-options';
import { useNewDraft } from './use-new-draft';

const words = texts.studies;

/** Settings to begin a study with, for a data set. */
export function Presets({ manifests }: { readonly manifests: readonly DatasetManifest[] }): ReactNode {
  const lab = useLab();
  const newDraft = useNewDraft();
  const options = datasetOptions(manifests);
  const [dataset, setDataset] = useState(options.at(0)?.value ?? null);
  const [busy, setBusy] = useState<StudyPreset | null>(null);
  const [error, setError] = useState<LabError | null>(null);
  const begin = async (preset: StudyPreset): Promise<void> => {
    if (dataset === null) return;
    setBusy(preset);
    setError(null);
    try {
      const manifest = await ensureDataset(lab, dataset, words.dataset);
      const name = words.draftName(manifest.title, words.presets[preset].title.toLowerCase());
      await newDraft(parsePlan(presetPlan(preset, manifest, name), 'plan'));
    } catch (thrown) {
      setError(asLabError(thrown));
    } finally {
      setBusy(null);
    }
  };
  return (
    <Paper component="section" aria-labelledby="new-study">
      <Stack gap="sm">
        <Title order={2} id="new-study">
          {words.newTitle}
        </Title>
        <Select
          label={words.dataset}
          w={320}
          allowDeselect={false}
          data={options}
          value={dataset}
          onChange={setDataset}
        />
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          {studyPresets.map((preset) => (
            <Paper key={preset} p="sm" bg="var(--lab-panel)">
              <Stack gap="xs" h="100%" justify="space-between" align="flex-start">
                <div>
                  <Title order={3}>{words.presets[preset].title}</Title>
                  <Text size="sm" mt={4}>
                    {words.presets[preset].text}
                  </Text>
                </div>
                <Button
                  loading={busy === preset}
                  disabled={busy !== null && busy !== preset}
                  aria-label={words.beginWith(words.presets[preset].title)}
                  onClick={() => void begin(preset)}
                >
                  {words.begin}
                </Button>
              </Stack>
            </Paper>
          ))}
        </SimpleGrid>
        {error === null ? null : <ErrorNotice error={error} />}
      </Stack>
    </Paper>
  );
}
