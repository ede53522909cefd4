/** Sets blocks of lines beside each other. `widths` are the columns of each block, escape sequences not counted. */
export function sideBySide(
  blocks: readonly { readonly lines: readonly string[]; readonly width: number; readonly title: string }[],
  gap = 3,
): readonly string[] {
  const height = Math.max(0, ...blocks.map((block) => block.lines.length));
  const titles = blocks.map((block) => block.title.padEnd(block.width)).join(' '.repeat(gap));
  const rows = Array.from({ length: height }, (_, row) =>
    blocks.map((block) => block.lines[row] ?? ' '.repeat(block.width)).join(' '.repeat(gap)),
  );
  return [titles.trimEnd(), ...rows.map((line) => line.trimEnd())];
}
