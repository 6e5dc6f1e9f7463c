/**
 * The fields in which what was typed differs from what the form began with. Only they are sent: what somebody else has
 * changed meanwhile in another field is not put back.
 */
export const changedOf = <T extends object>(began: T, typed: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(typed).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(began[field as keyof T])),
  ) as Partial<T>;
