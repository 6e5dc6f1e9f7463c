import type { ReactNode } from 'react';
import { Button, Card, type Fact, KeyValue, LinkButton, Note } from '../../../design/index.ts';
import {
  type BookingAsk,
  missionPath,
  missionsPath,
  type MoveData,
  spokenAddress,
  type TicketData,
  ticketPage,
} from '../data.ts';
import { TimeList } from './BookPage.tsx';
import { allLanguages, Frame, spokenOf, Top, useWords } from './Frame.tsx';

/** What a ticket says: whose, when, where. The same on the page and on paper. */
export function useTicketFacts(ticket: TicketData): Fact[] {
  const { t, said } = useWords();
  const { at, zone, name, specialty, room, venue, address } = ticket;
  return [
    ...(at !== null && zone !== null
      ? [{ label: t('booking.ticket.time'), value: <b>{t('booking.when', { at: { at, zone } })}</b> }]
      : []),
    ...(name === null ? [] : [{ label: t('booking.form.name'), value: name }]),
    { label: t('booking.ticket.specialty'), value: t(`booking.specialty.${specialty}`) },
    ...(room === null ? [] : [{ label: t('booking.ticket.room'), value: room }]),
    ...(venue === null ? [] : [{ label: t('booking.ticket.venue'), value: said(venue) }]),
    ...(address === null ? [] : [{ label: t('booking.ticket.address'), value: said(address) }]),
  ];
}

const frameOf = (ask: BookingAsk, ticket: TicketData, title: string) => ({
  ask,
  title,
  description: title,
  isDemo: ticket.isDemo,
  isHidden: true,
  languages: spokenOf(ticket.languages),
});

/** A ticket, for whoever has its address. */
export function TicketPage({
  ask,
  data,
  refused,
}: {
  ask: BookingAsk;
  data: TicketData;
  refused: string | null;
}): ReactNode {
  const { t, said, named, locale } = useWords();
  const title = data.number === null ? t('booking.ticket.waiting') : t('booking.ticket.title', { number: data.number });
  const facts = useTicketFacts(data);
  const page = spokenAddress(locale, ticketPage(data.code));
  const holdsPlace = data.state === 'booked' || data.state === 'moved';
  return (
    <Frame {...frameOf(ask, data, title)} path={ticketPage(data.code)}>
      <Top title={title}>
        <p>
          <a href={spokenAddress(locale, missionPath(data.slug))}>{said(data.title)}</a>, {named(data.host)}
        </p>
        <State ticket={data} refused={refused} />
      </Top>
      <div className="wrap section cols half">
        <Card>
          <KeyValue facts={facts} />
        </Card>
        <div className="stack">
          {holdsPlace && <Papers page={page} ticket={data} />}
          {data.isChangeable && <Changes page={page} ticket={data} />}
          {!data.isErased && (
            <p>
              <a href={`${page}/erase`}>{t('booking.erase.link')}</a>
            </p>
          )}
        </div>
      </div>
    </Frame>
  );
}

/** The QR, and the same ticket to be kept. */
function Papers({ page, ticket }: { page: string; ticket: TicketData }): ReactNode {
  const { t } = useWords();
  return (
    <>
      <figure className="stack-s">
        <img src={ticket.qr} width={240} height={240} alt={t('booking.ticket.qr')} />
        <figcaption>{t('booking.ticket.qr.hint')}</figcaption>
      </figure>
      <p className="row">
        <LinkButton href={`${page}/ticket.pdf`}>{t('booking.ticket.pdf')}</LinkButton>
        <LinkButton href={`${page}/ticket.ics`}>{t('booking.ticket.calendar')}</LinkButton>
      </p>
    </>
  );
}

