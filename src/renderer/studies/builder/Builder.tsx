import { Grid, Group, Stack } from '@mantine/core';
import { useEffect, useReducer, useState, type ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import type { LabError } from '../../../shared/errors';
import { ensureDataset } from '../../../shared/lookup/datasets';
import { shownText } from '../../../shared/text/shown-text';
import type { Draft } from '../../../shared/window/workspace';
import { useDataProgress } from '../../missing/use-preparing';
import { useLab } from '../../lab/connection';
import { asLabError, useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PageHeader } from '../../ui/PageHeader';
import { Pending } from '../../ui/Pending';
import { Saved } from '../../ui/Saved';
import type { PlanDraft } from '../../plans/plan-draft';
import { usePlanCheck } from '../use-plan-check';
import { usePlanEditor } from '../use-plan-editor';
import { AboutSection } from './AboutSection';
import { AttacksSection } from './AttacksSection';
import { CertificatesSection } from './CertificatesSection';
import { DataSection } from './DataSection';
import { DegradationsSection } from './DegradationsSection';
import { OwnPresets } from './OwnPresets';
import { PlannedGrid } from './PlannedGrid';
import { RequirementsSection } from './RequirementsSection';
import { SeedsSection } from './SeedsSection';
import { SoughtProvider } from '../../parts/sought';
import { SubjectsSection } from './SubjectsSection';
import { Summary } from './Summary';

export interface BuilderProps {
  readonly draft: Draft;
  readonly initial: PlanDraft;
  readonly manifests: readonly DatasetManifest[];
  /** A data set was written into the lab. */
  readonly onDatasets: () => void;
  readonly trail: ReactNode;
}

/** Puts a study together: every part as a section, what stands against it and what it costs beside them. */
export function Builder({ draft, initial, manifests, onDatasets, trail }: BuilderProps): ReactNode {
  const editor = usePlanEditor(draft, initial);
  const { plan } = editor;
  const manifest = manifests.find(({ name }) => name === plan.data.dataset) ?? null;
  const check = usePlanCheck(plan, manifest !== null);
  // Only to offer those that were made elsewhere, and what they can be put to; the builder works without.
  const models = useRequest('models.list', {}, { refreshOn: ['workEnded', 'modelTrained'] });
  const { failure, again } = useDataset(plan.data.dataset, manifest !== null, onDatasets);
  const written = useDataProgress(plan.data.dataset);
  const common = { editor, problems: check.problems };
  return (
    <SoughtProvider>
      <PageHeader
        title={plan.name.trim() === '' ? texts.studies.drafts.untitled : shownText(plan.name)}
        trail={trail}
        actions={
          <Group gap="sm">
            <Saved />
            <OwnPresets editor={editor} />
          </Group>
        }
      />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            <AboutSection {...common} />
            <DataSection {...common} manifests={manifests} manifest={manifest} />
            {failure !== null ? <ErrorNotice error={failure} onRetry={again} /> : null}
            {manifest === null ? (
              failure === null ? (
                <Pending words={texts.studies.preparing} progress={written} />
              ) : null
            ) : (
              <>
                <SubjectsSection {...common} manifest={manifest} models={models.value ?? []} />
                <AttacksSection {...common} manifest={manifest} models={models.value ?? []} />
                <DegradationsSection {...common} manifest={manifest} />
                <CertificatesSection {...common} manifest={manifest} />
                <SeedsSection {...common} />
                <RequirementsSection {...common} manifest={manifest} />
                <PlannedGrid check={check} manifest={manifest} />
              </>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Summary draft={draft} plan={plan} check={check} manifest={manifest} />
        </Grid.Col>
      </Grid>
    </SoughtProvider>
  );
}

interface Writing {
  /** Why it could not be written the last time. */
  readonly failure: LabError | null;
  readonly again: () => void;
}

/** Writes a shipped data set into the lab when a plan names one that is not there. */
function useDataset(dataset: string, isThere: boolean, onWritten: () => void): Writing {
  const lab = useLab();
  const [failure, setFailure] = useState<{ readonly dataset: string; readonly error: LabError } | null>(null);
  const [tried, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (isThere) return;
    setFailure(null);
    let gone = false;
    ensureDataset(lab, dataset, 'plan.data.dataset').then(
      () => {
        if (!gone) onWritten();
      },
      (error: unknown) => {
        if (!gone) setFailure({ dataset, error: asLabError(error) });
      },
    );
    return () => {
      gone = true;
    };
  }, [lab, dataset, isThere, onWritten, tried]);
  return { failure: failure?.dataset === dataset && !isThere ? failure.error : null, again };
}
