import { type GenericOAuthConfig, genericOAuth } from 'better-auth/plugins/generic-oauth';

/** A ministry's own sign-in (OpenID Connect), as the settings say. */
export type Ministry = {
  /** Where it describes itself: `https://…/.well-known/openid-configuration`. */
  discoveryUrl: string;
  clientId: string;
  clientSecret: string;
  /** What stands on the button, such as the ministry's name. */
  label: string;
};

export const ministryId = 'ministry';
/** A sign-in there counts here only when it is as young as this, in seconds: who left a screen open did not come back. */
export const youngest = 300;

type Claims = { sub?: string; auth_time?: number };

/** What an ID token says; its signature, audience and nonce were verified before. */
function claimsOf(idToken: string | undefined): Claims {
  const [, body = ''] = (idToken ?? '').split('.');
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
}

/**
 * Who it is there. It must have asked them just now (`auth_time`), because we asked it to (`max_age`): a person may take
 * this way for a dangerous act, too.
 *
 * @throws Error when it says nothing about that, or too long ago
 */
export function subjectOf(idToken: string | undefined, now: Date): string {
  const { sub, auth_time } = claimsOf(idToken);
  if (!sub || typeof auth_time !== 'number') throw new Error('the identity provider does not say when it asked');
  if (now.getTime() / 1000 - auth_time > youngest) throw new Error('the identity provider asked too long ago');
  return sub;
}

/** The plugin for it: nobody signs up this way, and only an e-mail which the provider has verified finds its person. */
export function ministrySignIn({ discoveryUrl, clientId, clientSecret }: Ministry) {
  const config: GenericOAuthConfig = {
    providerId: ministryId,
    discoveryUrl,
    clientId,
    clientSecret,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    prompt: 'login',
    authorizationUrlParams: { max_age: '0' },
    requireIdTokenVerification: true,
    requireEmailVerification: true,
    disableSignUp: true,
    accountSubject: ({ tokens }) => subjectOf(tokens.idToken, new Date()),
  };
  return genericOAuth({ config: [config] });
}
