// The agent's own line: says when to ask, never what there is.
import type { MyBeat } from '@tideboard/contracts';
import { onScopeDispose, type Ref, ref } from 'vue';
import { type Connection, isSilent, nextConnection } from '../live/connection';
import { openLine } from '../live/line';

const LOOK_MS = 500;

export interface MyLineEars {
  beat(beat: MyBeat): void;
  /** Something of this agent's has changed, or may have while nobody listened. */
  changed(): void;
}

/** How the line is, for as long as the scope lives. */
export function useMyLine(token: string, ears: MyLineEars): Ref<Connection> {
  const connection = ref<Connection>('connecting');
  let known: number | null = null;
  let heardAt = performance.now();
  const step = (input: Parameters<typeof nextConnection>[1]) => {
    connection.value = nextConnection(connection.value, input);
  };
  const line = openLine(token, {
    closed() {
      known = null;
      step('closed');
    },
    refused: () => step('refused'),
  });
  line.socket.on('me:beat', (beat) => {
    line.settled();
    heardAt = performance.now();
    step('snapshot');
    ears.beat(beat);
    if (beat.changes !== known) ears.changed();
    known = beat.changes;
  });
  const looking = setInterval(() => isSilent(heardAt, performance.now()) && step('silence'), LOOK_MS);
  onScopeDispose(() => {
    clearInterval(looking);
    line.close();
  });
  return connection;
}
