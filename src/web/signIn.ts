import { askSignIn } from '../platform/client.ts';

/** Ends the session on the server. @returns whether it did */
export const signOut = (): Promise<boolean> =>
  askSignIn('/sign-out', {}).then(
    () => true,
    () => false,
  );
