import { describe, expect, it } from 'vitest';
import { certificateDoubts, studyDoubts } from '../../src/analysis/study-doubts';
import { freshCertificate } from '../../src/renderer/studies/builder/fresh-certificate';
import { CertificateChoice } from '../../src/shared/certificates/certificate';
import type { DatasetManifest } from '../../src/shared/data/dataset';
import { fusionsPlan } from '../../src/shared/planning/fusions-plan';
import { starterPlan } from '../../src/shared/planning/starter-plan';
import { StudyPlan } from '../../src/shared/plan/plan';

type Data = Parameters<typeof certificateDoubts>[1];
const image = { kind: 'image' as const, height: 28, width: 28, channels: 1 as const, mean: [0.3], std: [0.3] };
const text = { kind: 'text' as const, maxWords: 9 };
const data: Data = {
  modalities: { image, text },
  classes: Array.from({ length: 10 }, (_, label) => String(label)),
  splits: { train: 500, validation: 0, test: 100 },
};
const scenes: Data = {
  ...data,
  modalities: { image: { ...image, height: 32, width: 32 }, depth: { ...image, height: 32, width: 32 } },
  pixelClasses: ['ground', 'thing'],
};

const doubts = (choice: object, of: Data = data) =>
  certificateDoubts({ certificates: [CertificateChoice.parse(choice)] }, of);

describe('a certificate that nothing can come of', () => {
  it('is doubted of every input, and of all, that not even unanimous votes prove one element of', () => {
    // Five of nine words drawn: one word is in more than half of all draws.
    expect(doubts({ name: 'mmcert', kept: { image: 40, text: 5 }, draws: 1000 })).toEqual([
      {
        where: 'plan.certificates[0].kept',
        text: 'proves nothing against one element of text, nor against one of each of image and text, even where all 1,000 draws agree. Fewer elements drawn could, or more draws.',
      },
    ]);
    expect(doubts({ name: 'randomized-ablation', modalities: ['image', 'text'], kept: 40 })).toEqual([]);
  });

  it('is doubted of its draws where not even what is untouched is certified', () => {
    expect(doubts({ name: 'mmcert', kept: { text: 1 }, draws: 10 })).toMatchObject([
      { where: 'plan.certificates[0].draws' },
    ]);
    // Of 1,024 pixels the first is tested at a thousandth of α.
    expect(doubts({ name: 'mmcert', kept: { image: 50 }, draws: 12 }, scenes)).toMatchObject([
      { where: 'plan.certificates[0].draws' },
    ]);
  });

  it.each(['mmcert', 'randomized-ablation'] as const)('is not what the builder adds: %s', (name) => {
    for (const of of [data, scenes, { ...data, modalities: { text } }]) {
      expect(doubts(freshCertificate(name, of as DatasetManifest), of)).toEqual([]);
    }
  });

  it('is told beside what is doubted of attacks', () => {
    const manifest = { ...data, name: 'some', title: 'Some', oracle: null } as unknown as DatasetManifest;
    const draft = starterPlan(manifest, { fusions: ['concat'], attacks: ['pgd'], samples: 5, seeds: [0] });
    const certificates = [{ name: 'mmcert', kept: { text: 5 } }, { name: 'crmt' }];
    const plan = StudyPlan.parse({ ...(draft as object), certificates });
    const places = (own: StudyPlan): readonly string[] => studyDoubts(own, manifest).map(({ where }) => where);
    const doubted = ['plan.data.selection.count', 'plan.certificates[0].kept'];
    // No model was trained on draws, which is what the votes are about.
    expect(places(plan)).toEqual([...doubted, 'plan.certificates[0]']);
    const [subject] = plan.subjects;
    const ablation = { ...subject.training.ablation, rate: 0.5 };
    const twin = { ...subject, name: 'ablated', training: { ...subject.training, ablation } };
    expect(places({ ...plan, subjects: [subject, twin] })).toEqual(doubted);
    expect(places({ ...plan, certificates: plan.certificates.slice(1) })).toEqual(doubted.slice(0, 1));
  });
});

describe('seeds', () => {
  const plan = fusionsPlan('full');
  const seedsOf = (count: number): readonly (string | undefined)[] => {
    const seeds = Array.from({ length: count }, (_, seed) => seed);
    return studyDoubts({ ...plan, seeds }, data).flatMap(({ where, text }) => (where === 'plan.seeds' ? [text] : []));
  };

  it('are doubted that are too few for any of so many comparisons, and not one, which claims nothing of recipes', () => {
    expect(seedsOf(6)).toEqual([
      'has 6 training seeds, by which none of 43 comparisons corrected together can come out, whatever is found. Give 11, fewer comparisons, or one seed, of which the models themselves are compared.',
    ]);
    expect(seedsOf(10)).toHaveLength(1);
    expect(seedsOf(11)).toEqual([]);
    expect(seedsOf(1)).toEqual([]);
  });
});
