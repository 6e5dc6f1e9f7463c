/** What came of it; each failure has its own words. */
export type SignInResult = 'signed-in' | 'wrong' | 'too-many' | 'no-connection' | 'failed';

const post = (path: string, body: object): Promise<Response> =>
  fetch(`/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

export async function signIn(email: string, password: string): Promise<SignInResult> {
  const response = await post('/sign-in/email', { email, password }).catch(() => null);
  if (!response) return 'no-connection';
  if (response.ok) return 'signed-in';
  if (response.status === 429) return 'too-many';
  return [400, 401, 403, 422].includes(response.status) ? 'wrong' : 'failed';
}

/** Ends the session on the server. @returns whether it did */
export const signOut = (): Promise<boolean> =>
  post('/sign-out', {}).then(
    (response) => response.ok,
    () => false,
  );
