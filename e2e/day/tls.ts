import { createHash, webcrypto } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { issue, pemOf } from '../../test/certificates.ts';

/** A server under a name and over TLS. Browsers exempt `localhost` from the rules on secure contexts: a test there proves nothing. */
export type TlsServer = { origin: string; port: number; spki: string; server: Server; close: () => Promise<void> };

export async function serveTls(name: string, answer: RequestListener): Promise<TlsServer> {
  const holder = await issue({ name, curve: 'P-256' });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', holder.key)).toString('base64');
  const spki = Buffer.from(holder.certificate.subjectPublicKeyInfo.toSchema().toBER());
  const pem = `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`;
  const server = createServer({ key: pem, cert: pemOf(holder) }, answer);
  await new Promise<void>((resolve) => {
    server.listen(0, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://${name}:${port}`,
    port,
    server,
    // What a browser is told to trust: this key and no other.
    spki: createHash('sha256').update(spki).digest('base64'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
