// Who says no says it to their lead: at once and with the reason, not only in the small print of a running reassignment.
import { type Ref, watch } from 'vue';
import { useNotices } from '../notices';
import type { Move } from '../wire';
import { useCrewWords } from './words';

interface Decline {
  key: string;
  name: string;
  why: string;
}

export const declinesOf = (moves: readonly Move[]): Decline[] =>
  moves.flatMap(({ id, actions }) =>
    actions.flatMap(({ agent, name, declined }) =>
      declined ? [{ key: `${id} ${agent}`, name: name ?? agent ?? '', why: declined }] : [],
    ),
  );

export function tellDeclines(moves: Ref<readonly Move[] | null>): void {
  const { t } = useCrewWords();
  const notices = useNotices();
  let told: Set<string> | null = null;
  watch(
    moves,
    (now) => {
      if (!now) return;
      const all = declinesOf(now);
      // What had been said before this page was opened is no news.
      for (const { name, why } of told ? all.filter((one) => !told!.has(one.key)) : [])
        notices.say(t('crew.declined', { name, why }), { tone: 'refused' });
      told = new Set(all.map(({ key }) => key));
    },
    { immediate: true },
  );
}
