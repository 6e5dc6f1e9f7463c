import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isTicketCode } from '../../modules/missions/bookingTicket.ts';
import { pdfOf } from '../../platform/pdf/pdf.ts';
import { type BookingRefused, spokenAddress, ticketPage } from './data.ts';
import { typedOf, wantedOf } from './form.ts';
import { own } from '../spoken/serving.ts';
import { missing, type Named, type Serving } from './serving.ts';
import { moveDataOf, ticketDataOf } from './ticket.ts';
import { ticketCalendarOf, ticketDocument } from './ticketFiles.ts';

type Asked = FastifyRequest<Named>;
type Asking = { request: Asked; reply: FastifyReply };

const pathOf = ({ locale }: Serving): string => `/${locale}/tickets/:code`;

async function showTicket(serving: Serving, { request, reply }: Asking, refused: string | null = null) {
  const { code } = request.params;
  const ticket = isTicketCode(code) ? await serving.door.ticket(code) : undefined;
  if (!ticket) return missing(serving, request, reply);
  const { ask, pages } = await serving.askFor(request);
  return own(reply, pages.ticket(ask, await ticketDataOf(ask, code, ticket), refused), refused === null ? 200 : 409);
}

async function showTimes(serving: Serving, { request, reply }: Asking, refused: BookingRefused | null = null) {
  const { code } = request.params;
  const choices = isTicketCode(code) ? await serving.door.choices(code) : undefined;
  if (!choices) return missing(serving, request, reply);
  if (!choices.ticket.isChangeable) return showTicket(serving, { request, reply }, 'booking-past');
  const { ask, pages } = await serving.askFor(request);
  return own(
    reply,
    pages.move(ask, await moveDataOf(ask, code, { ...choices, refused })),
    refused === null ? 200 : 409,
  );
}

async function askErasure(serving: Serving, { request, reply }: Asking) {
  const { code } = request.params;
  const ticket = isTicketCode(code) ? await serving.door.ticket(code) : undefined;
  if (!ticket) return missing(serving, request, reply);
  if (ticket.isErased) return showTicket(serving, { request, reply });
  const { ask, pages } = await serving.askFor(request);
  return own(reply, pages.eraseTicket(ask, await ticketDataOf(ask, code, ticket)));
}

/** A ticket by its secret address: looked at, moved, cancelled, and everything in it erased. */
export function ticketRoutes(app: FastifyInstance, serving: Serving): void {
  const { door, locale, slowed } = serving;
  const path = pathOf(serving);
  const back = (reply: FastifyReply, code: string) => reply.redirect(spokenAddress(locale, ticketPage(code)), 303);
  app.get<Named>(path, (request, reply) => showTicket(serving, { request, reply }));
  app.get<Named>(`${path}/move`, (request, reply) => showTimes(serving, { request, reply }));
  app.post<Named>(`${path}/cancel`, async (request, reply) => {
    await slowed(request, reply);
    const { code } = request.params;
    const result = isTicketCode(code) ? await door.cancel(code) : undefined;
    if (!result) return missing(serving, request, reply);
    return 'refused' in result ? showTicket(serving, { request, reply }, result.refused) : back(reply, code);
  });
  app.get<Named>(`${path}/erase`, (request, reply) => askErasure(serving, { request, reply }));
  app.post<Named>(`${path}/erase`, async (request, reply) => {
    await slowed(request, reply);
    const { code } = request.params;
    const result = isTicketCode(code) ? await door.erase(code) : undefined;
    if (!result) return missing(serving, request, reply);
    return 'refused' in result ? showTicket(serving, { request, reply }, result.refused) : back(reply, code);
  });
  app.post<Named>(`${path}/move`, async (request, reply) => {
    await slowed(request, reply);
    const { code } = request.params;
    const wanted = wantedOf(typedOf(request.body ?? {}).time);
    if (wanted === null || wanted === 'waiting') return showTimes(serving, { request, reply }, 'time-taken');
    const result = isTicketCode(code) ? await door.move(code, wanted) : undefined;
    if (!result) return missing(serving, request, reply);
    return 'refused' in result ? showTimes(serving, { request, reply }, result.refused) : back(reply, code);
  });
}

/** The same ticket on paper and for a calendar. */
export function ticketFileRoutes(app: FastifyInstance, serving: Serving): void {
  const { door, askFor, site } = serving;
  const path = pathOf(serving);
  const dataOf = async (request: Asked) => {
    const { code } = request.params;
    const ticket = isTicketCode(code) ? await door.ticket(code) : undefined;
    const { ask } = await askFor(request);
    return ticket && ticket.booking.starts_at !== null
      ? { ask, data: await ticketDataOf(ask, code, ticket) }
      : undefined;
  };
  const file = (reply: FastifyReply, name: string, type: string) =>
    reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="${name}"`)
      .type(type);
  app.get<Named>(`${path}/ticket.pdf`, async (request, reply) => {
    const found = await dataOf(request);
    if (!found) return missing(serving, request, reply);
    const bytes = await pdfOf(ticketDocument(found.ask, found.data, site.clock.now()));
    return file(reply, `${found.data.number}.pdf`, 'application/pdf').send(Buffer.from(bytes));
  });
  app.get<Named>(`${path}/ticket.ics`, async (request, reply) => {
    const found = await dataOf(request);
    const text = found && ticketCalendarOf(found.ask, found.data, site.clock.now());
    if (!found || !text) return missing(serving, request, reply);
    return file(reply, `${found.data.number}.ics`, 'text/calendar; charset=utf-8').send(text);
  });
}
