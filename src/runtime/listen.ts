import type { FastifyInstance } from 'fastify';
import { CannotStart } from '../platform/cannotStart.ts';

type Where = { host: string; port: number; say: (line: string) => void };
const triedAtMost = 50;

/** Listens on the port, or on the next one that is free, and says which were taken. */
export async function listen(app: FastifyInstance, { host, port, say }: Where): Promise<string> {
  for (let tried = port; tried < port + triedAtMost && tried <= 65_535; tried += 1) {
    try {
      return await app.listen({ host, port: tried });
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'EACCES') throw new CannotStart(`PORT is ${tried}: this user may not listen there`);
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
        throw new CannotStart(`HOST is "${host}": this machine has no such address`);
      if (code !== 'EADDRINUSE') throw error;
      say(`Port ${tried} is taken, trying ${tried + 1}`);
    }
  }
  throw new CannotStart(`PORT is ${port}: it and the ${triedAtMost - 1} after it are taken`);
}
