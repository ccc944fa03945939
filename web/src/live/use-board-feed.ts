import { onScopeDispose } from 'vue';
import { useAgentsStore } from '../stores/agents';
import { useBoardStore } from '../stores/board';
import { readStored, writeStored } from '../ui/storage';
import { createBoardClient, type ScreenSink } from './board-client';
import { reloadIsDue, watchdogIsDue } from './reload';

const TICK_MS = 200;
const CARE_MS = 5_000;
const RELOADED_FOR = 'tideboard.reloaded-for';

/** Whether a newer page came between the loading of this one and its first connection, so that the first id is not its own. */
async function pageIsOld(): Promise<boolean> {
  const entry = document.querySelector('script[src*="/assets/"]')?.getAttribute('src');
  if (!entry) return false;
  const page = await fetch('/wall', { cache: 'no-store', headers: { accept: 'text/html' } }).then(
    (answer) => (answer.ok ? answer.text() : null),
    () => null,
  );
  return page !== null && !page.includes(entry);
}

/**
 * Feeds the board store while its scope lives, and cares for a screen that nobody touches for months. `mayReload` is asked before the
 * page loads itself anew: a half-filled form must not vanish.
 */
export function useBoardFeed(
  token: string,
  onRefused: () => void,
  { mayReload = () => true, screen }: { mayReload?: () => boolean; screen?: ScreenSink } = {},
): void {
  const store = useBoardStore();
  const people = useAgentsStore();
  const loadedAt = 0;
  let signAt = performance.now();
  let build: string | null = null;
  let old = false;
  let change: { id: string; at: number } | null = null;
  let breachAt: number | null = null;
  async function onBuild(id: string) {
    const first = build === null;
    build ??= id;
    if (first) old = await pageIsOld();
    if (old || id !== build) change ??= { id, at: performance.now() };
    else change = null;
  }
  const heard = () => {
    signAt = performance.now();
    return signAt;
  };

  store.restart();
  const client = createBoardClient(
    token,
    {
      snapshot: (board) => store.onSnapshot(board, heard()),
      delta: (delta) => (heard(), store.onDelta(delta)),
      beat: (beat) => store.onBeat(beat, heard()),
      trend: (trend) => (heard(), store.onTrend(trend)),
      agents: (frame) => (heard(), people.onFrame(frame)),
      build: (id) => {
        heard();
        void onBuild(id);
      },
      closed: () => store.onClosed(),
      refused: () => {
        store.onRefused();
        onRefused();
      },
    },
    screen,
  );

  async function care() {
    const now = performance.now();
    if (!mayReload()) return;
    if (store.board?.channels.some((channel) => channel.status === 'breach')) breachAt = now;
    // once per build: two servers that disagree about it must not make a screen load itself for ever
    if (change && reloadIsDue({ now, loadedAt, changedAt: change.at, breachAt }) && readStored(RELOADED_FOR) !== change.id) {
      writeStored(RELOADED_FOR, change.id);
      location.reload();
    }
    if (!watchdogIsDue(signAt, now, !document.hidden)) return;
    signAt = now;
    // without an answer a reload would trade the last numbers for the browser's own error page
    const well = await fetch('/healthz', { cache: 'no-store' }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (well) location.reload();
  }

  const tick = () => store.tick(performance.now());
  const timers = [setInterval(tick, TICK_MS), setInterval(care, CARE_MS)];
  // a hidden page's timers sleep: on coming back the age must be true at once
  document.addEventListener('visibilitychange', tick);
  onScopeDispose(() => {
    for (const timer of timers) clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
    client.close();
  });
}
