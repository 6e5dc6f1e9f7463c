/** Whether a value from outside is one of those that are known. */
export const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  values.some((it) => it === value);
