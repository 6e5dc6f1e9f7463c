import { type ClockFields, fieldsAt } from '../../platform/time/calendar.ts';

/**
 * An instant that shows the clocks of its place, whatever zone this machine is in: the shape (of `TZDate`, date-fns) in
 * which ical-generator takes a date with a zone. Seconds are not kept.
 */
export class PlaceDate extends Date {
  readonly timeZone: string;
  readonly internal: Date;
  readonly #fields: ClockFields;

  constructor(at: Date, zone: string) {
    super(at);
    this.timeZone = zone;
    this.internal = at;
    this.#fields = fieldsAt(at, zone);
  }

  withTimeZone(): this {
    return this;
  }
  tzComponents(): ClockFields {
    return this.#fields;
  }
  override getFullYear(): number {
    return this.#fields.year;
  }
  override getMonth(): number {
    return this.#fields.month - 1;
  }
  override getDate(): number {
    return this.#fields.day;
  }
  override getHours(): number {
    return this.#fields.hour;
  }
  override getMinutes(): number {
    return this.#fields.minute;
  }
  override getSeconds(): number {
    return 0;
  }
}
