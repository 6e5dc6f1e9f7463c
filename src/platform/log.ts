import { type DestinationStream, pino, type Logger } from 'pino';

export type { Logger };

/**
 * Lines of JSON without identities: no address of a peer, no query string (it may hold a name), no header, no body, and
 * of an error only its name, its code and where it was thrown, because a database error quotes the row's values.
 * Lines go to standard output, unless to another place.
 */
export const openLog = (level: string, place?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      serializers: {
        req: ({ method, url = '' }: { method: string; url?: string }) => ({ method, path: url.split('?')[0] }),
        res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
        err: withoutValues,
        error: withoutValues,
      },
    },
    place,
  );

export function withoutValues(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, code, stack } = error as Error & { code?: string };
  return { name, code, at: stack?.split('\n').filter((line) => line.startsWith('    at ')) };
}
