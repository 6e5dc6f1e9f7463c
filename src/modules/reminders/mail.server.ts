import { isLocale } from '../../platform/i18n/locales.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import type { Message } from '../../platform/outbox/message.ts';
import { sections } from './digest.ts';
import type { DueMail } from './digest.sql.ts';

/**
 * The digest as a letter: counts and an address, no title and no name, because mail passes through others' hands.
 *
 * @param origin the address of this installation, such as `https://yntymaq.example`
 */
export function digestMail({ address, locale, week, contents }: DueMail, origin: string): Message {
  const language = isLocale(locale) ? locale : 'kk';
  const t = translatorFor(language);
  const lines = sections.flatMap((name) => {
    const { real, demo } = contents[name];
    const counts = [
      ...(real > 0 ? [t(`reminders.mail.${name}`, { count: real })] : []),
      ...(demo > 0 ? [`${t('reminders.mail.demo')}: ${t(`reminders.mail.${name}`, { count: demo })}`] : []),
    ];
    return counts.map((line) => `– ${line}`);
  });
  const link = `${origin}/app/digest`;
  return {
    to: address,
    subject: t('reminders.mail.subject', { week }),
    text: [t('reminders.mail.hello'), '', ...lines, '', link, '', t('reminders.mail.stop')].join('\n'),
    channel: 'mail',
    purpose: 'digest',
    locale: language,
  };
}
