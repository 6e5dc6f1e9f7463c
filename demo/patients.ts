import type { FastifyInstance } from 'fastify';
import { iinCheckDigit } from '../src/modules/patients/identifier.ts';
import { consentPurposes } from '../src/modules/patients/consent.ts';
import { sampleOf } from '../src/modules/patients/samples.ts';
import { demoId } from './ids.ts';
import { type DemoPatient, demoPatients } from './patientsKnown.ts';
import { demoPassword } from './people.ts';
import { type Session, sessionAt } from './session.ts';

/** Whose patients they are, who enters them, and to whom some of them have allowed something: all of it invented. */
const coordinator = 'coordinator@ulgi.example';
const receiver = 'mundeul-centre';

/**
 * A number with its check digit that nobody can bear: in the place of a birth date it has the 99th of a month 00.
 *
 * @param serial below 10 000
 */
export function inventedIin(serial: number): string {
  const eleven = `9900990${String(serial).padStart(4, '0')}`;
  const check = iinCheckDigit(eleven);
  return check === null ? inventedIin(serial + 5000) : `${eleven}${check}`;
}

const identityOf = ({ serial, passport, names, ...rest }: DemoPatient) => {
  const number = passport
    ? { system: 'passport', country: passport.country, value: passport.value }
    : { system: 'kz_iin', country: 'KZ', value: inventedIin(serial) };
  const plain = { phone: null, address: null, deceased: null, representatives: [] };
  return { ...plain, languages: [names[0]?.tag ?? 'kk'], ...rest, names, identifiers: [number] };
};

type Found = { items: { id: string }[] };
type Id = { id: string };

/** Registers a patient once: a load that was interrupted finds them by their number. */
export async function registered(session: Session, patient: DemoPatient): Promise<string> {
  const identity = identityOf(patient);
  const [identifier] = identity.identifiers;
  const { items } = await session.post<Found>('/patients/search', { identifier });
  const [found] = items;
  if (found) return found.id;
  const alike = await session.post<Id[]>('/patients/duplicates', { identity });
  const { id } = await session.post<Id>('/patients', { identity, notThese: alike.map((each) => each.id) });
  return id;
}

/** The texts of consent in the languages served; those that are there already stay. */
export async function approvedTexts(session: Session): Promise<Map<string, string>> {
  type Text = { id: string; purpose: string; language: string };
  const known = await session.get<Text[]>('/consents/texts');
  const texts = new Map(known.map(({ id, purpose, language }) => [`${purpose} ${language}`, id]));
  for (const purpose of consentPurposes)
    for (const language of ['kk', 'ru', 'en']) {
      const sample = sampleOf(purpose, language);
      if (!sample || texts.has(`${purpose} ${language}`)) continue;
      const { id } = await session.post<Id>('/consents/texts', { purpose, language, ...sample });
      texts.set(`${purpose} ${language}`, id);
    }
  return texts;
}

type Given = { consents: { id: string; purpose: string }[] };

/** Records what a patient allowed, once, and gives the receiver its part where that was meant. */
async function allow(session: Session, patient: { id: string } & DemoPatient, texts: ReadonlyMap<string, string>) {
  const { id, consent, representatives = [] } = patient;
  if (!consent) return;
  const [representative] = representatives;
  const organisation = demoId('organisation', receiver);
  const { consents } = await session.get<Given>(`/patients/${id}`);
  const known = consents.find(({ purpose }) => purpose === consent.purpose);
  const given =
    known ??
    (await session.post<Id>(`/patients/${id}/consents`, {
      purpose: consent.purpose,
      receivingCountry: 'KR',
      receivingOrganisation: organisation,
      text: texts.get(`${consent.purpose} ${consent.language}`),
      givenBy: representative ? 'representative' : 'patient',
      representative: representative?.id ?? null,
      givenHow: 'paper',
      givenOn: consent.on,
      from: null,
      until: consent.until,
      witness: null,
      supersedes: null,
    }));
  if (consent.isShared) await session.post(`/patients/${id}/care`, { organisation, consent: given.id });
}

/** Enters the invented patients of the invented hospital, through the doors that its people use. */
export async function enterPatients(app: FastifyInstance): Promise<void> {
  const session = await sessionAt(app, { email: coordinator, password: demoPassword });
  const texts = await approvedTexts(session);
  for (const patient of demoPatients)
    await allow(session, { ...patient, id: await registered(session, patient) }, texts);
}
