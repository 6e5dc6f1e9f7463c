/** What a delivery may be counted from in another module. Pure. */
export type RecordRefusal = 'record-not-aggregate';

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;
/** `<module>:<record set>:<cell>`, such as `missions:2026-taldykorgan:people_seen`. */
const shape = /^[a-z][a-z_]*(?::[\w.-]{1,100}){1,4}$/;
const person = /(?:^|[:._-])(?:patient|person|encounter|iin|passport|phone|email)s?(?:$|[:._-])/i;

/**
 * The ledger counts sets of records, never one person's: a key that looks like a person's (a patient, an individual
 * identification number, a telephone, an address) is refused. What a set holds, and how small it may be, is the other
 * module's promise.
 */
export function whyNotRecordSet(sourceRecord: string): RecordRefusal | null {
  if (!shape.test(sourceRecord) || person.test(sourceRecord)) return 'record-not-aggregate';
  return /\d{9}/.test(sourceRecord.replaceAll(uuid, '')) ? 'record-not-aggregate' : null;
}
