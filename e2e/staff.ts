import { randomUUID } from 'node:crypto';
import { demoPassword } from '../demo/people.ts';

/** Fields of an answer, where a test does not say their shape. */
type Fields = Record<string, unknown>;
/** `body` is the JSON it carries, or undefined. */
export type Answer<T = Fields> = { status: number; body: T; headers: Headers; text: string };

type Extra = { key?: string; headers?: Record<string, string> };

/** Somebody who has signed in, as a program that speaks HTTP. */
export type Staff = {
  cookie: string;
  get: <T = Fields>(path: string, headers?: Record<string, string>) => Promise<Answer<T>>;
  /** A body that is no form is sent as JSON. Every request has a key of its own unless one is given. */
  post: <T = Fields>(path: string, body: object, extra?: Extra) => Promise<Answer<T>>;
};

/** Signs in one of the people whom the start prints. `origin` is the product's own address where a proxy stands before it. */
export async function signIn(address: string, email: string, origin: string = address): Promise<Staff> {
  const entered = await fetch(`${address}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password: demoPassword }),
  });
  if (entered.status !== 200) throw new Error(`${email} cannot sign in: ${entered.status}`);
  return staffAt(address, cookiesOf(entered), origin);
}

const cookiesOf = ({ headers }: Response): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

/** Whose session the cookie is; nobody in particular without one. */
export function staffAt(address: string, cookie = '', origin: string = address): Staff {
  const answered = async <T>(response: Response): Promise<Answer<T>> => {
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const body = (isJson ? JSON.parse(text) : undefined) as T;
    return { status: response.status, body, headers: response.headers, text };
  };
  return {
    cookie,
    get: async (path, headers = {}) =>
      answered(await fetch(`${address}/api${path}`, { headers: { cookie, ...headers } })),
    post: async (path, body, { key = randomUUID(), headers = {} } = {}) => {
      const isForm = body instanceof FormData;
      const type = isForm ? {} : { 'content-type': 'application/json' };
      return answered(
        await fetch(`${address}/api${path}`, {
          method: 'POST',
          headers: { cookie, origin, 'idempotency-key': key, ...type, ...headers },
          body: isForm ? body : JSON.stringify(body),
        }),
      );
    },
  };
}

type Upload = { partnership: string; name?: string; type?: string } & Record<string, string>;

/** A form with one file, as a browser sends it. */
export function formWith(
  bytes: Uint8Array | string,
  { name = 'page.txt', type = 'text/plain', ...fields }: Upload,
): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('file', new File([bytes as Uint8Array<ArrayBuffer>], name, { type }));
  return form;
}

/** Ids of the demonstration, by what everybody can read. */
export async function partnershipId(staff: Staff, slug: string): Promise<string> {
  const { body } = await staff.get<{ id: string }>(`/partnerships/${slug}`);
  return body.id;
}

/** Has the audit sealed now, as who looks after the installation may, and not at the next minute. */
export async function sealNow(address: string): Promise<void> {
  const staff = await signIn(address, 'installation@health.example');
  const { status, text } = await staff.post('/administration/jobs/sealAudit/started', {});
  if (status !== 200) throw new Error(`the audit cannot be sealed: ${status} ${text}`);
}
