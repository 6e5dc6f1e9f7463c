import { request, type RequestListener } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { type Product, startProduct } from '../product.ts';
import { serveTls, type TlsServer } from './tls.ts';

/**
 * The whole product under a name and over TLS, as a proxy in front of it makes it: `localhost` would prove nothing. `behind` is where it
 * listens itself.
 */
export type Named = { product: Product; server: TlsServer; behind: string; stop: () => Promise<void> };

/** Nobody listens there. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

/** Hands on what it is asked. Where nobody answers behind it, it breaks the connection. */
export const handOn =
  (behind: string): RequestListener =>
  (asked, answer) => {
    const { hostname, port } = new URL(behind);
    const { method, url: path, headers } = asked;
    const onward = request({ hostname, port, method, path, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    onward.once('error', () => answer.destroy());
    asked.pipe(onward);
  };

export async function startNamed(name: string, settings: Readonly<Record<string, string>> = {}): Promise<Named> {
  const port = await freePort();
  const behind = `http://127.0.0.1:${port}`;
  const server = await serveTls(name, handOn(behind));
  const product = await startProduct({ ...settings, PORT: `${port}`, YNTYMAQ_ORIGIN: server.origin });
  const stop = async () => {
    await server.close();
    await product.stop();
  };
  return { product, server, behind, stop };
}
