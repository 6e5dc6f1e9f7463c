import { createHash, webcrypto } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { issue, pemOf } from '../../test/certificates.ts';

/** A server under a name and over TLS. Browsers exempt `localhost` from the rules on secure contexts: a test there proves nothing. */
export type TlsServer = {
  origin: string;
  port: number;
  spki: string;
  server: Server;
  /** Answers nobody until it is told to go on, at the same address. */
  pause: () => Promise<void>;
  resume: () => Promise<void>;
  close: () => Promise<void>;
};

export async function serveTls(name: string, answer: RequestListener): Promise<TlsServer> {
  const holder = await issue({ name, curve: 'P-256' });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', holder.key)).toString('base64');
  const spki = Buffer.from(holder.certificate.subjectPublicKeyInfo.toSchema().toBER());
  const pem = `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`;
  const server = createServer({ key: pem, cert: pemOf(holder) }, answer);
  const listen = (at: number): Promise<void> =>
    new Promise((resolve) => {
      server.listen(at, () => resolve());
    });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://${name}:${port}`,
    port,
    server,
    // What a browser is told to trust: this key and no other.
    spki: createHash('sha256').update(spki).digest('base64'),
    pause: close,
    resume: () => listen(port),
    close,
  };
}