function State({ ticket, refused }: { ticket: TicketData; refused: string | null }): ReactNode {
  const { t } = useWords();
  const isGone = ticket.missionState === 'cancelled';
  return (
    <>
      {refused === 'booking-past' && <Note tone="stop">{t('booking.refused.booking-past')}</Note>}
      {isGone && <Note tone="stop">{t('booking.refused.mission-cancelled')}</Note>}
      <p>
        <b>{t(`booking.ticket.state.${ticket.state}`)}</b>
      </p>
      {ticket.state === 'waiting' && <p>{t('booking.ticket.waiting.text')}</p>}
      {ticket.isErased && <p>{t('booking.erase.done')}</p>}
    </>
  );
}

function Changes({ page, ticket }: { page: string; ticket: TicketData }): ReactNode {
  const { t } = useWords();
  return (
    <div className="stack-s">
      <p>
        <LinkButton href={`${page}/move`}>
          {ticket.state === 'waiting' ? t('booking.ticket.choose') : t('booking.ticket.move')}
        </LinkButton>
      </p>
      <form method="post" action={`${page}/cancel`}>
        <Button type="submit" tone="danger">
          {t('booking.ticket.cancel')}
        </Button>
      </form>
      <p className="hint">{t('booking.ticket.cancel.hint')}</p>
    </div>
  );
}

/** Another time instead of the one that was booked. */
export function MovePage({ ask, data: { ticket, times, refused } }: { ask: BookingAsk; data: MoveData }): ReactNode {
  const { t, locale } = useWords();
  const title = t('booking.move.title');
  const page = ticketPage(ticket.code);
  return (
    <Frame {...frameOf(ask, ticket, title)} path={`${page}/move`}>
      <Top title={title}>
        <p>
          <a href={spokenAddress(locale, page)}>{t('booking.move.back')}</a>
        </p>
        {refused !== null && <Note tone="stop">{t(`booking.refused.${refused}`)}</Note>}
        {ticket.at !== null && ticket.zone !== null && (
          <p>{t('booking.move.now', { at: { at: ticket.at, zone: ticket.zone } })}</p>
        )}
      </Top>
      <div className="wrap section">
        {times.length === 0 ? (
          <Note tone="warn">{t('booking.move.none')}</Note>
        ) : (
          <form className="stack" method="post" action={`${spokenAddress(locale, page)}/move`}>
            <div className="field">
              <label htmlFor="time">{t('booking.form.time')}</label>
              <TimeList times={times} typed="" />
            </div>
            <Button type="submit" tone="primary">
              {t('booking.move.send')}
            </Button>
          </form>
        )}
      </div>
    </Frame>
  );
}

/** Asks once more before everything goes: it cannot be taken back. */
export function ErasePage({ ask, data }: { ask: BookingAsk; data: TicketData }): ReactNode {
  const { t, locale } = useWords();
  const title = t('booking.erase.title');
  const page = ticketPage(data.code);
  const stands = data.state === 'booked' || data.state === 'moved' || data.state === 'waiting';
  return (
    <Frame {...frameOf(ask, data, title)} path={`${page}/erase`}>
      <Top title={title}>
        <p>{t('booking.erase.text')}</p>
        {stands && <p>{t('booking.erase.cancels')}</p>}
        <p>{t('booking.erase.keeps')}</p>
      </Top>
      <div className="wrap section">
        <form className="row" method="post" action={`${spokenAddress(locale, page)}/erase`}>
          <Button type="submit" tone="danger">
            {t('booking.erase.send')}
          </Button>
          <a href={spokenAddress(locale, page)}>{t('booking.move.back')}</a>
        </form>
      </div>
    </Frame>
  );
}

/** No ticket behind an address: mistyped, or never given out. */
export function NoTicketPage({ ask }: { ask: BookingAsk }): ReactNode {
  const { t, locale } = useWords();
  const title = t('booking.ticket.none');
  const frame = { ask, title, description: title, path: missionsPath, languages: spokenOf(allLanguages) };
  return (
    <Frame {...frame} isHidden>
      <Top title={title}>
        <p>{t('booking.ticket.none.text')}</p>
        <p>
          <a href={spokenAddress(locale, missionsPath)}>{t('booking.missions')}</a>
        </p>
      </Top>
    </Frame>
  );
}
