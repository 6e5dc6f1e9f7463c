import { randomBytes } from 'node:crypto';
import type { Role } from '../../permissions.ts';
import { sha256 } from '../../platform/hash.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale, type Locale } from '../../platform/i18n/locales.ts';
import { nameIn } from '../../platform/i18n/shown.ts';
import { queueMessage } from '../../platform/outbox/outbox.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { insertInvitation, renewInvitation } from './act.sql.ts';
import { placeOfOrganisation } from './member.sql.ts';
import { spanAt } from './people.server.ts';
import { isRefused } from './refusal.sql.ts';

/** Behind the `#`, so that no server's log and no `Referer` ever holds it. */
const linkOf = (origin: string, secret: string): string => `${origin}/app/invitation#${secret}`;
const newSecret = (): string => randomBytes(32).toString('base64url');

type Written = { address: string; name: string; role: Role; organisation: string; secret: string; locale: Locale };

/** Puts the letter with the link into the same transaction as the invitation. */
async function write(context: Served, { address, name, role, organisation, secret, locale }: Written): Promise<void> {
  const t = translatorFor(locale);
  const place = await placeOfOrganisation(context.tx, organisation);
  const at = nameIn(locale, place?.names ?? {});
  const link = linkOf(context.origin, secret);
  await queueMessage(context, {
    channel: 'mail',
    to: address,
    subject: t('access.mail.subject', { organisation: at }),
    text: t('access.mail.text', { name, organisation: at, role: t(`web.role.${role}`), link }),
    purpose: 'invitation',
    locale,
  });
}

export type Asked = {
  organisation: string;
  address: string;
  name: string;
  role: Role;
  isClinical: boolean;
  from?: string | undefined;
  until?: string | undefined;
  reason: string;
  locale?: Locale | undefined;
};

/** Invites by mail. What is done and answered is the same for an address that is known and for one that is not. */
export async function invite(context: Served, { from, until, locale = defaultLocale, ...asked }: Asked) {
  const { organisation, address, name, role } = asked;
  const span = await spanAt(context, { organisation, from, until });
  if (!span) return { refused: 'days-wrong' as const };
  const [id, secret] = [context.newId(), newSecret()];
  const result = await insertInvitation(context.tx, { id, ...asked, ...span, hash: sha256(secret) });
  if (isRefused(result)) return result;
  await write(context, { address, name, role, organisation, secret, locale });
  return { id };
}

/** A new link for the same invitation; the one before opens nothing any more. */
export async function resend(
  context: Served,
  { id, locale = defaultLocale }: { id: string; locale?: Locale | undefined },
) {
  const secret = newSecret();
  const result = await renewInvitation(context.tx, id, sha256(secret));
  if (isRefused(result)) return result;
  const { organisation_id: organisation, address, name, role } = result;
  await write(context, { address, name, role, organisation, secret, locale });
  return { done: true } as const;
}
