import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { type Call, newKey } from '../../platform/client.ts';
import { Problem } from '../../platform/clientProblem.ts';

type Caller<Input, Output> = (input: Input, options: { context: Call }) => Promise<Output>;

export type Sending<Input> = {
  send: (input: Input) => void;
  isSending: boolean;
  error: Error | null;
  /** Forgets the error. */
  reset: () => void;
};

/** Somebody else was first, or a consent has ended since the page was opened. */
const meanwhile: ReadonlySet<string> = new Set(['stale', 'consent-missing', 'consent-ended']);

/**
 * Sends one intention: the same words sent again after a lost answer carry the same key, so they count once. What is
 * shown is fetched anew before `done` runs.
 */
export function useSend<Input, Output>(
  call: Caller<Input, Output>,
  done?: (output: Output, input: Input) => unknown,
): Sending<Input> {
  const intention = useRef({ words: '', key: '' });
  const queries = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (input: Input) => {
      const words = JSON.stringify(input);
      if (intention.current.words !== words) intention.current = { words, key: newKey() };
      return call(input, { context: { idempotencyKey: intention.current.key } });
    },
    // Something happened meanwhile: what is shown becomes what is now, and what was typed stays.
    onError: (failure) =>
      failure instanceof Problem && meanwhile.has(failure.code) ? queries.invalidateQueries() : undefined,
    onSuccess: async (output, input) => {
      intention.current = { words: '', key: '' };
      await queries.invalidateQueries();
      await done?.(output, input);
    },
  });
  return { send: (input) => mutate(input), isSending: isPending, error, reset };
}
