import { createORPCClient } from '@orpc/client';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
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

/**
 * An aborted request stays an abort; one that got no answer becomes the problem `no-connection`. One that wants a proof is
 * sent again as it was, key and body, once the person has given it.
 */
async function ask(request: Request, init?: object): Promise<Response> {
  const again = request.method === 'GET' ? request : request.clone();
  const response = await fetch(request, init).catch((error: unknown) => {
    if (request.signal.aborted) throw error;
    throw new Problem({ code: 'no-connection', status: 0, title: '', fields: [] });
  });
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code === 'sign-in-first') caller.onSessionLost();
  if (problem.code === 'step-up-first' && (await caller.onStepUp())) return ask(again, init);
  throw problem;
}

/** Asks sign-in (/auth) and gives what it answers. @throws Problem */
export async function askSignIn<T>(path: string, body?: object): Promise<T> {
  const sent = body && { method: 'POST', body: JSON.stringify(body) };
  const headers = { 'accept-language': caller.locale, ...(body && { 'content-type': 'application/json' }) };
  return (await ask(new Request(`/auth${path}`, { ...sent, headers }))).json() as Promise<T>;
}

/**
 * The caller's side of a contract, as query and mutation options. Every failure is a `Problem`: its code, its status,
 * its title in the reader's language and the fields at fault.
 */
export function clientOf<C extends AnyContractRouter>(contract: C) {
  const link = new OpenAPILink<Call>(contract, {
    url: () => `${globalThis.location.origin}/api`,
    headers: ({ context }) => ({
      'accept-language': caller.locale,
      ...(caller.organisation && { 'yntymaq-organisation': caller.organisation }),
      ...(context.idempotencyKey && { 'idempotency-key': context.idempotencyKey }),
    }),
    fetch: ask,
  });
  return createTanstackQueryUtils(createORPCClient<JsonifiedClient<ContractRouterClient<C, Call>>>(link));
}
