import { Paper, Select, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { mostRuns } from '../../shared/reports/report-wishes';
import type { RunSummary } from '../../shared/runs/run';
import { ShareUnit } from '../../shared/reports/share-unit';
import { setQuery } from '../address/route';
import { texts } from '../texts/catalogue';
import { RunPicker, runLabel } from '../ui/RunPicker';
import { Saved } from '../ui/Saved';
import classes from './report.module.css';
import { SectionChoice } from './SectionChoice';
import type { ReportDraft } from './use-report-draft';

const words = texts.report;

export interface ReportFormProps {
  readonly runs: readonly RunSummary[];
  readonly chosen: readonly string[];
  readonly draft: ReportDraft;
}

/** What the report is about, who answers for it, and what they add. */
export function ReportForm({ runs, chosen, draft }: ReportFormProps): ReactNode {
  return (
    <Paper component="section" aria-label={words.form} className={classes.form}>
      <Stack gap="sm">
        <RunPicker
          label={words.runs}
          description={words.runsHint}
          runs={runs}
          chosen={chosen}
          most={mostRuns}
          onChange={(ids) => {
            setQuery({ runs: ids.length === 0 ? null : ids.join(',') });
          }}
        />
        <TextInput
          label={words.analyst}
          description={words.analystHint}
          maxLength={120}
          autoComplete="name"
          value={draft.analyst}
          onChange={({ currentTarget }) => {
            draft.setAnalyst(currentTarget.value);
          }}
        />
        {runs
          .filter(({ id }) => chosen.includes(id))
          .sort((a, b) => chosen.indexOf(a.id) - chosen.indexOf(b.id))
          .map((run) => (
            <Textarea
              key={run.id}
              label={chosen.length === 1 ? words.notes : words.notesOn(runLabel(run))}
              description={words.notesHint}
              autosize
              minRows={2}
              maxRows={14}
              maxLength={20_000}
              value={draft.words(run.id).notes}
              onChange={({ currentTarget }) => {
                draft.setNotes(run.id, currentTarget.value);
              }}
            />
          ))}
        <Select
          label={words.units}
          description={words.unitsHint}
          allowDeselect={false}
          data={ShareUnit.options.map((value) => ({ value, label: texts.settings.units[value] }))}
          value={draft.units}
          onChange={(value) => {
            if (value !== null) draft.setUnits(value);
          }}
        />
        <SectionChoice without={draft.without} onChange={draft.setWithout} />
        <Saved />
      </Stack>
    </Paper>
  );
}
