import { useEffect, useState } from 'react';
import { askFile } from '../../../platform/client.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Waits } from '../../../web/kit/Waits.tsx';

/** A slice as a plain picture that the server drew: where the browser cannot draw, and to look at one slice alone. */
export function Picture({ slice, label }: { slice: string; label: string }) {
  const [address, setAddress] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const show = (file: Blob): void => {
      const reader = new FileReader();
      reader.addEventListener('load', () => {
        setAddress(reader.result as string);
        setError(null);
      });
      reader.readAsDataURL(file);
    };
    const fail = (failure: Error): void => {
      if (!leaving.signal.aborted) setError(failure);
    };
    askFile(`/images/slices/${slice}/picture`, leaving.signal).then(show, fail);
    return () => leaving.abort();
  }, [slice]);
  if (error) return <ErrorNote error={error} />;
  return address === null ? <Waits /> : <img className="slice-picture" src={address} alt={label} />;
}
