import { v7 as uuidv7 } from 'uuid';
import { passwordLetter } from '../modules/account/index.ts';
import { openAuth, type SignIn } from '../platform/auth/auth.ts';
import type { Config } from '../platform/config.ts';
import type { Vault } from '../platform/crypto/vault.ts';
import { queueLetter } from '../platform/outbox/outbox.sql.ts';
import { deriveSecret } from '../platform/secret.ts';

/** Where links in letters lead: the address that was set or, once it is known, that at which the server listens. */
export type Place = { origin: string };

type Opening = { config: Config; secret: string; databaseUrl: string; vault: Vault; place: Place };

/** Sign-in as the settings want it. A link to set a new password goes out by mail or, without a server for it, to the mailbox page. */
export const openSignIn = ({ config, secret, databaseUrl, vault, place }: Opening): SignIn =>
  openAuth({
    databaseUrl,
    secret: deriveSecret(secret, 'sessions'),
    origin: config.origin,
    newId: uuidv7,
    ministry: config.ministry,
    sendLink: async (link, pool) => {
      const now = new Date();
      await queueLetter(pool, { vault, now, newId: uuidv7 }, passwordLetter(link, { origin: place.origin, now }));
    },
  });
