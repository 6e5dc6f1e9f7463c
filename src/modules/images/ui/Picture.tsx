import { useEffect, useState } from 'react';
import { askFile } from '../../../platform/client.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Waits } from '../../../web/kit/Waits.tsx';
import type { Window } from '../window.ts';

type Props = { slice: string; label: string; window?: Window | undefined };

/** A slice as a plain picture that the server drew: where the browser cannot draw, and to look at one slice alone. */
export function Picture({ slice, label, window }: Props) {
  const asked = window ? `?centre=${window.centre}&width=${window.width}` : '';
  const [shown, setShown] = useState<{ address: string; label: string } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const show = (file: Blob): void => {
      const reader = new FileReader();
      reader.addEventListener('load', () => {
        setShown({ address: reader.result as string, label });
        setError(null);
      });
      reader.readAsDataURL(file);
    };
    const fail = (failure: Error): void => {
      if (!leaving.signal.aborted) setError(failure);
    };
    askFile(`/images/slices/${slice}/picture${asked}`, leaving.signal).then(show, fail);
    return () => leaving.abort();
  }, [slice, asked, label]);
  if (error) return <ErrorNote error={error} />;
  // What is not here yet leaves the one before in its place, under its own name.
  return shown === null ? <Waits /> : <img className="slice-picture" src={shown.address} alt={shown.label} />;
}
