import { type Body, type Operation, operationVersion, type Priority } from '../src/modules/missions/day/operation.ts';
import { specialties } from '../src/modules/missions/day/operation.ts';
import { emptyLog, type Log, receive } from '../src/modules/missions/day/sync.ts';

/** Invented devices that write invented operations, the same in every run. */

/** Numbers that look random: the same for the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const hex = (random: (below: number) => number, count: number): string =>
  Array.from({ length: count }, () => random(16).toString(16)).join('');

/** UUIDs of version 7: the time in front, the rest random. */
export function idsFrom(seed: number): (at: number) => string {
  const random = randomFrom(seed);
  return (at) => {
    const time = at.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`;
  };
}

export const morning = Date.UTC(2026, 4, 12, 3, 0, 0);
export const date = '2026-05-12';
export const mission = '0196c2f0-0000-7000-8000-00000000a001';

/** A device with what it has stored. `now` is what its clock shows. */
export class Device {
  readonly id: string;
  readonly newId: (at: number) => string;
  log: Log = emptyLog;
  now = morning;
  offset: number | null = null;
  sequence = 0;
  lamport = 0;

  constructor(number: number) {
    this.newId = idsFrom(1000 + number);
    this.id = `0196c2f0-0000-7000-9000-${number.toString(16).padStart(12, '0')}`;
  }

  fresh(): string {
    return this.newId(this.now);
  }

  /** Writes and stores one operation, a few seconds after the one before. */
  say(body: Body): Operation {
    this.now += 7000;
    this.sequence += 1;
    this.lamport += 1;
    const operation: Operation = {
      id: this.fresh(),
      mission,
      device: this.id,
      sequence: this.sequence,
      lamport: this.lamport,
      at: this.now,
      offset: this.offset,
      by: `0196c2f0-0000-7000-b000-${this.id.slice(-12)}`,
      version: operationVersion,
      body,
    };
    this.log = receive(this.log, [operation]).log;
    return operation;
  }

  /** Takes in what others wrote. */
  hear(operations: readonly Operation[]): void {
    this.log = receive(this.log, operations).log;
    for (const { lamport } of operations) this.lamport = Math.max(this.lamport, lamport);
  }
}

const given = [
  'Айгүл',
  'Марат',
  'Сәуле',
  'Ерлан',
  'Гүлнар',
  'Бақыт',
  'Дәурен',
  'Жанар',
  'Нұрлан',
  'Әсел',
  'Тимур',
  'Роза',
];
const family = [
  'Ахметов',
  'Серікова',
  'Омаров',
  'Қасымова',
  'Жұмабаев',
  'Исаева',
  'Төлегенов',
  'Ким',
  'Смағұлов',
  'Бекова',
];
const complaints = [
  'Тізесі ауырады',
  'Бас айналады',
  'Жүрегі шаншиды',
  'Белі ауырады',
  'Қан қысымы көтеріледі',
  'Ентігеді',
];
const pick = <T>(random: (below: number) => number, from: readonly T[]): T => from[random(from.length)] as T;

export const someone = (random: (below: number) => number) => ({
  name: `${pick(random, given)} ${pick(random, family)}`,
  birthYear: String(1940 + random(80)),
  phone: `+7701${String(1_000_000 + random(8_999_999))}`,
});

const priorities: readonly Priority[] = ['routine', 'routine', 'routine', 'child', 'referred', 'urgent'];

/** One person registered and queued: ten operations. */
export function registered(device: Device, number: number, random: (below: number) => number): Operation[] {
  const visit = device.fresh();
  const { name, birthYear, phone } = someone(random);
  const field = (key: 'name' | 'birthYear' | 'sex' | 'phone' | 'language' | 'complaint' | 'consent', value: string) =>
    device.say({ kind: 'visit.field', visit, field: key, value, over: [] });
  return [
    device.say({
      kind: 'visit.registered',
      visit,
      ticket: `B-${String(number).padStart(4, '0')}`,
      booking: null,
      channel: 'walk_in',
      day: date,
    }),
    device.say({ kind: 'visit.arrived', visit }),
    field('name', name),
    field('birthYear', birthYear),
    field('sex', pick(random, ['female', 'male'])),
    field('phone', phone),
    field('language', 'kk'),
    field('complaint', pick(random, complaints)),
    field('consent', 'given'),
    device.say({
      kind: 'turn.queued',
      visit,
      turn: device.fresh(),
      specialty: pick(random, specialties),
      priority: pick(random, priorities),
    }),
  ];
}
