import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownText } from '../../shared/text/shown-text';
import { asLabError, useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Facts } from '../ui/Facts';
import { Loaded } from '../ui/Loaded';
import { useWorkspace } from '../workspace/context';
import { LabSize } from './LabSize';
import { RebuildIndex } from './RebuildIndex';
import { Trash } from './Trash';
import { usePersisted } from './use-persisted';

const words = texts.settings.lab;

/** Where the lab is, what it keeps, and what the window keeps of it. */
export function LabFolder(): ReactNode {
  const hello = useRequest('engine.hello', {});
  const size = useRequest('lab.describe', {}, { refreshOn: ['workEnded'] });
  const persisted = usePersisted();
  const { trouble, retry } = useWorkspace();
  return (
    <Stack gap="lg">
      <Loaded request={hello} words={words.reading}>
        {({ lab, labId }) => (
          <Facts
            rows={[
              [words.folder, shownText(lab)],
              [words.id, labId ?? words.noId],
              ...(persisted === null
                ? []
                : [[words.workspace, persisted ? words.persisted : words.notPersisted] as const]),
            ]}
          />
        )}
      </Loaded>
      {trouble === null ? null : <ErrorNotice error={asLabError(trouble)} onRetry={retry} />}
      <LabSize request={size} />
      <Trash onChanged={size.refresh} />
      <RebuildIndex />
    </Stack>
  );
}
