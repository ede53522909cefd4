/** A name as part of a file name or id: `Demo: Caption match (quick)` → `demo-caption-match-quick`; may be empty. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}
