import type { CodeableConcept, Task } from '@medplum/fhirtypes';
import { isObject } from './elements.ts';
import { systems } from './resources/common.ts';

/** What a Task brings along for an act of a referral. Pure. */

export const codeIn = (concepts: readonly CodeableConcept[] | undefined, system: string): string | undefined =>
  concepts?.flatMap(({ coding = [] }) => coding).find((each) => each.system === system)?.code;

type Input = NonNullable<Task['input']>[number];
/** Whichever type it has; of a reference the id. */
function valueOf(input: Input): unknown {
  const [, value] = Object.entries(input).find(([name]) => name.startsWith('value')) ?? [];
  if (!isObject(value)) return value;
  const { reference, code, coding } = value;
  if (typeof reference === 'string') return reference.split('/').at(-1);
  return code ?? (Array.isArray(coding) && isObject(coding[0]) ? coding[0]['code'] : undefined);
}

/** Inputs as an act takes them: `reasons.kk` is within `reasons`. */
export function inputsOf({ input = [], statusReason }: Task): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  const reason = codeIn(statusReason ? [statusReason] : [], systems.reason);
  if (reason !== undefined) inputs['reason'] = reason;
  for (const each of input) {
    const name = codeIn([each.type], systems.input);
    const value = valueOf(each);
    if (name === undefined || value === undefined) continue;
    const steps = name.split('.').filter((step) => /^[A-Za-z]{1,40}$/.test(step));
    const last = steps.pop();
    let place = inputs;
    for (const step of steps) {
      const inner = isObject(place[step]) ? (place[step] as Record<string, unknown>) : {};
      place[step] = inner;
      place = inner;
    }
    if (last !== undefined) place[last] = value;
  }
  return inputs;
}
