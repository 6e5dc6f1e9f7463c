import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BookingDoor, BookingHouse } from '../../modules/missions/index.ts';
import type { Database } from '../../platform/database.ts';
import type { OriginOf } from '../../platform/http/origin.ts';
import type { Spoken } from '../../platform/i18n/guestLocales.ts';
import type { Pages } from '../pages.ts';
import { isSlug } from '../search.ts';
import { own } from '../spoken/serving.ts';
import type { BookingAsk } from './data.ts';
import type { Fields } from './form.ts';

/** What the pages of missions and of tickets have in common. */
export type Site = BookingHouse & {
  /** As `yntymaq_public`. */
  publicDb: Database;
  originOf: OriginOf;
  pages?: (() => Promise<Pages>) | undefined;
};
export type Serving = {
  site: Site;
  door: BookingDoor;
  locale: Spoken;
  askFor: (request: FastifyRequest) => Promise<{ ask: BookingAsk; pages: Pages }>;
  /** Refuses who writes too often. */
  slowed: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
};
export type Named = { Params: { slug: string; specialty: string; code: string }; Body: Fields };

export const newCode = (): string => randomBytes(32).toString('base64url');
export const isAnId = (text: string): boolean => isSlug(text) && text.length <= 80;

/** The same answer for what is not there and for what is not to be seen. */
export const missing = async ({ askFor }: Serving, request: FastifyRequest, reply: FastifyReply) => {
  const { ask, pages } = await askFor(request);
  return own(reply, pages.noTicket(ask), 404);
};
