import { ORPCError } from '@orpc/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { tokenWasFound } from '../../platform/http/limits.ts';
import { networkOf } from '../../platform/http/network.ts';
import { problem } from '../../platform/problem.ts';
import { onlyMessages, sendMessage, sendPacked, tagOf, unpackedMessage } from './deviceBody.server.ts';
import { type DeviceContext, type DeviceSurface, join, withDevice } from './deviceEntry.server.ts';
import { deviceSaid, noteDevice } from './deviceEntry.sql.ts';
import { openPhoto, readPhoto, takePiece } from './devicePhoto.server.ts';
import { planOf } from './devicePlan.server.ts';
import { limits, type SyncRequest } from './day/exchange.ts';
import { type PackedPlan, planInColumns, planType } from './day/planColumns.ts';
import { contentType } from './day/wire.ts';
import { receive } from './operationsReceive.server.ts';
import { answer } from './operationsSend.server.ts';

const Uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
const Base64 = (length: number) => z.string().check(z.regex(/^[\w-]+$/), z.length(length));
const Place = z.int().check(z.minimum(0), z.maximum(2_147_483_647));

/** Whether it at least says which it is. */
const isNumbered = (one: unknown): boolean =>
  typeof one === 'object' && one !== null && 'sequence' in one && Place.safeParse(one.sequence).success;

const Joining = z.strictObject({ code: Base64(43), publicKey: Base64(87), isPlanWanted: z.optional(z.boolean()) });
const Exchange = z.strictObject({
  have: z.record(Uuid, Place),
  // Fewer than a segment may hold would never come to its signature.
  most: z.optional(z.union([z.literal(0), z.int().check(z.minimum(limits.operations), z.maximum(limits.answered))])),
  segments: z
    .array(
      z.strictObject({
        device: Uuid,
        previous: Base64(43),
        signature: Base64(86),
        // What each of them holds is looked at one by one: a bad one takes nothing else with it.
        operations: z.array(z.custom<{ sequence: number }>(isNumbered)).check(z.minLength(1)),
      }),
    )
    .check(z.maxLength(limits.operations)),
});
const Photo = z.strictObject({
  id: Uuid,
  visit: Uuid,
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  bytes: z.int().check(z.minimum(1), z.maximum(limits.photoBytes)),
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
});
const PhotoPlace = z.object({ id: Uuid, at: z.pipe(z.string().check(z.regex(/^\d{1,8}$/)), z.coerce.number()) });

function read<T>(schema: z.ZodMiniType<T>, said: unknown): T {
  const parsed = schema.safeParse(said);
  if (!parsed.success) throw problem('invalid-input');
  return parsed.data;
}

function exchangeIn(body: unknown): SyncRequest {
  const said = read(Exchange, body) as unknown as SyncRequest;
  const count = said.segments.reduce((sum, { operations }) => sum + operations.length, 0);
  if (count > limits.operations) throw problem('too-large');
  return said;
}

/** Does `work` for the device that asks; what it answers is committed before it is said. */
async function asked<T>(
  surface: DeviceSurface,
  request: FastifyRequest,
  work: (context: DeviceContext) => Promise<{ done: T }>,
): Promise<T> {
  const { authorization } = request.headers;
  const result = await withDevice(surface, { authorization, cameFrom: networkOf(request.ip) }, work);
  tokenWasFound(request, result !== undefined);
  if (!result) throw new ORPCError('device-unknown', { status: 401 });
  return result.done;
}

const found = <T>(result: T | undefined): T => {
  if (result === undefined) throw problem('not-found');
  return result;
};
const allowed = <T extends object>(result: T | { refused: string }): T => {
  if ('refused' in result) throw new ORPCError(result.refused, { status: 409 });
  return result;
};

/** The plan for a device that has just joined; null where it cannot be said now: it asks again by itself, and has joined all the same. */
async function planAtOnce(
  surface: DeviceSurface,
  { ip, log }: FastifyRequest,
  token: string,
): Promise<PackedPlan | null> {
  const said = { authorization: `Bearer ${token}`, cameFrom: networkOf(ip) };
  const plan = await withDevice(surface, said, planOf).catch((error: unknown) => log.error(error));
  return plan ? planInColumns(plan) : null;
}

