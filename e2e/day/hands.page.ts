import type { Somebody } from './people.ts';

/**
 * Quick hands at a device of the day: they type and press on the screens what anybody does, from inside the page, so that three hundred
 * people fit into a journey. They know the words on the screen and nothing behind it.
 */

const patienceMs = 60_000;

/** What `find` finds, as soon as it is on the screen. */
function until<T>(what: string, find: () => T | null | undefined | false): Promise<T> {
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => look());
    const late = setTimeout(() => {
      observer.disconnect();
      reject(new Error(`${what} did not come: ${location.hash} ${document.body.innerText.slice(0, 800)}`));
    }, patienceMs);
    const look = () => {
      const found = find();
      if (!found) return;
      observer.disconnect();
      clearTimeout(late);
      resolve(found);
    };
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });
}

const textOf = (element: Element): string => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const named = (selector: string, name: string | RegExp, within: ParentNode = document): HTMLElement | undefined =>
  [...within.querySelectorAll<HTMLElement>(selector)].find((element) =>
    typeof name === 'string' ? textOf(element) === name : name.test(textOf(element)),
  );

function press(element: HTMLElement): void {
  element.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  element.click();
}
const button = (name: string | RegExp, within?: ParentNode) => {
  const found = named('button, a', name, within);
  return found?.getAttribute('aria-disabled') === 'true' ? undefined : found;
};
async function pressed(name: string | RegExp): Promise<void> {
  press(await until(`the button ${name}`, () => button(name)));
}

const fieldNamed = (label: string) =>
  named('label', label) instanceof HTMLLabelElement ? (named('label', label) as HTMLLabelElement).control : null;

/** Puts a value into a field as typing does. */
async function filled(label: string, value: string): Promise<void> {
  const field = await until(`the field ${label}`, () => fieldNamed(label));
  const place = Object.getPrototypeOf(field) as object;
  Object.getOwnPropertyDescriptor(place, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
}
async function chosen(label: string): Promise<void> {
  press(await until(`the choice ${label}`, () => fieldNamed(label)));
}

/** What was done and is on the disk, for whoever keeps the diary of the journey. */
export type Told = { what: 'came' | 'registered' | 'signed'; ticket: string; words: readonly string[] };
type Telling = { tell?: (told: Told) => Promise<void> };
const tell = (told: Told): Promise<void> => (globalThis as Telling).tell?.(told) ?? Promise.resolve();

const ticketHere = (): string =>
  /^No\. (\S+)/.exec(textOf(document.querySelector('main .fig') ?? document.body))?.[1] ?? '';

const heading = (): string => textOf(document.querySelector('h1') ?? document.body);
async function at(hash: string, title: RegExp): Promise<void> {
  location.hash = hash;
  await until(`the screen ${hash}`, () => title.test(heading()));
}

/** Fills the form of a walk-in, and leaves it at that. */
async function write(who: Somebody, specialty: string): Promise<void> {
  await at('#/register', /^A walk-in/);
  await filled('Name', who.name);
  await filled('Year of birth', `${who.birthYear}`);
  await chosen(who.sex);
  await filled('Telephone', who.phone);
  await filled('What brings them', who.complaint);
  await filled('Specialty', specialty);
  await chosen('the person consents');
}
/** Saves the form that is written; told to be somebody else where others are shown. */
async function save(): Promise<string> {
  const name = fieldNamed('Name') as HTMLInputElement;
  const words = [name.value];
  await pressed(/^(Register and queue|Another person: register)$/);
  await until('the person who was registered', () => location.hash.startsWith('#/visit/') && ticketHere());
  await tell({ what: 'registered', ticket: ticketHere(), words });
  return ticketHere();
}
async function register(who: Somebody, specialty: string): Promise<string> {
  await write(who, specialty);
  return save();
}

/** Somebody who is booked stands at the door and says the number of their ticket. */
async function checkIn(ticket: string): Promise<void> {
  await at('#/scan', /^Scan a ticket/);
  await filled('Ticket number', ticket);
  await pressed('Find');
  await pressed('Has arrived');
  await until('the place in the queue', () => !button('Has arrived') && named('h2', 'Place in the queue'));
  await tell({ what: 'came', ticket, words: [] });
}

export type Examination = {
  finding: string;
  code: string;
  treatment?: string;
  operation?: string;
  advice?: string;
  nextStep: string;
};

const current = () => document.querySelector<HTMLElement>('article.current');

/** Calls the next one into this room. @returns their ticket; null where nobody waits */
async function callNext(): Promise<string | null> {
  await at('#/', /^The day/);
  const call = await until('whom to call', () => named('aside.thumb button', /^(Call next|Nobody)/));
  const ticket = /^Call next: (.+)$/.exec(textOf(call))?.[1];
  if (!ticket) return null;
  press(call);
  await until(`${ticket} in the room`, () => current()?.getAttribute('aria-label')?.startsWith(`${ticket} `));
  return ticket;
}

/** Opens the examination of who is in the room. */
async function examine(): Promise<void> {
  await at('#/', /^The day/);
  const here = await until('somebody in the room', current);
  press(await until('the button Examine', () => button('Examine', here)));
  await until('the form of the examination', () => fieldNamed('Finding'));
}

async function note({ finding, code, treatment, operation, advice, nextStep }: Examination): Promise<void> {
  await filled('Finding', finding);
  await filled('ICD-10 code', code);
  if (treatment) await filled('Treatment', treatment);
  if (operation) await filled('Operation', operation);
  if (advice) await filled('Advice', advice);
  await chosen(nextStep);
}
async function sign(): Promise<void> {
  await pressed('Sign');
  await until('the signature', () => named('output', /^The examination is signed/));
  const words = ['Finding', 'Operation'].map((label) => (fieldNamed(label) as HTMLTextAreaElement).value);
  await tell({ what: 'signed', ticket: ticketHere(), words: words.filter(Boolean) });
}

/** From the call to the signature. @returns their ticket; null where nobody waits */
async function serve(examination: Examination): Promise<string | null> {
  const ticket = await callNext();
  if (ticket === null) return null;
  await examine();
  await note(examination);
  await sign();
  return ticket;
}

/** Sees to an end whom a room had called when its device fell over. @returns their ticket; null where nobody sits there */
async function finish(examination: Examination): Promise<string | null> {
  await at('#/', /^The day/);
  if (!current()) return null;
  await examine();
  await note(examination);
  await sign();
  return ticketHere();
}

/** What the day says of itself: `12 registered · 3 examined · 9 waiting`. */
async function summary(): Promise<string> {
  await at('#/', /^The day/);
  return textOf(await until('the counts', () => named('p', /registered ·/)));
}

const hands = {
  at,
  write,
  save,
  register,
  checkIn,
  callNext,
  examine,
  note,
  sign,
  serve,
  finish,
  summary,
  pressed,
  filled,
  chosen,
};
export type Hands = typeof hands;
Object.assign(globalThis, { hands });
