import { request } from 'node:http';
import { readFileSync } from 'node:fs';

type Streamed = { status: number; type: string; language: string; title: string };
type Sending = { cookie: string; megabytes: number; hasLength: boolean; language: string };

const megabyte = Buffer.alloc(1_000_000, 'а 37 ');

/** Sends a file of any size as a form without ever holding it, and hears the answer also while it is still sending. */
export function streamFile(url: string, { cookie, megabytes, hasLength, language }: Sending): Promise<Streamed> {
  const head = Buffer.from(
    '--edge\r\ncontent-disposition: form-data; name="file"; filename="large.txt"\r\ncontent-type: text/plain\r\n\r\n',
  );
  const tail = Buffer.from('\r\n--edge--\r\n');
  const length = head.length + megabytes * megabyte.length + tail.length;
  const headers = {
    cookie,
    'content-type': 'multipart/form-data; boundary=edge',
    'idempotency-key': `large-${megabytes}-${hasLength}-${Date.now()}`,
    'accept-language': language,
    ...(hasLength ? { 'content-length': length } : {}),
  };
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part));
      answer.on('end', () => {
        const { type, title } = JSON.parse(text) as { type: string; title: string };
        resolve({ status: answer.statusCode ?? 0, type, title, language: `${answer.headers['content-language']}` });
        sending.destroy();
      });
    });
    sending.on('error', reject);
    let left = megabytes;
    const pump = (): void => {
      if (sending.destroyed) return;
      if (left === 0) return void sending.end(tail);
      left -= 1;
      if (sending.write(megabyte)) setImmediate(pump);
      else sending.once('drain', pump);
    };
    sending.write(head);
    pump();
  });
}

/** The memory that a process holds now, in MB. */
export const residentMegabytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
