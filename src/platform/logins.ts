import type { Config } from './config.ts';
import { deriveSecret } from './secret.ts';

/** The roles the program works as; none of them owns a table or passes by row-level security. */
export const runtimeRoles = ['app', 'public', 'auth', 'worker'] as const;
export type RuntimeRole = (typeof runtimeRoles)[number];

export type Login = {
  url: string;
  /** The role's password, which the owner has to set; undefined where the operator made the login. */
  password: string | undefined;
};

/**
 * How each role signs in on an external server: by the operator's own login, or by the owner's address with the role's
 * name and a password derived from the secret, so that there is none to keep.
 */
export function loginsOn(
  ownerUrl: string,
  { loginUrls, secret }: { loginUrls: Config['loginUrls']; secret: string },
): Record<RuntimeRole, Login> {
  const loginOf = (role: RuntimeRole): Login => {
    const own = loginUrls[role];
    if (own) return { url: own, password: undefined };
    const password = deriveSecret(secret, `database/${role}`);
    return { url: asUser(ownerUrl, `yntymaq_${role}:${password}`), password };
  };
  return { app: loginOf('app'), public: loginOf('public'), auth: loginOf('auth'), worker: loginOf('worker') };
}

/** Not by `URL`: it refuses an address without a host, as that of a unix socket is. */
const asUser = (url: string, credentials: string): string =>
  url.replace(/^(postgres(?:ql)?:\/\/)(?:[^@/]*@)?/, (_all, scheme: string) => `${scheme}${credentials}@`);
