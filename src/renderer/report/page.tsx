import { Grid, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { decisionAbout } from '../../report/sections/flags';
import type { ReportNotice } from '../../shared/host-requests';
import type { Page, PageProps } from '../app/page';
import { setQuery } from '../app/route';
import { texts } from '../texts/catalogue';
import { LabRuns } from '../ui/LabRuns';
import { PageHeader } from '../ui/PageHeader';
import { Pending } from '../ui/Pending';
import { chosenRuns } from '../ui/RunPicker';
import { useChoices } from '../workspace/use-choices';
import { Decisions } from './Decisions';
import { Preview } from './Preview';
import { ReportForm, type ReportFormProps } from './ReportForm';
import { usePreview } from './use-preview';
import { useReportDraft, type ReportDraft } from './use-report-draft';

const words = texts.report;

const tabs = ['preview', 'decisions'] as const;
type Tab = (typeof tabs)[number];

/**
 * Makes the report of runs: who answers for it, notes, decisions on warnings, a preview, and the files. `runs` and `tab`
 * of the query say of which and what is shown; they are remembered.
 */
function ReportPage({ route }: PageProps): ReactNode {
  const query = useChoices('report', route.query);
  const tab = tabs.find((id) => id === query?.tab) ?? 'preview';
  return (
    <>
      <PageHeader title={texts.app.pages.report} lead={words.lead} />
      {query === null ? (
        <Pending words={texts.ui.readingChoices} />
      ) : (
        <LabRuns none={words.noRuns}>
          {(runs) => <Chosen runs={runs} chosen={chosenRuns(query, runs)} tab={tab} />}
        </LabRuns>
      )}
    </>
  );
}

interface ChosenProps extends Pick<ReportFormProps, 'runs' | 'chosen'> {
  readonly tab: Tab;
}

function Chosen({ runs, chosen, tab }: ChosenProps): ReactNode {
  const draft = useReportDraft(chosen);
  const preview = usePreview(draft, tab === 'preview');
  const open = preview.notices === null ? null : openNotices(preview.notices, draft);
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 4 }}>
        <ReportForm runs={runs} chosen={chosen} draft={draft} open={open} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Tabs
          value={tab}
          onChange={(value) => {
            setQuery({ tab: value });
          }}
          keepMounted={false}
        >
          <Tabs.List mb="sm">
            <Tabs.Tab value="preview">{words.preview}</Tabs.Tab>
            <Tabs.Tab value="decisions">{words.decisions.tab(open)}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="preview">
            <Preview preview={preview} />
          </Tabs.Panel>
          <Tabs.Panel value="decisions">
            <Decisions runs={chosen} draft={draft} />
          </Tabs.Panel>
        </Tabs>
      </Grid.Col>
    </Grid>
  );
}

/** How many warnings and notes of the runs wait for a decision. */
function openNotices(notices: readonly ReportNotice[], { words: wordsOn }: Pick<ReportDraft, 'words'>): number {
  return notices.filter(
    ({ run, flag, level }) => decisionAbout({ key: flag, level }, wordsOn(run).decisions) === undefined,
  ).length;
}

export const page: Page = { Component: ReportPage };
