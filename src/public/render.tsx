import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import stylesheet from './site.css?inline';
import icon from '../design/static/favicon.svg?raw';
import { catalogues } from '../platform/i18n/catalogues.server.ts';
import { LanguageProvider } from '../platform/i18n/react.ts';
import { translatorIn } from '../platform/i18n/guests.server.ts';
import { BookPage } from './booking/ui/BookPage.tsx';
import { MissionPage, MissionsPage } from './booking/ui/MissionPages.tsx';
import { ErasePage, MovePage, NoTicketPage, TicketPage } from './booking/ui/TicketPages.tsx';
import { ClosedPage, EnterPage, SecondPage } from './case/ui/DoorPages.tsx';
import { CasePage, WithdrawPage } from './case/ui/CasePage.tsx';
import { ResultPage } from './missions/ResultPage.tsx';
import type { Ask, Pages } from './pages.ts';
import type { SpokenAsk } from './spoken/address.ts';
import { WordsProvider } from './spoken/Frame.tsx';
import { AboutPage } from './ui/AboutPage.tsx';
import { CommitmentPage } from './ui/CommitmentPage.tsx';
import { CorrectionsPage } from './ui/CorrectionsPage.tsx';
import { DataPage } from './ui/DataPage.tsx';
import { FoundPage } from './ui/FoundPage.tsx';
import { GroupPage } from './ui/GroupPage.tsx';
import { HomePage } from './ui/HomePage.tsx';
import { InstrumentPage } from './ui/InstrumentPage.tsx';
import { MeetingPage } from './ui/MeetingPage.tsx';
import { MissingPage } from './ui/MissingPage.tsx';
import { OrganisationPage } from './ui/OrganisationPage.tsx';
import { PartnershipPage } from './ui/PartnershipPage.tsx';
import { PlacePage } from './ui/PlacePage.tsx';

const documentOf = ({ locale }: Ask, page: ReactNode): string =>
  `<!doctype html>${renderToStaticMarkup(
    <LanguageProvider locale={locale} catalogue={catalogues[locale]}>
      {page}
    </LanguageProvider>,
  )}`;

const spokenDocument = ({ locale }: SpokenAsk, page: ReactNode): string =>
  `<!doctype html>${renderToStaticMarkup(
    <WordsProvider value={{ locale, t: translatorIn(locale) }}>{page}</WordsProvider>,
  )}`;

/** Built by Vite into one module with its stylesheet and its texts, so that they are always of one version. */
export const pages: Pages = {
  stylesheet,
  icon,
  home: (ask, data) => documentOf(ask, <HomePage ask={ask} data={data} />),
  found: (ask, data) => documentOf(ask, <FoundPage ask={ask} data={data} />),
  partnership: (ask, data) => documentOf(ask, <PartnershipPage ask={ask} data={data} />),
  commitment: (ask, data) => documentOf(ask, <CommitmentPage ask={ask} data={data} />),
  meeting: (ask, data) => documentOf(ask, <MeetingPage ask={ask} data={data} />),
  instrument: (ask, data) => documentOf(ask, <InstrumentPage ask={ask} data={data} />),
  organisation: (ask, data) => documentOf(ask, <OrganisationPage ask={ask} data={data} />),
  place: (ask, data) => documentOf(ask, <PlacePage ask={ask} data={data} />),
  group: (ask, data) => documentOf(ask, <GroupPage ask={ask} data={data} />),
  missionResult: (ask, data) => documentOf(ask, <ResultPage ask={ask} data={data} />),
  corrections: (ask, data) => documentOf(ask, <CorrectionsPage ask={ask} data={data} />),
  data: (ask) => documentOf(ask, <DataPage ask={ask} />),
  about: (ask) => documentOf(ask, <AboutPage ask={ask} />),
  missing: (ask) => documentOf(ask, <MissingPage ask={ask} />),
  missions: (ask, missions) => spokenDocument(ask, <MissionsPage ask={ask} missions={missions} />),
  mission: (ask, data) => spokenDocument(ask, <MissionPage ask={ask} data={data} />),
  book: (ask, data) => spokenDocument(ask, <BookPage ask={ask} data={data} />),
  ticket: (ask, data, refused) => spokenDocument(ask, <TicketPage ask={ask} data={data} refused={refused} />),
  move: (ask, data) => spokenDocument(ask, <MovePage ask={ask} data={data} />),
  eraseTicket: (ask, data) => spokenDocument(ask, <ErasePage ask={ask} data={data} />),
  noTicket: (ask) => spokenDocument(ask, <NoTicketPage ask={ask} />),
  caseEnter: (ask, data) => spokenDocument(ask, <EnterPage ask={ask} data={data} />),
  caseSecond: (ask, data) => spokenDocument(ask, <SecondPage ask={ask} data={data} />),
  caseClosed: (ask) => spokenDocument(ask, <ClosedPage ask={ask} />),
  caseOpen: (ask, data) => spokenDocument(ask, <CasePage ask={ask} data={data} />),
  caseWithdraw: (ask, data) => spokenDocument(ask, <WithdrawPage ask={ask} data={data} />),
};
