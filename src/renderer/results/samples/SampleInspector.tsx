import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AnalysisInput } from '../../../analysis/input';
import { isVoted } from '../../../shared/certificates/certificate';
import type { CertificateCell } from '../../../shared/plan/plan';
import type { SampleView as Sample } from '../../../shared/samples/sample-view';
import { texts } from '../../texts/catalogue';
import { SampleView } from '../../ui/sample/SampleView';
import { AttackedSample } from './AttackedSample';
import { DegradedSample } from './DegradedSample';
import { CaseFacts } from './CaseFacts';
import { KeptRadii } from './KeptRadii';
import { Listening } from './Listening';
import { FusionStates, RestChart } from './FusionStates';
import { outcomeOf, type AttackedCase, type Case } from './cases';
import { Probabilities } from './Probabilities';
import type { ChangeCell } from './sample-change';
import { SampleStepper } from './SampleStepper';
import { VotedFrontier, Votes } from './Votes';

const words = texts.results.samples;
/** Longer side of a picture, in CSS pixels. */
const size = 230;

export interface SampleInspectorProps {
  /** At least one. */
  readonly cases: readonly Case[];
  readonly cell: ChangeCell;
  readonly input: AnalysisInput;
}

/** One sample before and after what was done to it, side by side; arrow keys go to the next. */
export function SampleInspector({ cases, cell, input }: SampleInspectorProps): ReactNode {
  return (
    <SampleStepper label={words.inspectors[cell.kind]} cases={cases} dataset={input.dataset.name}>
      {(sample, record, ids) => <Shown sample={sample} ids={ids} record={record} cell={cell} input={input} />}
    </SampleStepper>
  );
}

interface ShownProps {
  readonly sample: Sample;
  readonly ids: readonly string[];
  readonly record: Case;
  readonly cell: ChangeCell;
  readonly input: AnalysisInput;
}

function Shown({ sample, ids, record, cell, input }: ShownProps): ReactNode {
  const { dataset } = input;
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="lg">
        <Stack gap={6}>
          <Title order={3}>{words.original}</Title>
          <SampleView sample={sample} size={size} />
        </Stack>
        {cell.kind === 'degraded' ? (
          <DegradedSample sample={sample} ids={ids} cell={cell} input={input} size={size} />
        ) : cell.kind === 'certificate' ? (
          <Certified record={record} cell={cell} input={input} />
        ) : record.kind === 'degraded' || record.kind === 'certificate' || record.kind === 'leads' ? null : (
          <AttackedSample sample={sample} record={record} cell={cell} input={input} size={size} />
        )}
        <Stack gap="sm">
          <Title order={3}>{words.outcomes[outcomeOf(record)]}</Title>
          {record.kind === 'certificate' && <Text size="xs">{words.votes.model}</Text>}
          <Probabilities record={record} data={dataset} />
          <CaseFacts record={record} data={dataset} />
        </Stack>
      </SimpleGrid>
      {cell.kind === 'attack' && hasSound(input) && isAttacked(record) ? (
        <Listening key={`${record.cell} ${String(record.row)}`} run={input.run.id} record={record} />
      ) : null}
      <FusionStates record={record} cell={cell} input={input} />
      <RestChart record={record} cell={cell} input={input} />
      {record.kind === 'certificate' && cell.kind === 'certificate' && isVoted(cell.certificate) ? (
        <VotedFrontier record={record} choice={cell.certificate} />
      ) : null}
    </Stack>
  );
}

function hasSound({ dataset }: AnalysisInput): boolean {
  return Object.values(dataset.modalities).some(({ kind }) => kind === 'audio');
}

/** Did the attack make something of it? */
function isAttacked(record: Case): record is AttackedCase {
  switch (record.kind) {
    case 'removal':
      return record.found !== null;
    case 'perturbation':
    case 'edit':
      return record.outcome !== null;
    default:
      return false;
  }
}

interface CertifiedProps extends Pick<ShownProps, 'record' | 'input'> {
  readonly cell: CertificateCell;
}

/** What is proved of the sample, of an ensemble or of the model itself. */
function Certified({ record, cell, input }: CertifiedProps): ReactNode {
  const { classes } = input.dataset;
  if (record.kind === 'leads') {
    const integration = input.models.find(({ id }) => id === cell.model)?.integration;
    return <KeptRadii record={record} integration={integration} classes={classes} />;
  }
  return record.kind === 'certificate' && isVoted(cell.certificate) ? (
    <Votes record={record} choice={cell.certificate} classes={classes} />
  ) : null;
}
