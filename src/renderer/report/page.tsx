import { Button, Grid, Tabs } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Page, PageProps } from '../address/page';
import { setQuery } from '../address/route';
import { useCommands } from '../commands/commands';
import { texts } from '../texts/catalogue';
import { LabRuns } from '../ui/LabRuns';
import { PageHeader } from '../ui/PageHeader';
import { Pending } from '../ui/Pending';
import { chosenRuns } from '../ui/RunPicker';
import { useChoices } from '../workspace/use-choices';
import { Decisions } from './Decisions';
import { Exports } from './Exports';
import { Preview } from './Preview';
import { ReportForm, type ReportFormProps } from './ReportForm';
import { usePreview } from './use-preview';
import classes from './report.module.css';
import { signingCounts } from './signing-counts';
import { useReportDraft } from './use-report-draft';

const words = texts.report;

const tabs = ['preview', 'decisions'] as const;
type Tab = (typeof tabs)[number];

/**
 * Makes the report of runs: who answers for it, notes, decisions on warnings, a preview, and the files. `runs` and `tab`
 * of the query say of which and what is shown; they are remembered.
 */
function ReportPage({ route }: PageProps): ReactNode {
  const commands = useCommands();
  const query = useChoices('report', route.query);
  const tab = tabs.find((id) => id === query?.tab) ?? 'preview';
  return (
    <>
      <PageHeader
        title={texts.app.pages.report}
        lead={words.lead}
        actions={
          <Button
            variant="default"
            leftSection={<IconShieldCheck size={15} aria-hidden />}
            onClick={() => {
              commands.run('report.verify');
            }}
          >
            {texts.app.verify.title}
          </Button>
        }
      />
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
  const decided =
    preview.notices === null
      ? null
      : signingCounts(
          preview.notices.map(({ run, flag, level }) => ({ key: flag, level, decisions: draft.words(run).decisions })),
        );
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 4 }}>
        <div className={classes.side}>
          <ReportForm runs={runs} chosen={chosen} draft={draft} />
          <Exports wishes={draft.wishes} decided={decided} />
        </div>
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
            <Tabs.Tab value="decisions">{words.decisions.tab(decided?.open ?? null)}</Tabs.Tab>
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

export const page: Page = { Component: ReportPage };
