import { Box, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import { studyDoubts } from '../../../analysis/study-doubts';
import { diskText, estimateDisk, inputBytes } from '../../../analysis/disk-estimate';
import type { DatasetManifest } from '../../../shared/data/dataset';
import type { Expansion, StudyPlan } from '../../../shared/plan/plan';
import { parsePlan } from '../../../shared/plan/plan-file';
import type { Draft } from '../../../shared/window/workspace';
import { useQueue, workingItem } from '../../lab/queue';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Facts } from '../../ui/Facts';
import type { PlanDraft } from '../../plans/plan-draft';
import { TimeLines } from '../../plans/TimeLines';
import { usePlanTime } from '../../plans/use-plan-time';
import { useRecordedCosts } from '../../plans/use-recorded-costs';
import { handedOver } from '../plan-edits';
import { placeText } from '../problems';
import type { PlanCheck } from '../use-plan-check';
import { ProblemList } from '../../parts/ProblemList';
import { useWeightBytes } from '../use-weight-bytes';
import { useStart } from '../use-start';

const words = texts.builder.summary;

export interface SummaryProps {
  readonly draft: Draft;
  readonly plan: PlanDraft;
  readonly check: PlanCheck;
  readonly manifest: DatasetManifest | null;
}

/** What a study will take, what stands against it, and the button that starts it. */
export function Summary({ draft, plan, check, manifest }: SummaryProps): ReactNode {
  const { expansion, problems, failure, sound, checking } = check;
  const sent = useMemo(() => (sound ? parsePlan(handedOver(plan), 'plan') : null), [sound, plan]);
  const { start, busy, error } = useStart(draft);
  const waits = workingItem(useQueue()) !== null;
  const doubts = sent === null || manifest === null ? [] : studyDoubts(sent, manifest);
  const stands = problems.length > 0 && !sound;
  const headline = checking
    ? `${words.checking}…`
    : stands
      ? words.problems(problems.length)
      : !sound
        ? ''
        : doubts.length === 0
          ? words.sound
          : words.doubtful;
  const colour = checking ? null : stands ? 'var(--lab-bad)' : doubts.length > 0 ? 'var(--lab-mixed)' : null;
  return (
    <Box pos="sticky" top="calc(var(--app-shell-header-height) + 12px)">
      <Paper component="section" aria-labelledby="before">
        <Stack gap="sm">
          <Title order={2} id="before">
            {words.title}
          </Title>
          {expansion === null ? null : (
            // Faint while they are those of the plan as it was.
            <Box opacity={checking ? 0.6 : 1}>
              <Costs
                plan={sent}
                expansion={expansion}
                manifest={manifest}
                requirements={plan.requirements.length}
                isKnown={sound || (checking && !stands)}
              />
            </Box>
          )}
          <Text size="sm" role="status" {...(colour === null ? {} : { c: colour })}>
            {headline}
          </Text>
          {stands ? <ProblemList problems={problems} placeText={placeText} /> : null}
          {doubts.length === 0 ? null : <ProblemList problems={doubts} placeText={placeText} />}
          {failure === null ? null : <ErrorNotice error={failure} />}
          <Button
            size="sm"
            disabled={sent === null}
            loading={busy !== null}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={() => {
              if (sent !== null) start(sent);
            }}
          >
            {waits ? words.queue : words.start}
          </Button>
          {waits && sent !== null ? (
            <Text size="xs" c="dimmed">
              {words.queueHint}
            </Text>
          ) : null}
          {stands ? (
            <Text size="xs" c="dimmed">
              {words.cannot}
            </Text>
          ) : null}
          {error === null ? null : <ErrorNotice error={error} />}
        </Stack>
      </Paper>
    </Box>
  );
}

interface CostsProps {
  /** Null while the plan on the screen is not the one that was checked. */
  readonly plan: StudyPlan | null;
  readonly expansion: Expansion;
  readonly manifest: DatasetManifest | null;
  /** How many there are. */
  readonly requirements: number;
  /** The figures are of the plan on the screen, or of the last one while this is checked; not of one that cannot be run. */
  readonly isKnown: boolean;
}

function Costs({ plan, expansion, manifest, requirements, isKnown }: CostsProps): ReactNode {
  const costs = useRecordedCosts();
  const weights = useWeightBytes(expansion);
  const time = usePlanTime(plan, expansion, costs, { trainSplit: manifest?.splits.train ?? null, usual: null });
  const models = expansion.cells.filter(({ kind }) => kind === 'model');
  const attacks = expansion.cells.filter(({ kind }) => kind === 'attack');
  const trained = new Set(expansion.trainedModels);
  const missing = new Set(models.map(({ model }) => model).filter((model) => !trained.has(model))).size;
  const evaluated = expansion.cells.length - models.length;
  const known = (text: string): string => (isKnown ? text : words.unknown);
  return (
    <Facts
      rows={[
        [words.cells, known(words.cellsOf(decimal(evaluated), decimal(attacks.length)))],
        [
          words.models,
          known(
            missing === 0
              ? words.allTrained(decimal(models.length))
              : words.modelsOf(decimal(models.length), decimal(missing)),
          ),
        ],
        [words.records, known(decimal(expansion.records))],
        [words.requirements, requirements === 0 ? words.noRequirements : words.requirementsOf(requirements)],
        [words.time, plan === null ? words.unknown : <TimeLines {...time} />],
        [
          words.disk,
          known(
            costs === null || manifest === null || weights === null
              ? `${words.readingCosts}…`
              : diskText(
                  estimateDisk(
                    expansion,
                    manifest.classes.length,
                    costs,
                    weights,
                    plan === null ? 0 : inputBytes(plan, expansion, manifest.modalities),
                  ),
                ),
          ),
        ],
      ]}
    />
  );
}
