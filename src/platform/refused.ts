/** A value from outside that a pure rule does not accept: `reason` is for programs and names the fault. */
export class Refused<Reason extends string = string> extends RangeError {
  readonly reason: Reason;

  constructor(reason: Reason, value: string) {
    super(`${reason}: ${value.slice(0, 80)}`);
    this.name = 'Refused';
    this.reason = reason;
  }
}

/** The reason a reading is refused for, or null where it is accepted. Other errors pass through. */
export function whyRefused<Reason extends string>(read: () => unknown): Reason | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.reason as Reason;
    throw error;
  }
}
