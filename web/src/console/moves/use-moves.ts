// What a person decides about a reassignment. The board brings what comes of it.
import { type Ref, ref } from 'vue';
import { useApi } from '../api';
import { useNotices } from '../notices';
import { refusalWords } from '../refusal';
import { useSite } from '../use-site';
import type { Move } from '../wire';
import { useDeskWords } from '../words';
import { sizeOf } from './moves-view';

export interface UseMovesReturn {
  busy: Ref<boolean>;
  line: (move: Move) => string;
  /** The line, as a question where one is open. */
  title: (move: Move) => string;
  approve: (move: Move) => Promise<void>;
  reject: (move: Move) => Promise<void>;
  undo: (move: Move) => Promise<void>;
}

export function useMoves(): UseMovesReturn {
  const api = useApi();
  const notices = useNotices();
  const { t } = useDeskWords();
  const { name } = useSite();
  const busy = ref(false);

  const size = (move: Move) => {
    const { word, values } = sizeOf(move);
    return t(word, values);
  };
  /** A loan is what one expects; another kind is named. */
  const named = (line: string, { kind }: Move) =>
    kind === undefined || kind === 'move' ? line : t('moves.lineOf', { line, kind: t(`kind.${kind}`) });
  const ends = (move: Move) => ({ size: size(move), from: name(move.from), to: name(move.to) });
  const line = (move: Move) => named(t('moves.line', ends(move)), move);
  const title = (move: Move) => (move.state === 'proposed' ? named(t('moves.proposal', ends(move)), move) : line(move));

  async function act(move: Move, verb: 'approve' | 'reject' | 'undo', said: string): Promise<void> {
    busy.value = true;
    const reply = await api('POST', `/reassignments/${encodeURIComponent(move.id)}/${verb}`);
    busy.value = false;
    const { word, values } = refusalWords(reply);
    if (!reply.ok) return void notices.say(t(word, values), { tone: 'refused' });
    const back = verb === 'approve' ? { label: t('desk.undo'), run: () => undo(move) } : null;
    notices.say(said, { action: back });
  }
  const undo = (move: Move) => act(move, 'undo', t('moves.undone', { line: line(move) }));

  return {
    busy,
    line,
    title,
    approve: (move) => act(move, 'approve', t('moves.approved', { line: line(move) })),
    reject: (move) => act(move, 'reject', t('moves.rejected', { line: line(move) })),
    undo,
  };
}
