import { type Carried, limits, spelled } from './exchange.ts';

/**
 * What the server and every device take for an operation: strict in what stands around it; what it says inside, a newer application may say
 * in ways that this one does not know (`isReadable` asks for that). By hand, because a phone looks at all of a day when it opens.
 */
type Check = (value: unknown) => boolean;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const id: Check = (value) => typeof value === 'string' && uuid.test(value);
/** No text with signs that a database cannot keep as they are. */
const name: Check = (value) =>
  typeof value === 'string' &&
  value.length >= 1 &&
  value.length <= 200 &&
  value.isWellFormed() &&
  !value.includes('\0');
const whole =
  (least: number, most: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
const moment = whole(-8.64e15, 8.64e15);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const envelope: Readonly<Record<string, Check>> = {
  id,
  mission: id,
  device: id,
  sequence: whole(1, 2_147_483_647),
  // As far as every device counts on: one with a clock gone wild must not take the others with it.
  lamport: whole(1, 2 ** 40),
  at: moment,
  offset: (value) => value === null || moment(value),
  by: name,
  version: whole(1, 32_767),
  body: (value) =>
    isRecord(value) &&
    typeof value['kind'] === 'string' &&
    value['kind'].length <= 60 &&
    /^[a-z]+(\.[a-z_]+)?$/.test(value['kind']) &&
    (value['visit'] === null || id(value['visit'])),
};
const parts = Object.entries(envelope);

/** Whether this has the shape of an operation, and nothing beside. */
export const isOperation = (value: unknown): value is Carried =>
  isRecord(value) &&
  Object.keys(value).length === parts.length &&
  parts.every(([part, check]) => Object.hasOwn(value, part) && check(value[part]));

const utf8 = new TextEncoder();

/** Whether it is as short as the server takes it. A device asks before it writes: what is too long would keep back all that follows. */
export const isShort = (one: Carried): boolean => utf8.encode(spelled(one)).length <= limits.operationBytes;
