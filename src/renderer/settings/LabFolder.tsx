import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { visibleText } from '../../shared/visible-text';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';
import { Facts } from './Facts';

const words = texts.settings.lab;

/** Where the lab is and what it keeps. */
export function LabFolder(): ReactNode {
  const hello = useRequest('engine.hello', {});
  return (
    <Stack gap="lg">
      <Loaded request={hello} words={words.reading}>
        {({ lab, labId }) => (
          <Facts
            rows={[
              [words.folder, visibleText(lab)],
              [words.id, labId ?? words.noId],
            ]}
          />
        )}
      </Loaded>
    </Stack>
  );
}
