import type { Translator } from '../../platform/i18n/translate.ts';

/** Kinds of records, and what is done to them, that have words of their own. */
const subjects = [
  'answer',
  'audit',
  'backup_run',
  'brief',
  'calendar_feed',
  'capacity',
  'claim',
  'commitment',
  'consent_text',
  'data_protection',
  'delivery',
  'incident',
  'instrument',
  'instrument_version',
  'invitation',
  'keys',
  'meeting',
  'member',
  'minutes',
  'mission',
  'organisation',
  'partnership',
  'patient',
  'person',
  'rate_import',
  'reminder_choice',
  'source_document',
  'token',
  'transfer',
] as const;
const actions = [
  'accept',
  'acceptSettlement',
  'addDocument',
  'addPost',
  'announce',
  'answer',
  'approve',
  'approveErasure',
  'approveMinutes',
  'askErasure',
  'asked',
  'assess',
  'attachDocument',
  'breakGlass',
  'cancel',
  'change',
  'changed',
  'close',
  'confirm',
  'correct',
  'corrected',
  'deactivated',
  'deactivatedEverywhere',
  'dispute',
  'endCare',
  'endDispute',
  'enterCommitments',
  'enterIntoForce',
  'erase',
  'exported',
  'giveConsent',
  'hold',
  'import',
  'installationGranted',
  'installationWithdrawn',
  'invited',
  'joined',
  'keepEvidence',
  'layDown',
  'layGround',
  'letGo',
  'made',
  'make',
  'merge',
  'open',
  'opened',
  'plan',
  'proposeSettlement',
  'publish',
  'reactivated',
  'reactivatedEverywhere',
  'read',
  'record',
  'recorded',
  'refuseErasure',
  'register',
  'reject',
  'reopen',
  'replan',
  'resent',
  'retract',
  'reviewGlass',
  'revoked',
  'roleEnded',
  'roleGranted',
  'rotateKeys',
  'rotated',
  'searched',
  'seat',
  'setArticles',
  'setParticipants',
  'setPoints',
  'share',
  'shareCare',
  'show',
  'showVerdict',
  'sign',
  'signMinutes',
  'signVersion',
  'start',
  'takeBackConfirmation',
  'takeIn',
  'takeOut',
  'undoMerge',
  'withdraw',
  'withdrawConsent',
  'writeMinutes',
] as const;

/** What was done to what, in words; a code where there is no word for it. */
export function entryText(t: Translator, { subject, action }: { subject: string; action: string }): string {
  const [thing, done] = [subjects.find((each) => each === subject), actions.find((each) => each === action)];
  return `${thing ? t(`audit.ui.subject.${thing}`) : subject}: ${done ? t(`audit.ui.action.${done}`) : action}`;
}

type Option = { value: string; label: string };
const sorted = (options: Option[], asked: string | undefined): Option[] => {
  const known = asked === undefined || asked === '' || options.some(({ value }) => value === asked);
  const all = known ? options : [...options, { value: asked, label: asked }];
  return all.toSorted((one, other) => one.label.localeCompare(other.label));
};

/** Kinds of records to choose from, by their words; what the address asks for is always among them. */
export const subjectOptions = (t: Translator, asked: string | undefined): Option[] =>
  sorted(
    subjects.map((value) => ({ value, label: t(`audit.ui.subject.${value}`) })),
    asked,
  );

/** The same for what is done. */
export const actionOptions = (t: Translator, asked: string | undefined): Option[] =>
  sorted(
    actions.map((value) => ({ value, label: t(`audit.ui.action.${value}`) })),
    asked,
  );
