import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../../platform/clientProblem.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { accordsApi } from '../../accords/ui/client.ts';
import { instrumentsApi } from '../../instruments/ui/client.ts';
import type { LedgerProposal } from '../../accords/proposal.ts';
import { type Claim, documentsApi } from './client.ts';

export type Decided = { claim: string; as: 'accepted' | 'rejected' };
type Accepting = {
  claim: Claim;
  value: Record<string, unknown> | null;
  entry: LedgerProposal;
  /** What was typed is in the ledger now and need not be kept any more. */
  forget: () => void;
};
type Listener = { decided: (decided: Decided) => void; takenBack: (claim: string) => void };

/** Somebody else was first, so what is shown is no longer how it is. */
const isOutdated = (error: Error | null): boolean =>
  error instanceof Problem && (error.code === 'stale' || error.code === 'already-decided');

/** What was decided here and can be undone, the last one last, and when something was saved. */
function useUndoable({ decided, takenBack }: Listener) {
  const [undoable, setUndoable] = useState<readonly Decided[]>([]);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const note = (one: Decided) => {
    setUndoable((before) => [...before.filter(({ claim }) => claim !== one.claim), one]);
    setSavedAt(new Date());
    decided(one);
  };
  const forget = (claim: string) => {
    setUndoable((before) => before.filter((each) => each.claim !== claim));
    setSavedAt(new Date());
    takenBack(claim);
  };
  return { undoable, savedAt, note, forget };
}

/** Accepting, rejecting and taking back, one at a time, with what can be undone. */
export function useDeciding(listener: Listener) {
  const queries = useQueryClient();
  const { undoable, savedAt, note, forget } = useUndoable(listener);
  const typed = useRef<() => void>(() => {});
  const entering = useSend(accordsApi.enterClaim.call, (_, { claim }) => {
    typed.current();
    note({ claim, as: 'accepted' });
  });
  const rejecting = useSend(documentsApi.rejectClaim.call, (_, { id }) => note({ claim: id, as: 'rejected' }));
  const reopening = useSend(documentsApi.reopenClaim.call, (_, { id }) => forget(id));
  const undoing = useSend(accordsApi.undoEntry.call, (_, { claim }) => forget(claim));
  const untelling = useSend(instrumentsApi.undoInstrumentEntry.call, (_, { claim }) => forget(claim));
  const all = [entering, rejecting, reopening, undoing, untelling];
  const error = all.find((each) => each.error)?.error ?? null;
  const isBusy = all.some(({ isSending }) => isSending);
  useEffect(() => {
    if (isOutdated(error)) void queries.invalidateQueries();
  }, [error, queries]);
  return {
    error,
    isBusy,
    savedAt,
    undoable,
    forgetErrors: () => all.forEach(({ reset }) => reset()),
    accept: ({ claim: { id, version }, value, entry, forget: forgetTyped }: Accepting) => {
      if (isBusy) return;
      typed.current = forgetTyped;
      entering.send({ claim: id, version, entry, ...(value && { value }) });
    },
    reject: ({ id, version }: Claim) => isBusy || rejecting.send({ id, version }),
    takeBack: ({ id, version, state, kind }: Claim) => {
      if (isBusy) return;
      if (state === 'rejected') reopening.send({ id, version });
      // What rests on a claim that names an instrument is taken back with the instrument's steps.
      if (state === 'accepted') (kind === 'instrument' ? untelling : undoing).send({ claim: id, version });
    },
  };
}
export type Deciding = ReturnType<typeof useDeciding>;
