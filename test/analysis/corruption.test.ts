/** Natural corruptions, from records to what is said of them. */
import { describe, expect, it } from 'vitest';
import { meanCorruptionError } from '../../src/analysis/measures/corruption';
import { summaryText } from '../../src/analysis/summary';
import { corruptionBlocks } from '../../src/report/sections/corruptions';
import { study } from './synthetic-study';

const options = {
  attacks: [],
  plan: {
    degradations: [
      { name: 'corruption' as const, modalities: ['image'], kinds: ['fog' as const], severities: [1, 5] },
      { name: 'corruption' as const, modalities: ['text'], kinds: ['swap' as const], severities: [3] },
    ],
  },
  // A tenth of the right answers per severity.
  lost: (_title: string, _degradation: unknown, level: number) => level / 10,
};

describe('natural corruptions', () => {
  const analysis = study(options);
  const [model] = analysis.subjects[0].models;

  it('have an accuracy by kind and severity, and the mean relative drop of them', () => {
    const [fog, swap] = model.corruptions?.kinds ?? [];
    expect([fog.title, swap.title]).toEqual(['Fog on image', 'Swapped letters on text']);
    expect(fog.severities.map(({ setting }) => setting.title)).toEqual(['Fog 1 on image', 'Fog 5 on image']);
    const clean = model.accuracy.value!;
    const drops = fog.severities.map(({ accuracy }) => (clean - accuracy.value!) / clean);
    expect(fog.relativeDrop).toBeCloseTo((drops[0] + drops[1]) / 2, 10);
    expect(fog.relativeDrop).toBeGreaterThan(0.15);
    // Each kind counts alike, whatever its number of severities.
    expect(model.corruptions?.relativeDrop).toBeCloseTo((fog.relativeDrop! + swap.relativeDrop!) / 2, 10);
    expect(model.corruptions?.accuracy.value).toBeCloseTo((fog.accuracy.value! + swap.accuracy.value!) / 2, 10);
    expect(model.corruptions?.accuracy.low).toBeLessThan(model.corruptions!.accuracy.value!);
  });

  it('stand in the report and in the summary', () => {
    const [together, each] = corruptionBlocks(
      analysis.subjects.flatMap(({ models }) => models),
      null,
    );
    expect(together).toMatchObject({ kind: 'table', caption: 'Natural corruptions, all together' });
    expect(JSON.stringify(each)).toContain('severity 5');
    expect(summaryText(analysis).join('\n')).toMatch(/mean relative drop \(MMI\)/u);
  });

  it('are nothing where the plan has none', () => {
    const [without] = study({ attacks: [] }).subjects[0].models;
    expect(without.corruptions).toBeNull();
    expect(corruptionBlocks([without], null)).toEqual([]);
  });

  it('are told apart within one entry, each kind at all its severities, and compared with those of a reference', () => {
    const many = study({
      ...options,
      plan: {
        degradations: [
          { name: 'corruption', modalities: ['image'], kinds: ['fog', 'jpeg', 'contrast'], severities: [1, 5] },
        ],
      },
      lost: (title: string, _degradation: unknown, level: number) => (title.startsWith('A') ? level : level / 2) / 10,
    });
    const own = many.subjects.flatMap(({ models }) => models);
    const [a, b] = own.map(({ corruptions }) => corruptions!);
    expect(a.kinds.map(({ title }) => title)).toEqual(['Fog on image', 'JPEG blocks on image', 'Contrast on image']);
    expect(a.kinds.map(({ severities }) => severities.map(({ setting }) => setting.level))).toEqual([
      [1, 5],
      [1, 5],
      [1, 5],
    ]);
    const errors = (corruptions: typeof a, kind: number): number =>
      corruptions.kinds[kind].severities.reduce((sum, { accuracy }) => sum + 1 - accuracy.value!, 0);
    const byHand = [0, 1, 2].reduce((sum, kind) => sum + errors(b, kind) / errors(a, kind) / 3, 0);
    expect(meanCorruptionError(b, a)).toBeCloseTo(byHand, 10);
    expect(meanCorruptionError(a, a)).toBe(1);
    // Of other kinds, nothing can be said.
    expect(meanCorruptionError(a, { ...b, kinds: b.kinds.slice(1) })).toBeNull();
    const [together] = corruptionBlocks(own, own[1].subject);
    expect(JSON.stringify(together)).toContain(`mCE beside ${own[1].subject}`);
    // A mean, not a row for each kind.
    const summary = summaryText(many).join('\n');
    expect(summary).not.toContain('Fog 5 on image');
    expect(summary).toContain('mean over corruptions');
  });
});
