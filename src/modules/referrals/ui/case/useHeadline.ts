import { useCase } from './useCase.ts';
import { useWords } from '../useWords.ts';

/** What the patient is referred for, as the code system calls it; null where the care is not open or nothing is written. */
export function useHeadline(referral: string): string | null {
  const { name } = useWords();
  const { data } = useCase(referral);
  const diagnosis = data?.parts.find(({ kind, party }) => kind === 'diagnosis' && party === 'sender')?.content;
  if (diagnosis?.kind !== 'diagnosis') return null;
  const [main] = diagnosis.codes;
  if (!main) return null;
  const named = data?.codes.find(({ code }) => code === main.code);
  return named ? name(named.names) : main.code;
}
