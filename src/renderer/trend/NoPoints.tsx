import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownText } from '../../shared/text/shown-text';
import { setQuery } from '../address/route';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { useProject } from '../workspace/use-project';
import type { Source } from './runs-of';

const words = texts.trend;

export interface NoPointsProps {
  readonly source: Source;
  /** Are there runs of other studies, of the project shown? */
  readonly hasOthers: boolean;
}

/** Why no run is shown: the project shown has none, or none are there; and what to do. */
export function NoPoints({ source, hasOthers }: NoPointsProps): ReactNode {
  const [project, setProject] = useProject();
  const others =
    source === 'reference' && hasOthers ? (
      <Button
        variant="default"
        onClick={() => {
          setQuery({ of: 'all' });
        }}
      >
        {words.reference.others}
      </Button>
    ) : null;
  // Runs that are chosen by hand are of any project.
  if (project !== null && source !== 'chosen') {
    return (
      <EmptyState
        title={words.project.noRuns(shownText(project.name))}
        text={words.project.text}
        actions={
          <>
            {others}
            <Button
              variant="default"
              onClick={() => {
                setProject(null);
              }}
            >
              {words.project.whole}
            </Button>
          </>
        }
      />
    );
  }
  return source === 'reference' ? (
    <EmptyState {...words.reference.none} actions={others} />
  ) : (
    <EmptyState {...words.noRuns} />
  );
}
