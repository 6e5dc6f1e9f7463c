import type { Role } from '../../../permissions.ts';
import { caller } from '../../../platform/client.ts';
import type { Names } from '../../../platform/i18n/shown.ts';

/** What an invitation says to who holds its secret. */
export type Invitation = {
  organisation: Names;
  address: string;
  name: string;
  role: Role;
  isClinical: boolean;
  beginsAt: string | null;
  endsAt: string | null;
  expiresAt: string;
  isKnown: boolean;
};
/** The server's words where it refuses; `code` is for programs. */
export type Refused = { refused: string; title: string };

async function post<T>(step: 'look' | 'account' | 'accept', body: object): Promise<T | Refused> {
  const response = await fetch(`/auth/invitation/${step}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': caller.locale },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (!response) return { refused: 'no-connection', title: '' };
  const answer = (await response.json().catch(() => ({}))) as { type?: string; title?: string };
  if (response.ok) return answer as T;
  return { refused: answer.type?.replace('/problems/', '') ?? 'unavailable', title: answer.title ?? '' };
}

/** The secret stands behind the `#`: it is in no log and goes to no other site. */
export const secretIn = (hash: string): string => hash.replace(/^#/, '');

export const look = (token: string) => post<Invitation>('look', { token });
export const makeAccount = (token: string, account: { name: string; password: string }) =>
  post<{ address: string }>('account', { token, ...account });
export const accept = (token: string) => post<{ organisation: string }>('accept', { token });
export const isRefusal = (answer: object): answer is Refused => 'refused' in answer;
