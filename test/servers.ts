import { createServer as createHttp, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';

const listening = (server: {
  listen: (port: number, host: string, done: () => void) => unknown;
  address: () => unknown;
}) =>
  new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** A mail server that remembers what it took. `refuse` answers each recipient with a status of SMTP, if it answers one. */
export async function mailServer(refuse: (to: string) => string | null = () => null) {
  const letters: { to: string; data: string }[] = [];
  const talk = (socket: Socket) => {
    let [to, data, isData, rest] = ['', '', false, ''];
    const line = (text: string): string | null => {
      if (isData) {
        if (text !== '.') {
          data += `${text}\n`;
          return null;
        }
        isData = false;
        letters.push({ to, data });
        return '250 taken';
      }
      const verb = text.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') {
        to = /<([^>]*)>/.exec(text)?.[1] ?? '';
        return refuse(to) ?? '250 fine';
      }
      if (verb === 'DATA') {
        [data, isData] = ['', true];
        return '354 go on';
      }
      return verb === 'QUIT' ? '221 bye' : '250 fine';
    };
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const each of lines) {
        const answer = line(each);
        if (answer !== null) socket.write(`${answer}\r\n`);
      }
    });
    socket.write('220 ready\r\n');
  };
  const server = createServer(talk);
  const port = await listening(server);
  return { address: `smtp://127.0.0.1:${port}`, letters, stop: () => void server.close() };
}

type Asked = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

/** A server of another company that remembers what it was asked, and answers what it is told to. */
export async function otherServer(
  answer: (asked: Asked) => { status: number; body?: string; headers?: Record<string, string> },
) {
  const asked: Asked[] = [];
  const server = createHttp((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      asked.push(one);
      const { status, body = '', headers: more = {} } = answer(one);
      response.writeHead(status, more).end(body);
    });
  });
  const port = await listening(server);
  return { origin: `http://127.0.0.1:${port}`, asked, stop: () => void server.close() };
}
