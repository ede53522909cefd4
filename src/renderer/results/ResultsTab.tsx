import { Alert, Anchor, Group, Stack, Tabs, Text } from '@mantine/core';
import { IconFileCertificate, IconGitCompare } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, type MouseEvent, type ReactNode } from 'react';
import type { AnalysedRun } from '../../analysis/analysed-run';
import { decimal } from '../../analysis/format';
import { withoutRemarks } from '../../report/input';
import { contextOf, type Context } from '../../report/sections/context';
import { flagGroups } from '../../report/sections/flags';
import { hrefTo, setQuery, useRoute } from '../address/route';
import { Measured } from '../measured/Measured';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { NamedModels } from '../ui/NamedModels';
import classes from './ResultsTab.module.css';
import { ControlsPart } from './ControlsPart';
import { FailingInputsPart } from './FailingInputsPart';
import { CertificatesPart } from './CertificatesPart';
import { segmentationSection } from '../../report/sections/segmentation';
import { Sections } from './Sections';
import { CurvesPart } from './CurvesPart';
import { NumbersPart } from './NumbersPart';
import { PixelSamplesPart } from './pixels/PixelSamplesPart';
import { SamplesPart } from './samples/SamplesPart';
import { VerdictPart } from './VerdictPart';
import { WarningsPart } from './WarningsPart';

const words = texts.results;
const allParts = [
  'verdict',
  'pixels',
  'numbers',
  'curves',
  'controls',
  'degradations',
  'certificates',
  'samples',
  'warnings',
] as const;
type Part = (typeof allParts)[number];

export interface ResultsTabProps {
  readonly run: string;
  /** It computes, or waits in the queue to. */
  readonly live: boolean;
}

/** What a run found: verdict, numbers, curves, samples, warnings and notes; `part` of the route's query opens one. */
export function ResultsTab({ run, live }: ResultsTabProps): ReactNode {
  const ids = useMemo(() => [run], [run]);
  return (
    <Measured ids={ids}>
      {(runs) => runs.map((measured) => <Results key={measured.input.run.id} measured={measured} live={live} />)}
    </Measured>
  );
}

function Results({ measured, live }: { readonly measured: AnalysedRun; readonly live: boolean }): ReactNode {
  const route = useRoute();
  const parts = partsOf(measured);
  const part = parts.find((id) => id === route.query.part) ?? 'verdict';
  const shown = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Of a part that the address names, the tab may be beyond the edge of a narrow window.
    shown.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [part]);
  const { input, analysis } = measured;
  // It shows titles, as records are told apart by them; names stand above them.
  const context = useMemo(() => contextOf(withoutRemarks(measured)), [measured]);
  if (input.records.length === 0) return <EmptyState {...(live ? words.nothingYet : words.nothing)} />;
  const found = flagGroups(context).length;
  const { complete, records, recordsExpected } = analysis.run;
  return (
    <Stack gap="sm">
      <NamedModels cells={input.run.expansion.cells} />
      {complete ? null : (
        <Alert color="yellow" title={words.provisional.title}>
          {words.provisional.text(decimal(records), decimal(recordsExpected))}
        </Alert>
      )}
      <Tabs
        value={part}
        variant="pills"
        onChange={(value) => {
          setQuery({ part: value });
        }}
      >
        <Group justify="space-between" mb="sm" gap="sm">
          <Tabs.List aria-label={words.partsLabel} className={classes.parts}>
            {parts.map((id) => (
              <Tabs.Tab key={id} value={id} ref={id === part ? shown : undefined} onClick={letGo}>
                {words.parts[id]}
                {id === 'warnings' && found > 0 ? ` (${decimal(found)})` : ''}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Group gap="md">
            <Anchor size="sm" href={hrefTo('compare', [], { runs: input.run.id })}>
              <Group gap={4} component="span">
                <IconGitCompare size={15} aria-hidden />
                <Text span size="sm">
                  {words.compare}
                </Text>
              </Group>
            </Anchor>
            <Anchor size="sm" href={hrefTo('report', [], { runs: input.run.id })}>
              <Group gap={4} component="span">
                <IconFileCertificate size={15} aria-hidden />
                <Text span size="sm">
                  {words.report}
                </Text>
              </Group>
            </Anchor>
          </Group>
        </Group>
        <Tabs.Panel value={part}>{panel(part, measured, context)}</Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

/** Of a run in which no input fails by itself, there is nothing to tell of such; where pixels are answered, nothing of samples. */
function partsOf({ analysis }: AnalysedRun): readonly Part[] {
  if (analysis.segmentation !== null) {
    const certified = analysis.certificates.length > 0;
    return ['verdict', 'pixels', ...(certified ? (['certificates'] as const) : []), 'samples', 'warnings'];
  }
  return allParts.filter(
    (id) =>
      id !== 'pixels' &&
      (id !== 'degradations' || analysis.degradations.length > 0) &&
      (id !== 'certificates' || analysis.certificates.length > 0),
  );
}

/** After a click with the mouse, arrow keys are for what the part shows; by keyboard, they go on to the next part. */
function letGo({ detail, currentTarget }: MouseEvent<HTMLButtonElement>): void {
  if (detail > 0) currentTarget.blur();
}

function panel(part: Part, measured: AnalysedRun, context: Context): ReactNode {
  switch (part) {
    case 'verdict':
      return <VerdictPart context={context} />;
    case 'pixels':
      return <Sections sections={[segmentationSection(context)]} />;
    case 'numbers':
      return <NumbersPart context={context} />;
    case 'curves':
      return <CurvesPart context={context} />;
    case 'controls':
      return <ControlsPart context={context} />;
    case 'degradations':
      return <FailingInputsPart context={context} />;
    case 'certificates':
      return <CertificatesPart context={context} />;
    case 'samples':
      return measured.analysis.segmentation === null ? (
        <SamplesPart measured={measured} />
      ) : (
        <PixelSamplesPart measured={measured} />
      );
    case 'warnings':
      return <WarningsPart context={context} />;
    default:
      return part satisfies never;
  }
}
