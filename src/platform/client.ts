import type { AnyContractProcedure, AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import type { RouterUtils } from '@orpc/tanstack-query';
import { asked } from './asked.ts';
import { type FieldError, Problem } from './clientProblem.ts';

/** One key for one intention, so that a retry after a lost answer is the same request. */
export type Call = { idempotencyKey?: string };

/** Who calls, as every request says it; the shell keeps it up to date. */
export const caller: {
  /** Errors come in this language. */
  locale: string;
  /** The organisation the person acts for; null: their only or first one. */
  organisation: string | null;
  /** The server no longer knows the session. */
  onSessionLost: () => void;
  /** Asks the person to prove again who they are. @returns whether they did */
  onStepUp: () => Promise<boolean>;
} = { locale: 'kk', organisation: null, onSessionLost: () => {}, onStepUp: async () => false };

/** What a request says of who asks. */
const whoAsks = (): Record<string, string> => ({
  'accept-language': caller.locale,
  ...(caller.organisation && { 'yntymaq-organisation': caller.organisation }),
});

/** A key for a new intention. */
export const newKey = (): string => crypto.randomUUID();

async function problemOf(response: Response): Promise<Problem> {
  const document = (await response.json().catch(() => null)) as {
    type?: string;
    title?: string;
    errors?: FieldError[];
  } | null;
  const code = document?.type?.replace('/problems/', '') ?? 'unavailable';
  return new Problem({ code, status: response.status, title: document?.title ?? '', fields: document?.errors ?? [] });
}

const noAnswer = (): Problem => new Problem({ code: 'no-connection', status: 0, title: '', fields: [] });

/**
 * An aborted request stays an abort; one that got no answer becomes the problem `no-connection`. One that wants a proof is
 * sent again as it was, key and body, once the person has given it.
 */
async function ask(request: Request): Promise<Response> {
  const again = request.method === 'GET' ? request : request.clone();
  const response = await fetch(request).catch((error: unknown) => {
    if (request.signal.aborted) throw error;
    throw noAnswer();
  });
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code === 'sign-in-first') caller.onSessionLost();
  if (problem.code === 'step-up-first' && (await caller.onStepUp())) return ask(again);
  throw problem;
}

/** Asks sign-in (/auth) and gives what it answers. @throws Problem */
export async function askSignIn<T>(path: string, body?: object): Promise<T> {
  const sent = body && { method: 'POST', body: JSON.stringify(body) };
  const headers = { 'accept-language': caller.locale, ...(body && { 'content-type': 'application/json' }) };
  return (await ask(new Request(`/auth${path}`, { ...sent, headers }))).json() as Promise<T>;
}

/** Opens a file of our own API, in the name of who asks. @param path such as `/images/slices/…`. @throws Problem */
export const askFile = async (path: string, signal?: AbortSignal): Promise<Blob> =>
  (await ask(new Request(`/api${path}`, { headers: whoAsks(), ...(signal && { signal }) }))).blob();

/** What was answered, as JSON says it; what is not JSON comes from something between here and the server. */
async function answerOf(response: Response, signal?: AbortSignal): Promise<unknown> {
  const text = await response.text().catch((error: unknown) => {
    throw signal?.aborted ? error : noAnswer();
  });
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem({ code: 'unavailable', status: response.status, title: '', fields: [] });
  }
}

type Options = { context?: Call; signal?: AbortSignal };

async function send(procedure: AnyContractProcedure, input?: object, { context, signal }: Options = {}) {
  const { method, path, body } = asked(procedure['~orpc'].route, input);
  const headers = {
    ...whoAsks(),
    ...(context?.idempotencyKey && { 'idempotency-key': context.idempotencyKey }),
    ...(typeof body === 'string' && { 'content-type': 'application/json' }),
  };
  const request = { method, headers, redirect: 'manual', ...(body && { body }), ...(signal && { signal }) } as const;
  return answerOf(await ask(new Request(`/api${path}`, request)), signal);
}

function endpointOf(name: string, procedure: AnyContractProcedure) {
  return {
    call: (input?: object, options?: Options) => send(procedure, input, options),
    queryOptions: (options: { input?: object } = {}) => ({
      ...options,
      queryKey: [name, procedure['~orpc'].route.path, options.input],
      queryFn: ({ signal }: { signal: AbortSignal }) => send(procedure, options.input, { signal }),
    }),
  };
}

type Utils<C extends AnyContractRouter> = RouterUtils<JsonifiedClient<ContractRouterClient<C, Call>>>;
type Endpoints<C extends AnyContractRouter> = {
  [Name in keyof C & keyof Utils<C>]: Pick<Utils<C>[Name], keyof Utils<C>[Name] & ('call' | 'queryOptions')>;
};

/**
 * The caller's side of a contract: each endpoint to call, and as query options. Every failure is a `Problem`: its code, its
 * status, its title in the reader's language and the fields at fault. Written here and not taken from a library, because
 * every page pays for its bytes; a test compares it with the library.
 */
export const clientOf = <C extends AnyContractRouter>(contract: C): Endpoints<C> =>
  Object.fromEntries(
    Object.entries(contract).map(([name, procedure]) => [name, endpointOf(name, procedure as AnyContractProcedure)]),
  ) as unknown as Endpoints<C>;
