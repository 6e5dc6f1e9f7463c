import type { Auth } from '../../platform/auth/auth.ts';
import { whyPasswordRefused } from '../../platform/auth/breached.ts';
import type { PasswordFault } from '../../platform/auth/password.ts';

type Invited = { email: string; name: string; password: string };
type Refusal = { refused: PasswordFault; status: 422 } | { refused: 'known-already'; status: 409 };

/**
 * Makes a sign-in for an address that has none. One that has keeps its password: whoever holds a link must not be able to
 * change it.
 */
export async function addInvited(
  auth: Auth,
  { email, name, password }: Invited,
): Promise<{ person: string } | Refusal> {
  const fault = whyPasswordRefused(password, [name, email]);
  if (fault) return { refused: fault, status: 422 };
  const known = { refused: 'known-already', status: 409 } as const;
  const { internalAdapter, password: hashes } = await auth.$context;
  if (await internalAdapter.findUserByEmail(email)) return known;
  const hashed = await hashes.hash(password);
  const user = await internalAdapter
    .createUser({ name, email, emailVerified: true }, { method: 'admin' })
    .catch((error: unknown) => {
      // Two requests at once: the address is unique, and the first has it.
      if ((error as { code?: string }).code === '23505') return null;
      throw error;
    });
  if (!user) return known;
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: hashed,
  });
  return { person: user.id };
}
