import { DayFault } from '../fault.ts';

/** How the server is asked, and what an answer of it is worth. */

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** The server does not know this device, or the code was used: asking again changes nothing. */
export class Unwelcome extends Error {}

/** @throws Unwelcome; DayFault `newer_server`, `no_connection` */
export async function answered(response: Response): Promise<Response> {
  if (response.ok || response.status === 304) return response;
  // Whatever stands between may answer as well: only the server's own word counts.
  const isOwnWord = response.headers.get('content-type')?.includes('problem+json') === true;
  if (isOwnWord && (response.status === 401 || response.status === 404)) throw new Unwelcome(`${response.status}`);
  if (response.status === 415) throw new DayFault('newer_server');
  throw new DayFault('no_connection');
}

export const offline = (cause: unknown): never => {
  throw cause instanceof DayFault || cause instanceof Unwelcome ? cause : new DayFault('no_connection', { cause });
};

/** An answer that was cut on its way, or is somebody else's, is none. */
export const jsonIn = async <T>(response: Response): Promise<T> => (await response.json().catch(offline)) as T;
