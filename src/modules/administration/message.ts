/** What may be done with a message in each state. Pure. */
import type { MessageState } from '../../platform/outbox/message.ts';

export type Act = 'open' | 'resend' | 'cancel';

const byState: Readonly<Record<MessageState, readonly Act[]>> = {
  queued: ['cancel'],
  kept: ['open', 'resend'],
  sent: [],
  delivered: [],
  failed: ['resend'],
  unknown: ['resend'],
  cancelled: ['resend'],
};

/** What may be done now; nothing once its words are destroyed. `canSend`: there is something to send it with. */
export const actsOn = (state: MessageState, { isGone, canSend }: { isGone: boolean; canSend: boolean }): Act[] =>
  isGone ? [] : byState[state].filter((act) => act !== 'resend' || canSend);

/** What was sealed on a day can no longer be read `keptDays` later. Days are `YYYY-MM-DD`. */
export function isForgotten(sealedFor: string, { now, keptDays }: { now: Date; keptDays: number }): boolean {
  return sealedFor < new Date(now.getTime() - keptDays * 86_400_000).toISOString().slice(0, 10);
}
