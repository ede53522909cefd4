import { Box, Button, List, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import { diskText, estimateDisk } from '../../../analysis/disk-estimate';
import { estimateTime, timeText } from '../../../analysis/time-estimate';
import type { DatasetManifest } from '../../../shared/dataset';
import type { Expansion, StudyPlan } from '../../../shared/plan';
import { parsePlan } from '../../../shared/plan-file';
import { planDoubts } from '../../../shared/planning/plan-doubts';
import { visibleText } from '../../../shared/visible-text';
import type { Draft } from '../../../shared/workspace';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Facts } from '../../ui/Facts';
import type { PlanDraft } from '../plan-draft';
import { handedOver } from '../plan-edits';
import { placeText } from '../problems';
import type { PlanCheck } from '../use-plan-check';
import { useRecordedCosts } from '../use-recorded-costs';
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
  const doubts = sent === null || manifest === null ? [] : planDoubts(sent, manifest.modalities);
  const stands = problems.length > 0 && !sound;
  return (
    <Box pos="sticky" top={12}>
      <Paper component="section" aria-labelledby="before">
        <Stack gap="sm">
          <Title order={2} id="before">
            {words.title}
          </Title>
          {expansion === null ? null : (
            <Costs
              plan={sent}
              expansion={expansion}
              manifest={manifest}
              requirements={plan.requirements.length}
              faint={!sound}
            />
          )}
          <Text size="sm" role="status" {...(stands && !checking ? { c: 'var(--lab-bad)' } : {})}>
            {checking ? `${words.checking}…` : sound ? words.sound : stands ? words.problems(problems.length) : ''}
          </Text>
          {stands ? (
            <List size="sm" spacing={6} styles={{ itemWrapper: { display: 'block' } }}>
              {problems.map(({ where, text }) => (
                <List.Item key={`${where} ${text}`}>
                  <b>{visibleText(placeText(where))}</b> {visibleText(text)}
                </List.Item>
              ))}
            </List>
          ) : null}
          {doubts.length === 0 ? null : (
            <div>
              <Text size="sm" c="var(--lab-mixed)">
                {words.doubts}
              </Text>
              {doubts.map((doubt) => (
                <Text size="xs" key={doubt}>
                  {visibleText(doubtText(doubt))}
                </Text>
              ))}
            </div>
          )}
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
            {words.start}
          </Button>
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
  readonly faint: boolean;
}

function Costs({ plan, expansion, manifest, requirements, faint }: CostsProps): ReactNode {
  const costs = useRecordedCosts();
  const weights = useWeightBytes(expansion);
  const models = expansion.cells.filter(({ kind }) => kind === 'model');
  const attacks = expansion.cells.filter(({ kind }) => kind === 'attack');
  const trained = new Set(expansion.trainedModels);
  const missing = new Set(models.map(({ model }) => model).filter((model) => !trained.has(model))).size;
  const evaluated = expansion.cells.length - models.length;
  return (
    <div style={{ opacity: faint ? 0.55 : 1 }}>
      <Facts
        rows={[
          [words.cells, words.cellsOf(decimal(evaluated), decimal(attacks.length))],
          [
            words.models,
            missing === 0
              ? words.allTrained(decimal(models.length))
              : words.modelsOf(decimal(models.length), decimal(missing)),
          ],
          [words.records, decimal(expansion.records)],
          [words.requirements, requirements === 0 ? words.noRequirements : words.requirementsOf(requirements)],
          [
            words.time,
            costs === null
              ? `${words.readingCosts}…`
              : plan === null
                ? '–'
                : timeText(estimateTime(plan, expansion, costs)),
          ],
          [
            words.disk,
            costs === null || manifest === null || weights === null
              ? `${words.readingCosts}…`
              : diskText(estimateDisk(expansion, manifest.classes.length, costs, weights)),
          ],
        ]}
      />
    </div>
  );
}

/** `plan.attacks[0]…: is …` with its place in words. */
function doubtText(doubt: string): string {
  const found = /^(plan[^\s:]*): (.*)$/u.exec(doubt);
  return found === null ? doubt : `${placeText(found[1])}: ${found[2]}`;
}
