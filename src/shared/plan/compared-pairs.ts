import type { StudyPlan } from './plan';

type Compared = readonly [a: string, b: string];

/** What of a plan says so. */
interface Choice extends Pick<StudyPlan, 'reference'> {
  readonly subjects: readonly Pick<StudyPlan['subjects'][number], 'name' | 'comparedWith'>[];
}

/**
 * Who is compared with whom. Each subject with those that it names; of those that name none, each with the reference, or where
 * the plan has none either, with every other. In the order of the plan, no two twice.
 *
 * @param names subjects of which there are results
 */
export function comparedPairs(names: readonly string[], { reference, subjects }: Choice): readonly Compared[] {
  const named = new Map(subjects.map(({ name, comparedWith }) => [name, comparedWith]));
  const chosenBy = (name: string): readonly string[] => named.get(name) ?? [];
  const othersOf = (name: string, index: number): readonly string[] => {
    const chosen = chosenBy(name);
    if (chosen.length > 0) return chosen;
    if (reference !== null) return [reference];
    return names.slice(index + 1).filter((other) => chosenBy(other).length === 0);
  };
  const pairs = names.flatMap((a, index) =>
    othersOf(a, index)
      .filter((b) => b !== a && names.includes(b))
      .map((b): Compared => [a, b]),
  );
  return pairs.filter(
    ([a, b], index) => !pairs.slice(0, index).some((earlier) => earlier.includes(a) && earlier.includes(b)),
  );
}
