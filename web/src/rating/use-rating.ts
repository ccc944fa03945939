import type { RatingBody, RatingInvitation } from '@tideboard/contracts';
import { ref, shallowRef } from 'vue';

/** Where the page stands; `open` shows the form, `sending` with it locked. */
export type RatingStage = 'loading' | 'open' | 'sending' | 'thanks' | 'used' | 'expired' | 'unknown' | 'busy' | 'offline';

const STAGES: Record<number, RatingStage> = { 404: 'unknown', 409: 'used', 410: 'expired', 429: 'busy' };

/** One link's invitation and the answer to it. Needs no sign-in: the link is all the right there is. */
export function useRating(token: string) {
  const stage = ref<RatingStage>('loading');
  const invitation = shallowRef<RatingInvitation | null>(null);
  /** The answer did not get through; what was entered stays. */
  const failed = ref(false);
  const path = `/api/v1/ratings/${encodeURIComponent(token)}`;

  async function load() {
    stage.value = 'loading';
    const answer = await fetch(path, { cache: 'no-store' }).catch(() => null);
    if (!answer?.ok) {
      stage.value = (answer && STAGES[answer.status]) ?? 'offline';
      return;
    }
    invitation.value = (await answer.json()) as RatingInvitation;
    stage.value = invitation.value.state;
  }

  async function send(body: RatingBody) {
    stage.value = 'sending';
    failed.value = false;
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => null);
    if (answer?.ok) stage.value = 'thanks';
    else if (answer && answer.status !== 429 && STAGES[answer.status]) stage.value = STAGES[answer.status]!;
    else {
      stage.value = 'open';
      failed.value = true;
    }
  }
  void load();
  return { stage, invitation, failed, load, send };
}
