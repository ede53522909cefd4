import { Group, SegmentedControl, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { AnalysedRun } from '../../analysis/analysed-run';
import { answerTo, countDecisions, decisionAbout, needsReason } from '../../analysis/flags/decision';
import { groupFlags } from '../../analysis/flags/group';
import { yesTo } from '../../analysis/standing';
import { noticeOf } from '../../report/sections/flags';
import type { Answer } from '../../shared/reports/report-remarks';
import { isBlank } from '../../shared/text/visible-text';
import { shownText } from '../../shared/text/shown-text';
import { Measured } from '../measured/Measured';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Notices } from '../ui/blocks/Notices';
import type { ReportDraft } from './use-report-draft';

const words = texts.report.decisions;

export interface DecisionsProps {
  readonly runs: readonly string[];
  readonly draft: ReportDraft;
}

/** The warnings of the chosen runs, each with what is decided about it. */
export function Decisions({ runs, draft }: DecisionsProps): ReactNode {
  if (runs.length === 0) return <EmptyState {...texts.report.noneChosen} />;
  return (
    <Measured ids={runs}>
      {(measured) => (
        <Stack gap="lg">
          <Text size="sm" c="dimmed" maw="80ch">
            {words.lead}
          </Text>
          {measured.map((run) => (
            <RunDecisions key={run.input.run.id} run={run} draft={draft} />
          ))}
        </Stack>
      )}
    </Measured>
  );
}

function RunDecisions({
  run: { input, analysis },
  draft,
}: {
  readonly run: AnalysedRun;
  readonly draft: ReportDraft;
}): ReactNode {
  const { id } = input.run;
  const groups = groupFlags(analysis.flags, analysis.attacks.length);
  const { decisions } = draft.words(id);
  const { all, open } = countDecisions(groups.map((group) => decisionAbout(group, decisions)));
  return (
    <section aria-label={words.of(shownText(input.run.plan.name))}>
      <Group justify="space-between" mb="xs">
        <Title order={3}>{shownText(input.run.plan.name)}</Title>
        <Text size="sm" c="dimmed" role="status">
          {all === 0 ? words.none : words.decided(all - open, all)}
        </Text>
      </Group>
      <Notices
        notices={groups.map(noticeOf)}
        after={(index) => (
          <Decision
            name={groups[index].statement}
            answer={answerTo(groups[index].key, decisions)}
            yes={yesTo(groups[index].level)}
            reasonNeeded={(accepted) => needsReason(groups[index].level, accepted)}
            reason={decisions.find(({ flag }) => flag === groups[index].key)?.reason ?? ''}
            onAnswer={(answer) => {
              draft.setAnswer(id, groups[index].key, answer);
            }}
            onReason={(reason) => {
              draft.setReason(id, groups[index].key, reason);
            }}
          />
        )}
      />
    </section>
  );
}

function Decision(props: {
  readonly name: string;
  readonly answer: Answer;
  readonly yes: ReturnType<typeof yesTo>;
  readonly reasonNeeded: (accepted: boolean) => boolean;
  readonly reason: string;
  readonly onAnswer: (answer: Answer) => void;
  readonly onReason: (reason: string) => void;
}): ReactNode {
  const { name, answer, yes, reason, onAnswer, onReason } = props;
  const reasonNeeded = props.reasonNeeded(answer === 'accepted');
  // Whoever has just answered is about to give it; what was answered on an earlier visit still lacks it.
  const [wasLeft, setLeft] = useState(answer !== 'open');
  return (
    <Stack gap={6} mt={4}>
      <SegmentedControl
        aria-label={words.about(shownText(name))}
        size="xs"
        w="fit-content"
        value={answer}
        onChange={onAnswer}
        data={[
          { value: 'open', label: words.answers.open },
          { value: 'accepted', label: words.answers[yes] },
          { value: 'refused', label: words.answers.refused },
        ]}
      />
      {answer === 'open' ? null : (
        <Textarea
          label={words.reason}
          aria-label={words.reasonFor(shownText(name))}
          placeholder={`${answer === 'refused' ? words.whyRefused : words.why[yes]}${reasonNeeded ? words.required : ''}`}
          required={reasonNeeded}
          error={wasLeft && reasonNeeded && isBlank(reason) ? words.reasonNeeded : null}
          onBlur={() => {
            setLeft(true);
          }}
          size="sm"
          autosize
          minRows={1}
          maxRows={6}
          maxLength={2_000}
          value={reason}
          onChange={({ currentTarget }) => {
            onReason(currentTarget.value);
          }}
        />
      )}
    </Stack>
  );
}
