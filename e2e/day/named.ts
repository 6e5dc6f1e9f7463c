import { request, type RequestListener } from 'node:http';
import { type Product, startProduct } from '../product.ts';
import { serveTls, type TlsServer } from './tls.ts';

/** The whole product under a name and over TLS, as a proxy in front of it makes it: `localhost` would prove nothing. */
export type Named = { product: Product; server: TlsServer; stop: () => Promise<void> };

/** Hands on what it is asked. Where nobody answers behind it, it breaks the connection. */
export const handOn =
  (behind: () => Promise<string>): RequestListener =>
  (asked, answer) => {
    const send = async () => {
      const { hostname, port } = new URL(await behind());
      const { method, url: path, headers } = asked;
      const onward = request({ hostname, port, method, path, headers }, (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(answer);
      });
      onward.once('error', () => answer.destroy());
      asked.pipe(onward);
    };
    send().catch(() => answer.destroy());
  };

export async function startNamed(name: string, settings: Readonly<Record<string, string>> = {}): Promise<Named> {
  let product: Product | undefined;
  const server = await serveTls(
    name,
    handOn(() => (product ? product.address() : Promise.reject(new Error('not started')))),
  );
  const started = await startProduct({ ...settings, YNTYMAQ_ORIGIN: server.origin });
  product = started;
  const stop = async () => {
    await server.close();
    await started.stop();
  };
  return { product: started, server, stop };
}
