import type { StatusKey } from '../../../design/index.ts';
import type { Translator } from '../../../platform/i18n/translate.ts';
import type { MessageState, PeerHealth } from '../exchange.ts';

const known = [
  'token_missing',
  'token_refused',
  'consent_ended',
  'consent_missing',
  'quota_not_agreed',
  'quota_closed',
  'quota_unknown',
  'path_missing',
  'no_seat',
  'papers_missing',
  'organisation_unknown',
  'erased',
  'not_found',
] as const;
/** Codes that people are told in the same words. */
const alike: Readonly<Record<string, (typeof known)[number] | 'impossible' | 'too_large'>> = {
  status_413: 'too_large',
  not_found_there: 'not_found',
  referral_act_impossible: 'impossible',
  not_own_part: 'impossible',
  stop_pending: 'impossible',
};
/** Names of errors of the network are in capitals, or say what was too slow. */
const isAway = (code: string): boolean => /^[A-Z][A-Z_]+$|^too-slow$|^address-|^status-50[234]$|^UND_/.test(code);

/** Why something was not delivered, in words. */
export function failureIn(t: Translator, code: string): string {
  if (isAway(code)) return t('exchange.failure.away');
  const name = code.replaceAll('-', '_');
  const found = alike[name] ?? known.find((each) => each === name);
  return found ? t(`exchange.failure.${found}`) : t('exchange.failure.other', { code });
}

/** Of each state its shape: none is told by its colour alone. */
export const shapeOfState: Readonly<Record<MessageState, StatusKey>> = {
  waiting: 'not_started',
  delivered: 'kept',
  dead: 'overdue',
  left: 'withdrawn',
  overtaken: 'no_target',
  stopped: 'withdrawn',
};
export const shapeOfHealth: Readonly<Record<PeerHealth, StatusKey>> = {
  unknown: 'not_reported',
  answers: 'kept',
  unreachable: 'at_risk',
  refuses: 'overdue',
  strange: 'overdue',
};
