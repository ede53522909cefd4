import { Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import type { Expansion } from '../../../shared/plan/plan';
import { listOf } from '../../../analysis/format';
import { texts } from '../../texts/catalogue';
import { gridOf } from '../../ui/study-grid/grid';
import { StudyGrid } from '../../ui/study-grid/StudyGrid';
import type { PlanCheck } from '../use-plan-check';
import { BuilderSection } from './section';

const words = texts.builder.grid;

export interface PlannedGridProps {
  readonly check: PlanCheck;
  readonly manifest: DatasetManifest;
}

/** What a sound plan will compute: attacks down, models across. */
export function PlannedGrid({ check: { expansion, sound }, manifest }: PlannedGridProps): ReactNode {
  const grid = useMemo(
    () => (expansion === null ? null : gridOf(ofFirstSeed(expansion), manifest.modalities)),
    [expansion, manifest],
  );
  const seeds = expansion === null ? [] : seedsOf(expansion);
  return (
    <BuilderSection title={words.title} {...(seeds.length > 1 ? { lead: words.seeds(listOf(seeds.map(String))) } : {})}>
      {grid === null ? (
        <Text size="sm" c="dimmed">
          {words.waiting}
        </Text>
      ) : (
        <>
          {sound ? null : (
            <Text size="sm" c="dimmed">
              {words.earlier}
            </Text>
          )}
          <StudyGrid
            grid={grid}
            label={words.title}
            head={({ role }) =>
              role === 'subject' ? null : (
                <Text size="xs" c="dimmed" fw={400}>
                  {words.roles[role]}
                </Text>
              )
            }
            cell={() => <IconCheck size={16} role="img" aria-label={words.computed} />}
          />
        </>
      )}
    </BuilderSection>
  );
}

function seedsOf({ cells }: Expansion): readonly number[] {
  return [...new Set(cells.flatMap((cell) => (cell.kind === 'model' ? [cell.spec.seed] : [])))];
}

/** Every training seed makes the same cells: one of them is enough to read. */
function ofFirstSeed(expansion: Expansion): Pick<Expansion, 'cells' | 'rows'> {
  const first = seedsOf(expansion).at(0);
  const models = new Set(
    expansion.cells.flatMap((cell) => (cell.kind === 'model' && cell.spec.seed === first ? [cell.model] : [])),
  );
  return { rows: expansion.rows, cells: expansion.cells.filter(({ model }) => models.has(model)) };
}
