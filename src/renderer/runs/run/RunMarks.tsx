import { ActionIcon, Group, TagsInput } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
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
  const about = { kind: 'run', id: run } as const;
  const change = (next: readonly string[]): void => {
    for (const tag of next) {
      if (!tags.includes(tag)) void tagged.save({ ...about, tag });
    }
    for (const tag of tags) {
      if (!next.includes(tag)) void tagged.remove({ ...about, tag });
    }
  };
  return (
    <Group gap="xs" mb="sm" wrap="nowrap" align="flex-start">
      <ActionIcon
        variant="subtle"
        color={starred ? 'yellow' : 'gray'}
        size={30}
        aria-label={words.star}
        aria-pressed={starred}
        onClick={() => void (starred ? stars.remove(about) : stars.save(about))}
      >
        {starred ? <IconStarFilled size={16} aria-hidden /> : <IconStar size={16} aria-hidden />}
      </ActionIcon>
      <TagsInput
        aria-label={words.tags}
        placeholder={tags.length === 0 ? words.add : ''}
        w={{ base: '100%', sm: 420 }}
        maxLength={longest}
        data={known}
        value={[...tags]}
        onChange={change}
      />
    </Group>
  );
}
