import type { Locale } from '../platform/i18n/locales.ts';
import type { BookData, BookingAsk, MissionData, MissionRow, MoveData, TicketData } from './booking/data.ts';
import type { EnterData, OpenData, SecondData, WithdrawData } from './case/data.ts';
import type { CommitmentData } from './commitment.ts';
import type { FoundData, HomeData, PartnershipData } from './data.ts';
import type { CorrectionsData } from './correction.ts';
import type { ResultData } from './missions/result.ts';
import type { SpokenAsk } from './spoken/address.ts';
import type { GroupData, InstrumentData, MeetingData, OrganisationData, PlaceData } from './things.ts';

/** What every page is told beside its data. */
export type Ask = {
  locale: Locale;
  /** The calendar day of this installation, `YYYY-MM-DD`. */
  today: string;
  /** Where this installation is, without a slash at the end: `https://yntymaq.example`. */
  origin: string;
  /** Address of the stylesheet. */
  stylesheet: string;
};

/** The public pages as whole HTML documents, with their stylesheet and their icon. */
export type Pages = {
  stylesheet: string;
  icon: string;
  home: (ask: Ask, data: HomeData) => string;
  found: (ask: Ask, data: FoundData) => string;
  partnership: (ask: Ask, data: PartnershipData) => string;
  commitment: (ask: Ask, data: CommitmentData) => string;
  meeting: (ask: Ask, data: MeetingData) => string;
  instrument: (ask: Ask, data: InstrumentData) => string;
  organisation: (ask: Ask, data: OrganisationData) => string;
  place: (ask: Ask, data: PlaceData) => string;
  group: (ask: Ask, data: GroupData) => string;
  missionResult: (ask: Ask, data: ResultData) => string;
  corrections: (ask: Ask, data: CorrectionsData) => string;
  data: (ask: Ask) => string;
  about: (ask: Ask) => string;
  missing: (ask: Ask) => string;
  missions: (ask: BookingAsk, missions: readonly MissionRow[]) => string;
  mission: (ask: BookingAsk, data: MissionData) => string;
  book: (ask: BookingAsk, data: BookData) => string;
  ticket: (ask: BookingAsk, data: TicketData, refused: string | null) => string;
  move: (ask: BookingAsk, data: MoveData) => string;
  eraseTicket: (ask: BookingAsk, data: TicketData) => string;
  noTicket: (ask: BookingAsk) => string;
  caseEnter: (ask: SpokenAsk, data: EnterData) => string;
  caseSecond: (ask: SpokenAsk, data: SecondData) => string;
  caseClosed: (ask: SpokenAsk) => string;
  caseOpen: (ask: SpokenAsk, data: OpenData) => string;
  caseWithdraw: (ask: SpokenAsk, data: WithdrawData) => string;
};

/** The pages as `npm run build` made them. */
export const builtPages = async (): Promise<Pages> => {
  const { pages } = (await import(new URL('../../dist/ssr/render.js', import.meta.url).href)) as { pages: Pages };
  return pages;
};
