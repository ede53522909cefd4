import { Paper, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { RunSummary } from '../../shared/run';
import { setQuery } from '../app/route';
import { texts } from '../texts/catalogue';
import { RunPicker } from '../ui/RunPicker';
import { Exports } from './Exports';
import type { ReportDraft } from './use-report-draft';

const words = texts.report;

/** Most runs that one file holds. */
const most = 32;

export interface ReportFormProps {
  readonly runs: readonly RunSummary[];
  readonly chosen: readonly string[];
  readonly draft: ReportDraft;
}

/** What the report is about, who answers for it, what they add, and the files to save. */
export function ReportForm({ runs, chosen, draft }: ReportFormProps): ReactNode {
  return (
    <Paper component="section" aria-label={words.form}>
      <Stack gap="sm">
        <RunPicker
          label={words.runs}
          description={words.runsHint}
          runs={runs}
          chosen={chosen}
          most={most}
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
        {chosen.length === 0 ? null : <Notes key={chosen[0]} draft={draft} />}
        <Exports runs={chosen} wishes={draft} />
      </Stack>
    </Paper>
  );
}

/** What is typed shows at once; the workspace follows. */
function Notes({ draft }: { readonly draft: ReportDraft }): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Textarea
      label={words.notes}
      description={words.notesHint}
      autosize
      minRows={4}
      maxRows={14}
      maxLength={20_000}
      value={typed ?? draft.notes}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        draft.setNotes(currentTarget.value);
      }}
    />
  );
}
