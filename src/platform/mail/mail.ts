import { createTransport } from 'nodemailer';

/** A letter in plain text. */
export type Letter = { to: string; subject: string; text: string; messageId: string };
export type Mail = { send: (letter: Letter) => Promise<void>; close: () => void };

/**
 * Sends mail through a server.
 *
 * @param address of the server, such as `smtps://user:password@mail.example:465`; it may hold a password, so never log it
 * @param from what readers see as the sender
 * @throws when the server does not take the letter
 */
export function openMail({ address, from }: { address: string; from: string }): Mail {
  const server = createTransport({
    url: address,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  return {
    send: async (letter) => {
      await server.sendMail({ from, ...letter, disableFileAccess: true, disableUrlAccess: true });
    },
    close: () => server.close(),
  };
}
