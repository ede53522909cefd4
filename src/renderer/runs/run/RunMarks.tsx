import { ActionIcon, Group, TagsInput } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { useUndo } from '../../undo/undo';
import { takingBack } from '../../undo/undo-history';
import { texts } from '../../texts/catalogue';
import { useEdits } from '../../workspace/use-edits';
import { unmarked, useMarks } from '../../workspace/use-marks';

const words = texts.run.marks;
/** Characters of a tag. */
const longest = 40;

/** What a person marks a run with, to find it again in the table: a star, and tags of their own. */
export function RunMarks({ run }: { readonly run: string }): ReactNode {
  const all = useMarks('run');
  const { starred, tags } = all.get(run) ?? unmarked;
  const known = useMemo(() => [...new Set([...all.values()].flatMap((marks) => marks.tags))].sort(), [all]);
  const stars = useEdits('stars');
  const tagged = useEdits('tags');
  const { offer, remember } = useUndo();
  const about = { kind: 'run', id: run } as const;
  const change = async (next: readonly string[]): Promise<void> => {
    const added = next.filter((tag) => !tags.includes(tag));
    const removed = tags.filter((tag) => !next.includes(tag));
    const done = await Promise.all([
      ...added.map((tag) => tagged.save({ ...about, tag })),
      ...removed.map((tag) => tagged.remove({ ...about, tag })),
    ]);
    const undo = takingBack(done.filter((back) => back !== null));
    if (removed.length > 0) offer({ text: words.removed(removed), undo });
    else if (added.length > 0) remember({ subject: null, text: words.added(added), undo });
  };
  const toggleStar = async (): Promise<void> => {
    const undo = await (starred ? stars.remove(about) : stars.save(about));
    if (undo !== null) remember({ subject: null, text: starred ? words.unstarred : words.starred, undo });
  };
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <ActionIcon
        variant="subtle"
        color={starred ? 'yellow' : 'gray'}
        size={30}
        aria-label={words.star}
        aria-pressed={starred}
        onClick={() => void toggleStar()}
      >
        {starred ? <IconStarFilled size={16} aria-hidden /> : <IconStar size={16} aria-hidden />}
      </ActionIcon>
      <TagsInput
        aria-label={words.tags}
        placeholder={tags.length === 0 ? words.add : ''}
        w={{ base: 260, md: 420 }}
        maxLength={longest}
        data={known}
        value={[...tags]}
        onChange={(next) => void change(next)}
      />
    </Group>
  );
}
