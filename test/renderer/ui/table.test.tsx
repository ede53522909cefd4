import '../workspace/databases';
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { compareValues, rowsMatching, type Column } from '../../../src/renderer/ui/table/column';
import { DataTable } from '../../../src/renderer/ui/table/DataTable';

interface Run {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly records: number | null;
}

const rows: readonly Run[] = [
  { id: '1', name: 'run 10', state: 'finished', records: 50 },
  { id: '2', name: 'run 2', state: 'failed', records: null },
  { id: '3', name: 'run 1', state: 'finished', records: 700 },
];
const columns: readonly Column<Run>[] = [
  { id: 'name', title: 'Name', value: ({ name }) => name },
  { id: 'state', title: 'State', value: ({ state }) => state, groupable: true },
  { id: 'records', title: 'Records', value: ({ records }) => records, align: 'right' },
];

// The document of the tests has no layout; the part that scrolls is 600 pixels high.
beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000);
});
afterEach(cleanup);

function Table({ many = rows }: { readonly many?: readonly Run[] }): ReactNode {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return (
    <MantineProvider>
      <DataTable
        id="test"
        title="Runs"
        rows={many}
        columns={columns}
        rowId={({ id }) => id}
        rowTitle={({ name }) => name}
        href={({ id }) => `#/runs/${id}`}
        selection={{ ids, onChange: setIds }}
        empty={<p>nothing</p>}
      />
      <output>{[...ids].join()}</output>
    </MantineProvider>
  );
}

const names = (): readonly string[] =>
  within(screen.getByRole('grid'))
    .getAllByRole('link')
    .map((link) => link.textContent);
const selected = (): string => document.querySelector('output')!.textContent;

describe('rows', () => {
  it.each([
    ['', ['1', '2', '3']],
    ['RUN', ['1', '2', '3']],
    ['run finished', ['1', '3']],
    ['state:fin 700', ['3']],
    ['name:fin', []],
    ['records:7', ['3']],
    ['nowhere:fin', []],
  ])('with "%s" in them', (query, ids) => {
    expect(rowsMatching(rows, columns, query).map(({ id }) => id)).toEqual(ids);
  });

  it('are ordered as people count', () => {
    expect(['run 10', 'run 2', 'Run 1'].sort(compareValues)).toEqual(['Run 1', 'run 2', 'run 10']);
  });
});

describe('DataTable', () => {
  it('sorts by a column, texts from A on, numbers from the largest on, missing ones last', () => {
    render(<Table />);
    expect(names()).toEqual(['run 10', 'run 2', 'run 1']);
    fireEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(names()).toEqual(['run 1', 'run 2', 'run 10']);
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending');
    fireEvent.click(screen.getByRole('button', { name: 'Records' }));
    expect(names()).toEqual(['run 1', 'run 10', 'run 2']);
    fireEvent.click(screen.getByRole('button', { name: 'Records' }));
    expect(names()).toEqual(['run 10', 'run 1', 'run 2']);
  });

  it('filters, says how many are left, and what to do when none is', () => {
    render(<Table />);
    fireEvent.change(screen.getByLabelText('Filter rows of Runs'), { target: { value: 'failed' } });
    expect(names()).toEqual(['run 2']);
    expect(screen.getByText('1 of 3 rows')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Filter rows of Runs'), { target: { value: 'no such' } });
    expect(screen.queryByRole('grid')).toBeNull();
    fireEvent.click(screen.getAllByRole('button', { name: 'Clear the filter' }).at(-1)!);
    expect(names()).toHaveLength(3);
  });

  it('is worked by keyboard: moves, selects, selects ranges and all, opens', () => {
    render(<Table />);
    const grid = screen.getByRole('grid');
    const press = (key: string, held = {}): void => {
      fireEvent.keyDown(grid, { key, ...held });
    };
    const active = (): string =>
      document.getElementById(grid.getAttribute('aria-activedescendant')!)!.querySelector('a')!.textContent;
    expect(active()).toBe('run 10');
    press('ArrowDown');
    expect(active()).toBe('run 2');
    press(' ');
    expect(selected()).toBe('2');
    press('ArrowDown', { shiftKey: true });
    expect(selected()).toBe('2,3');
    press('ArrowDown');
    expect(active()).toBe('run 1');
    press('a', { ctrlKey: true });
    expect(selected()).toBe('1,2,3');
    press('Escape');
    expect(selected()).toBe('');
    press('Home');
    press('Enter');
    expect(window.location.hash).toBe('#/runs/1');
  });

  it('keeps lines out of the document that are out of view', () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ ...rows[0], id: String(index), name: `run ${index}` }));
    render(<Table many={many} />);
    expect(names().length).toBeLessThan(60);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('5001');
  });

  it('says what to do where there are no rows', () => {
    render(<Table many={[]} />);
    expect(screen.getByText('nothing')).toBeTruthy();
  });
});
