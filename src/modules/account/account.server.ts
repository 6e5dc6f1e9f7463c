import type { Served } from '../../platform/serve.ts';
import { myHappenings, myPasskeys, mySessions, mySignIn } from './account.sql.ts';
import { deviceOf } from './device.ts';

/** All that a person may know of their own ways in. */
export async function readAccount({ tx, actor }: Served) {
  const { name, email, has_password, has_codes, has_ministry } = await mySignIn(tx);
  const [sessions, passkeys, happenings] = [await mySessions(tx), await myPasskeys(tx), await myHappenings(tx)];
  return {
    name,
    email,
    hasPassword: has_password,
    hasCodes: has_codes,
    hasMinistry: has_ministry,
    sessions: sessions.map(({ id, since, used_at, ends_at, address, device }) => ({
      id,
      isThis: id === actor.session,
      device: deviceOf(device),
      network: address,
      since: since.toISOString(),
      usedAt: used_at.toISOString(),
      endsAt: ends_at.toISOString(),
    })),
    passkeys: passkeys.map(({ made_at, is_backed_up, ...rest }) => ({
      ...rest,
      madeAt: made_at?.toISOString() ?? null,
      isBackedUp: is_backed_up,
    })),
    happenings: happenings.map(({ at, origin, is_this_session, ...rest }) => ({
      ...rest,
      at: at.toISOString(),
      network: origin,
      isThisSession: is_this_session,
    })),
  };
}

/** Whether without this passkey there would be no way in: no password, no ministry, no other passkey. */
export async function isLastWayIn({ tx }: Served, passkey: string): Promise<boolean> {
  const [{ has_password, has_ministry }, passkeys] = [await mySignIn(tx), await myPasskeys(tx)];
  return !has_password && !has_ministry && passkeys.every(({ id }) => id === passkey);
}
