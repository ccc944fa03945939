// What the console says for a moment: what was done, with a way back, or why it was not.
import { defineStore } from 'pinia';
import { ref } from 'vue';

export interface Notice {
  id: number;
  text: string;
  tone: 'done' | 'refused';
  action: { label: string; run: () => unknown } | null;
}

const STAY_MS = { done: 8_000, refused: 14_000 };
const MOST = 3;

export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([]);
  let last = 0;

  function dismiss(id: number) {
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }
  function say(text: string, { tone = 'done', action = null }: Partial<Pick<Notice, 'tone' | 'action'>> = {}): number {
    const id = ++last;
    // said again, it is said once; a way back is never taken away
    const others = notices.value.filter((notice) => notice.text !== text || notice.action);
    notices.value = [...others, { id, text, tone, action }].slice(-MOST);
    setTimeout(() => dismiss(id), STAY_MS[tone]);
    return id;
  }
  return { notices, say, dismiss };
});
