import { describe, expect, it } from 'vitest';
import { bringRuns } from '../../../src/renderer/workspace/bring-runs';
import type { ArchivedFile } from '../../../src/shared/runs/archived-file';
import type { LabApi } from '../../../src/shared/lab-channel/lab-api';

const MiB = 2 ** 20;
const file = (name: string, bytes: number): ArchivedFile => ({ name, bytes, sha256: '' });

describe('runs brought out of an archive', () => {
  it('are unpacked a group at a time, in their order, and only where they are wanted', async () => {
    const files = [
      file('a', 20 * MiB),
      file('b', 20 * MiB),
      file('known', 20 * MiB),
      file('c', 12 * MiB),
      file('d', 1),
      file('large', 40 * MiB),
      file('empty', 0),
    ];
    const written: string[] = [];
    const lab = {
      request: (request: string, params: { readonly name?: string }) => {
        if (request === 'archive.write') written.push(params.name ?? '');
        return Promise.resolve(
          request === 'archive.open'
            ? { arrival: 'one', wanted: files.map(({ name }) => name).filter((name) => name !== 'known') }
            : {},
        );
      },
    } as unknown as LabApi;
    const groups: (readonly string[])[] = [];
    const contentsOf = (group: readonly ArchivedFile[]): readonly Uint8Array[] => {
      groups.push(group.map(({ name }) => name));
      return group.map(() => new Uint8Array(1));
    };
    await bringRuns(lab, files, contentsOf, 'a.zip', {
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(groups).toEqual([['a'], ['b', 'c'], ['d'], ['large'], ['empty']]);
    expect(written).toEqual(['a', 'b', 'c', 'd', 'large', 'empty']);
  });
});
