import { z } from 'zod';
import type { Ministry } from './ministry.ts';

/** Encrypted, or on this machine. */
const isGuarded = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1)$/.test(hostname));
};

/** The settings of a ministry's own sign-in: all of them, or none. */
export const signInSettings = {
  YNTYMAQ_OIDC_DISCOVERY: z.string().refine(isGuarded).optional().meta({
    description:
      'Where a ministry’s own identity provider (OpenID Connect) describes itself. With it, people whom it knows by a verified e-mail may sign in there. The address to register there is that of this installation with `/auth/callback/ministry`.',
    expects: 'an https address ending in /.well-known/openid-configuration',
  }),
  YNTYMAQ_OIDC_CLIENT: z.string().min(1).optional().meta({
    description: 'The name under which this installation is registered there.',
    expects: 'the client identifier that the provider gave',
  }),
  YNTYMAQ_OIDC_SECRET: z.string().min(8).optional().meta({
    description: 'The secret that goes with that name.',
    expects: 'the client secret that the provider gave, of at least 8 characters',
    isSecret: true,
  }),
  YNTYMAQ_OIDC_LABEL: z.string().trim().min(1).max(100).optional().meta({
    description: 'What stands on the button of the sign-in page. Without it, the provider’s host.',
    expects: 'at most 100 characters, such as the name of the ministry',
  }),
};
const names = ['YNTYMAQ_OIDC_DISCOVERY', 'YNTYMAQ_OIDC_CLIENT', 'YNTYMAQ_OIDC_SECRET'] as const;

type Given = Readonly<Record<string, string | undefined>>;
type Read = { [name in keyof typeof signInSettings]?: string | undefined };

/** What is missing where the settings of the ministry's sign-in are begun. */
export const signInProblems = (given: Given): string[] =>
  Object.keys(signInSettings).some((name) => given[name] !== undefined)
    ? names
        .filter((name) => given[name] === undefined)
        .map(
          (name) =>
            `${name} is missing: with the other YNTYMAQ_OIDC_ settings expected ${String(signInSettings[name].meta()?.['expects'])}`,
        )
    : [];

/** The ministry's sign-in, where it is set. */
export function ministryFrom(read: Read): Ministry | undefined {
  const {
    YNTYMAQ_OIDC_DISCOVERY: discoveryUrl,
    YNTYMAQ_OIDC_CLIENT: clientId,
    YNTYMAQ_OIDC_SECRET: clientSecret,
  } = read;
  if (discoveryUrl === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return { discoveryUrl, clientId, clientSecret, label: read.YNTYMAQ_OIDC_LABEL ?? new URL(discoveryUrl).host };
}
