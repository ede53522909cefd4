/** A name as part of a file name or id: `Demo: Caption match (quick)` → `demo-caption-match-quick`; may be empty. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** A title to start from: `hateful-memes-2` → `Hateful memes 2`. */
export function titleFrom(name: string): string {
  const words = name.replaceAll('-', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A model among those of several training seeds: `concat · seed 0`. */
export function withSeed(title: string, seed: number): string {
  return `${title} · seed ${String(seed)}`;
}

/** What people call a field of a schema: `batchSize` → `batch size`. */
export function fieldName(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}
