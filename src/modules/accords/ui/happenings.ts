/** Events that have words of their own; any other is told as a change. */
export const happenings = [
  'commitment.record',
  'commitment.change',
  'commitment.withdraw',
  'commitment.show',
  'delivery.record',
  'delivery.confirm',
] as const;
