import { DayFault } from '../fault.ts';
import { type DayDatabase, isFull } from './dayDatabase.ts';
import { type Lock, lockWithPasskey, lockWithPin, openWithPasskey, openWithPin } from './keys.ts';
import { newPasskeySecret, passkeySecret } from './passkey.ts';
import { type Attempts, isStrongPin, noAttempts, oneMore, waitBeforePin } from './pin.ts';
import type { World } from './world.ts';

/** With what somebody unlocks the store. A passkey is asked for by the browser. */
export type UnlockBy = { pin: string } | { passkey: true };

type Door = { db: DayDatabase; world: World };
type Kind<K extends Lock['kind']> = Extract<Lock, { kind: K }>;

function lockOf<K extends Lock['kind']>(locks: readonly Lock[], kind: K): Kind<K> {
  const lock = locks.find((one): one is Kind<K> => one.kind === kind);
  if (!lock) throw new DayFault('no_such_lock');
  return lock;
}

/** One lock of a new kind for this data key. `name` is what a list of passkeys will show. */
export async function newLock(
  dataKey: CryptoKey,
  browserKey: CryptoKey,
  { by, name }: { by: UnlockBy; name: string },
): Promise<Lock> {
  if ('passkey' in by) return lockWithPasskey(dataKey, browserKey, await newPasskeySecret(name));
  if (!isStrongPin(by.pin)) throw new DayFault('weak_pin');
  return lockWithPin(dataKey, browserKey, by.pin);
}

/** On a full device a try cannot be written down. It must still open, so that somebody can bring away what fills it: slowly instead. */
const uncountedMs = 5000;

const countAttempts = (db: DayDatabase, attempts: Attempts): Promise<boolean> =>
  db.write('attempts', attempts).then(
    () => true,
    (error: unknown) => {
      if (isFull(error)) return false;
      throw error;
    },
  );

/** @throws DayFault `wait` before the next PIN may be tried, `wrong_pin`, `no_passkey` */
export async function dataKeyOf({ db, world }: Door, by: UnlockBy, isExtractable = false): Promise<CryptoKey> {
  const [browserKey, locks] = await Promise.all([db.must('browserKey'), db.must('locks')]);
  const opening = { browserKey, isExtractable };
  if ('passkey' in by) {
    const lock = lockOf(locks, 'passkey');
    return openWithPasskey(lock, await passkeySecret(lock), opening);
  }
  const lock = lockOf(locks, 'pin');
  return world.exclusive(`${db.name}-pin`, async () => {
    const attempts = (await db.read('attempts')) ?? noAttempts;
    const waitMs = waitBeforePin(attempts, world.now());
    if (waitMs > 0) throw new DayFault('wait', { waitMs });
    const isCounted = await countAttempts(db, oneMore(attempts, world.now()));
    if (!isCounted) await new Promise<void>((resolve) => void world.setTimer(resolve, uncountedMs));
    const key = await openWithPin(lock, by.pin, opening);
    await countAttempts(db, noAttempts);
    return key;
  });
}

/** Another PIN instead of the old one, or a passkey beside it. Who asks shows how they unlock it now. */
export async function changeLock({ db, world }: Door, by: UnlockBy, next: UnlockBy): Promise<void> {
  const dataKey = await dataKeyOf({ db, world }, by, true);
  const { label } = await db.must('identity');
  const lock = await newLock(dataKey, await db.must('browserKey'), { by: next, name: label });
  await db.transaction('rw', db.meta, async () => {
    const others = (await db.must('locks')).filter(({ kind }) => kind !== lock.kind);
    await db.write('locks', [...others, lock]);
  });
}