/** The plan, when a device joins and whenever it asks. */
function planRoutes(app: FastifyInstance, surface: DeviceSurface): void {
  app.post('/day/sync/join', async (request, reply) => {
    const { isPlanWanted = false, ...said } = read(Joining, request.body);
    const joined = await join(surface, { ...said, cameFrom: networkOf(request.ip) });
    if (!joined) throw new ORPCError('device-code-gone', { status: 404 });
    reply.code(201);
    if (!isPlanWanted) return reply.send(joined);
    const plan = JSON.stringify(await planAtOnce(surface, request, joined.token));
    const text = `${JSON.stringify(joined)}\n${plan}`;
    return sendPacked(request, reply, { type: 'application/x-ndjson', text, tag: tagOf(plan) });
  });
  app.get('/day/sync/plan', async (request, reply) => {
    const plan = found(await asked(surface, request, async (context) => ({ done: await planOf(context) })));
    const isPacked = request.headers.accept === planType;
    const text = JSON.stringify(isPacked ? planInColumns(plan) : plan);
    const type = isPacked ? planType : 'application/json; charset=utf-8';
    return sendPacked(request, reply, { type, text, tag: tagOf(text) });
  });
}

function photoRoutes(app: FastifyInstance, surface: DeviceSurface): void {
  app.post('/day/sync/photos', async (request) => {
    const said = read(Photo, request.body);
    return allowed(await asked(surface, request, async (context) => ({ done: await openPhoto(context, said) })));
  });
  app.put('/day/sync/photos/:id/:at', async (request) => {
    const { id, at } = read(PhotoPlace, request.params);
    if (!Buffer.isBuffer(request.body) || request.body.length === 0) throw problem('invalid-input');
    const content = request.body;
    const take = async (context: DeviceContext) => ({ done: await takePiece(context, { id, at, content }) });
    return allowed(found(await asked(surface, request, take)));
  });
  app.get<{ Params: { id: string } }>('/day/sync/photos/:id', async (request, reply) => {
    const id = read(Uuid, request.params.id);
    const photo = found(await asked(surface, request, async (context) => ({ done: await readPhoto(context, id) })));
    return reply.type(photo.mediaType).header('content-disposition', 'attachment').send(photo.content);
  });
}

/**
 * What a device of a mission can ask, with its own token and nothing else: to join by its code, to exchange operations, to bring and
 * take photos, and to say that it has wiped itself. It opens nothing but the day of its mission.
 */
export const dayRoutes =
  (surface: DeviceSurface) =>
  async (app: FastifyInstance): Promise<void> => {
    const packed = { parseAs: 'buffer', bodyLimit: limits.packedBytes } as const;
    app.addContentTypeParser(contentType, packed, unpackedMessage);
    const piece = { parseAs: 'buffer', bodyLimit: limits.pieceBytes } as const;
    app.addContentTypeParser('application/octet-stream', piece, async (_request: FastifyRequest, body: Buffer) => body);
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

    app.post('/day/sync/exchange', { onRequest: onlyMessages }, async (request, reply) => {
      const { have, segments, most = limits.answered } = exchangeIn(request.body);
      const exchange = async (context: DeviceContext) => {
        const refused = segments.length > 0 ? await receive(context, segments) : [];
        return { done: await answer(context, { have, most, refused }) };
      };
      return sendMessage(reply, await asked(surface, request, exchange));
    });
    app.post('/day/sync/wiped', async (request, reply) => {
      await asked(surface, request, async (context) => {
        await deviceSaid(context, { has: null, isWiped: true });
        await noteDevice(context, 'deviceWiped', []);
        return { done: null };
      });
      return reply.code(204).send();
    });
    planRoutes(app, surface);
    photoRoutes(app, surface);
  };
