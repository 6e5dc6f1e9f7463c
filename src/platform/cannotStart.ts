/** A reason not to start that an operator can mend. It is shown as one plain line, without a stack. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
