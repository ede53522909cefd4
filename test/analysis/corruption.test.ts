/** Natural corruptions, from records to what is said of them. */
import { describe, expect, it } from 'vitest';
import { summaryText } from '../../src/analysis/summary';
import { corruptionBlocks } from '../../src/report/sections/corruptions';
import { study } from './synthetic-study';

const options = {
  attacks: [],
  plan: {
    degradations: [
      { name: 'corruption' as const, modalities: ['image'], kind: 'fog' as const, severities: [1, 5] },
      { name: 'corruption' as const, modalities: ['text'], kind: 'swap' as const, severities: [3] },
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
    const [together, each] = corruptionBlocks(analysis.subjects.flatMap(({ models }) => models));
    expect(together).toMatchObject({ kind: 'table', caption: 'Natural corruptions, all together' });
    expect(JSON.stringify(each)).toContain('severity 5');
    expect(summaryText(analysis).join('\n')).toMatch(/mean relative drop \(MMI\)/u);
  });

  it('are nothing where the plan has none', () => {
    const [without] = study({ attacks: [] }).subjects[0].models;
    expect(without.corruptions).toBeNull();
    expect(corruptionBlocks([without])).toEqual([]);
  });
});
