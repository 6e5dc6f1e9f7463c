import { askSignIn } from '../platform/client.ts';
import { readStored, writeStored } from './kit/stored.ts';

/** What this installation offers beside a password. */
export type Ways = { ministry: string | null; links: boolean };
export const waysIn = (): Promise<Ways> => askSignIn<Ways>('/ways');

/** E-mail and password. @returns whether a code is wanted, too */
export async function signInWithPassword(typed: { email: string; password: string }): Promise<'entered' | 'code'> {
  const { twoFactorRedirect } = await askSignIn<{ twoFactorRedirect?: boolean }>('/sign-in/email', typed);
  return twoFactorRedirect ? 'code' : 'entered';
}

/** The second step: a code of an authenticator app, or one of the recovery codes. */
export const signInWithCode = (code: string, isRecovery: boolean): Promise<unknown> =>
  askSignIn(isRecovery ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp', {
    code: isRecovery ? code.trim() : code.replaceAll(/\s/g, ''),
  });

export const hasPasskeys = (): boolean => 'PublicKeyCredential' in globalThis;

type Asked = Parameters<typeof import('@simplewebauthn/browser').startAuthentication>[0]['optionsJSON'];

/** What the device answers to the server's question; it checks that it is the person (finger, face, PIN). */
async function answerOfDevice(isOffered: boolean): Promise<object> {
  const [{ startAuthentication }, options] = await Promise.all([
    import('@simplewebauthn/browser'),
    askSignIn<Asked>('/passkey/generate-authenticate-options'),
  ]);
  return startAuthentication({
    optionsJSON: { ...options, userVerification: 'required' },
    useBrowserAutofill: isOffered,
  });
}

/** @param isOffered waits until the person picks the passkey that the browser offers beside the e-mail */
export async function signInWithPasskey(isOffered = false): Promise<void> {
  await askSignIn('/passkey/verify-authentication', { response: await answerOfDevice(isOffered) });
}

export async function proveWithPasskey(): Promise<void> {
  await askSignIn('/step-up/passkey', { response: await answerOfDevice(false) });
}

/** A person who changes their mind is no error; a device that cannot is. */
export const isCancelled = (error: unknown): boolean =>
  error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name);

const place = 'after-sign-in';

/** Goes to the ministry's own sign-in, and from there back to this page. */
export async function signInAtMinistry(): Promise<void> {
  const { url } = await askSignIn<{ url: string }>('/sign-in/ministry', {});
  writeStored(place, location.pathname + location.search);
  location.assign(url);
}

const entered = 'yntymaq.entered';

/** The same in another tab, so that this one keeps what was typed. Resolves once the person is back there. */
export async function proveAtMinistry(): Promise<void> {
  const tab = globalThis.open('', '_blank');
  const { url } = await askSignIn<{ url: string }>('/sign-in/ministry', {});
  writeStored(place, null);
  if (tab) tab.location.href = url;
  else location.assign(url);
  await new Promise<void>((resolve) => {
    // What one tab keeps the others hear of.
    const heard = ({ key }: StorageEvent) => {
      if (key !== entered) return;
      globalThis.removeEventListener('storage', heard);
      resolve();
    };
    globalThis.addEventListener('storage', heard);
  });
}

/** Where the person was before; null: another tab waits there. */
export const placeToReturn = (): string | null => readStored(place);

/** Back from the ministry: goes where the person was, or tells the tab that waits. */
export function comeBack(): void {
  const to = placeToReturn();
  writeStored(place, null);
  if (to !== null) location.replace(to.startsWith('/app') ? to : '/app/');
  else localStorage.setItem(entered, String(Date.now()));
}
