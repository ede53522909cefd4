import { Button, Group, SimpleGrid, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { problemsIn, type LabError } from '../../shared/errors';
import type { ImportReport } from '../../shared/data/dataset';
import { layoutFacts, usualSideOf, type ImportFormat } from '../../shared/data/import-formats';
import { problemsOf } from '../../shared/parse';
import type { Problem } from '../../shared/problem';
import { dataRequests } from '../../shared/protocol/data';
import { shownText } from '../../shared/text/shown-text';
import { useLab } from '../lab/connection';
import { useCancellable } from '../lab/use-cancellable';
import { problemAt } from '../parts/problems';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { NumberField } from '../ui/NumberField';
import { Pending } from '../ui/Pending';
import { useJoinProject } from '../workspace/use-project';
import { ImportReportView } from './ImportReportView';
import { useDataProgress } from '../missing/use-preparing';

const words = texts.datasets.import;

interface Wishes {
  readonly name: string;
  readonly title: string;
  readonly classes: [string, string];
  /** As they are typed, with commas between them; empty: the folder says it. */
  readonly pixelClasses: string;
  /** A text while what is typed is no number. */
  readonly imageSide: number | string;
}

function namesIn(typed: string): string[] {
  return typed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export interface LayoutImportProps {
  readonly format: ImportFormat;
  readonly directory: string;
  /** To begin with. */
  readonly naming: { readonly name: string; readonly title: string };
  /** Told when an import begins, and when it ends in any way. */
  readonly onBusy?: (isBusy: boolean) => void;
  readonly onImported: () => void;
}

/** What a layout has to be told, its import, and the report of it. */
export function LayoutImport({ format, directory, naming, onBusy, onImported }: LayoutImportProps): ReactNode {
  const lab = useLab();
  const join = useJoinProject();
  const [wishes, setWishes] = useState<Wishes>({
    ...naming,
    classes: ['not hateful', 'hateful'],
    pixelClasses: '',
    imageSide: usualSideOf(format),
  });
  const [report, setReport] = useState<ImportReport | null>(null);
  const set = (change: Partial<Wishes>): void => {
    setWishes((before) => ({ ...before, ...change }));
  };
  // What labels mean, and how large pictures become, a table or arrays say themselves or have no use for.
  const { asks } = layoutFacts[format];
  const asksHeight = asks.includes('height');
  const isOfPictures = asksHeight || asks.includes('side');
  const importing = useCancellable(async (signal) => {
    setReport(null);
    onBusy?.(true);
    try {
      const { pixelClasses, ...asked } = wishes;
      const done = await lab.request(
        'data.import',
        {
          ...asked,
          format,
          directory,
          ...(asks.includes('pixelClasses') && namesIn(pixelClasses).length > 0
            ? { pixelClasses: namesIn(pixelClasses) }
            : {}),
          imageSide: Number(isOfPictures ? wishes.imageSide : usualSideOf(format)),
        },
        { signal },
      );
      await join('dataset', done.dataset);
      setReport(done);
      onImported();
    } finally {
      onBusy?.(false);
    }
  });
  const progress = useDataProgress(importing.busy === null ? null : wishes.name);
  // What is wrong with a field stands at the field.
  const told = problemsTold(importing.error);
  const sideProblems = problemsOf(Side, wishes.imageSide === '' ? undefined : wishes.imageSide, 'imageSide');
  const problems = [...sideProblems, ...told];
  const error = told.length > 0 ? null : importing.error;
  const problem = (field: string): string | null => {
    const text = problemAt(problems, field);
    return text === undefined ? null : shownText(text);
  };
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 5 }} spacing="sm" style={{ alignItems: 'start' }}>
        <TextInput
          label={words.name}
          description={words.nameHint}
          value={wishes.name}
          error={problem('name')}
          onChange={({ currentTarget }) => {
            set({ name: currentTarget.value });
          }}
        />
        <TextInput
          label={words.titleField}
          value={wishes.title}
          error={problem('title')}
          onChange={({ currentTarget }) => {
            set({ title: currentTarget.value });
          }}
        />
        {asks.includes('classes') ? (
          <>
            <TextInput
              label={words.class0}
              value={wishes.classes[0]}
              error={problem('classes[0]')}
              onChange={({ currentTarget }) => {
                set({ classes: [currentTarget.value, wishes.classes[1]] });
              }}
            />
            <TextInput
              label={words.class1}
              value={wishes.classes[1]}
              error={problem('classes[1]')}
              onChange={({ currentTarget }) => {
                set({ classes: [wishes.classes[0], currentTarget.value] });
              }}
            />
          </>
        ) : null}
        {asks.includes('pixelClasses') ? (
          <TextInput
            label={words.pixelClasses}
            description={words.pixelClassesHint}
            value={wishes.pixelClasses}
            error={problem('pixelClasses')}
            onChange={({ currentTarget }) => {
              set({ pixelClasses: currentTarget.value });
            }}
          />
        ) : null}
        {isOfPictures ? (
          <>
            <NumberField
              label={asksHeight ? words.height : words.side}
              description={asksHeight ? words.heightHint : words.sideHint}
              step={1}
              value={wishes.imageSide}
              error={problem('imageSide')}
              onChange={(imageSide) => {
                set({ imageSide });
              }}
            />
          </>
        ) : null}
      </SimpleGrid>
      <Group>
        <Button
          disabled={directory === '' || (isOfPictures && sideProblems.length > 0) || importing.busy !== null}
          onClick={() => {
            importing.start();
          }}
        >
          {words.start}
        </Button>
      </Group>
      {importing.busy === null ? null : (
        <Pending words={words.importing} progress={progress} onCancel={importing.cancel} />
      )}
      {error === null ? null : <ErrorNotice error={error} />}
      {report === null ? null : <ImportReportView report={report} />}
    </>
  );
}

const Side = dataRequests['data.import'].params.shape.imageSide;

/** Names of the fields that are shown, as errors name them. */
const fields = ['name', 'title', 'classes[0]', 'classes[1]', 'pixelClasses', 'imageSide'];

/** What an error says of fields that are shown; none where it is about anything else too. */
function problemsTold(error: LabError | null): readonly Problem[] {
  const problems = error === null ? [] : problemsIn(error);
  return problems.every((one) => fields.includes(one.where)) ? problems : [];
}
