import { linkMinutes, type PasswordLink } from '../../platform/auth/auth.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { localeFor } from '../../platform/i18n/locales.ts';
import type { Message } from '../../platform/outbox/message.ts';

/**
 * The letter with a link to set a new password. The token stands behind the `#`, which no server and no log sees.
 *
 * @param origin the address of this installation, such as `https://yntymaq.example`
 */
export function passwordLetter(
  { email, token, locale }: PasswordLink,
  { origin, now }: { origin: string; now: Date },
): Message {
  const language = localeFor(locale);
  const t = translatorFor(language);
  const text = [
    t('account.mail.hello'),
    '',
    `${origin}/app/new-password#${token}`,
    '',
    t('account.mail.until', { minutes: linkMinutes }),
    t('account.mail.not_you'),
  ];
  return {
    channel: 'mail',
    to: email,
    subject: t('account.mail.subject'),
    text: text.join('\n'),
    purpose: 'password_link',
    locale: language,
    until: new Date(now.getTime() + linkMinutes * 60_000),
  };
}
