import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { Button, TextField } from '../../../../design/index.ts';
import { clientOf } from '../../../../platform/client.ts';
import { codesContract } from '../../../codes/contract.ts';
import { useWords } from '../useWords.ts';

const codesApi = clientOf(codesContract);
type Props = { id: string; label: string; value: string; put: (code: string) => void };

/** A code of ICD-10, typed as it is or found by its words in any of the languages that are loaded. */
export function CodeField({ id, label, value, put }: Props) {
  const { t, name } = useWords();
  const q = useDeferredValue(value.trim());
  const { data = [] } = useQuery({
    ...codesApi.concepts.queryOptions({ input: { system: 'icd-10', q } }),
    enabled: q.length > 1,
  });
  const exact = data.find(({ code }) => code === q.toUpperCase());
  const offered = exact ? [] : data.slice(0, 8);
  return (
    <div className="stack-s">
      <TextField
        {...{ id, label, value }}
        hint={exact ? name(exact.names) : t('referrals.case.hint.code')}
        onChange={({ target }) => put(target.value)}
      />
      {offered.length > 0 && (
        <ul className="plain stack-s">
          {offered.map(({ code, names }) => (
            <li key={code}>
              <Button small tone="quiet" onClick={() => put(code)}>
                {`${code} ${name(names)}`}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
