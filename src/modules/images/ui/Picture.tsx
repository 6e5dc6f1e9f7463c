import { useEffect, useState } from 'react';
import { askFile } from '../../../platform/client.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Waits } from '../../../web/kit/Waits.tsx';
import type { Window } from '../window.ts';

type Props = { slice: string; label: string; window?: Window | undefined };

/** A slice as a plain picture that the server drew: where the browser cannot draw, and to look at one slice alone. */
export function Picture({ slice, label, window }: Props) {
  const asked = window ? `?centre=${window.centre}&width=${window.width}` : '';
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
    askFile(`/images/slices/${slice}/picture${asked}`, leaving.signal).then(show, fail);
    return () => leaving.abort();
  }, [slice, asked]);
  if (error) return <ErrorNote error={error} />;
  return address === null ? <Waits /> : <img className="slice-picture" src={address} alt={label} />;
}
