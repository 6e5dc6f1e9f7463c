import { implement } from '@orpc/server';
import { recordEvent } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { isDemonstration } from '../directory/index.ts';
import { keysContract } from './contract.ts';

const api = implement(keysContract).$context<Served>();

export const keysRoutes = api.router({
  keys: api.keys.handler(async ({ context: { vault, files } }) => {
    const { byWrapping, byKind, destroyed, broken } = vault.care.check();
    const known = vault.care.ring();
    // A key that is needed and is not in the ring is shown too: its count says what cannot be opened.
    const ids = [...new Set([...known, ...Object.keys(byWrapping)])];
    const ring = ids.map((id) => ({ id, wraps: byWrapping[id] ?? 0 }));
    const isRotated = ring.every(({ id, wraps }) => id === known[0] || wraps === 0);
    return { ring, byKind, destroyed, broken: broken.length, isRotated, files: await files.care.count() };
  }),

  rotateKeys: api.rotateKeys.handler(async ({ context }) => {
    const { vault, actor, newId } = context;
    const wrapped = await vault.care.rewrap();
    const owner = { owner_organisation: actor.organisation, partnership_id: null, side_id: null };
    const shared = { ...owner, visibility: 'own_side' as const, is_demo: await isDemonstration(context) };
    await recordEvent(context, { subject: 'keys', subjectId: newId(), action: 'rotateKeys', fields: [], shared });
    return { wrapped };
  }),
});
