import { type MouseEvent, useState } from 'react';
import { caller } from '../../platform/client.ts';
import { Problem } from '../../platform/clientProblem.ts';

/** What a request says of who asks; a plain link cannot say it. */
const headers = (): Record<string, string> => ({
  'accept-language': caller.locale,
  ...(caller.organisation && { 'yntymaq-organisation': caller.organisation }),
});

async function fileAt(address: string): Promise<Blob> {
  const response = await fetch(address, { headers: headers() }).catch(() => null);
  if (response?.ok) return response.blob();
  const told = (await response?.json().catch(() => null)) as { title?: string } | null | undefined;
  throw new Problem({
    code: response ? 'failed' : 'no-connection',
    status: response?.status ?? 0,
    title: told?.title ?? '',
    fields: [],
  });
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Downloads for the organisation that is chosen here; the link itself stays one that can be copied. */
export function useDownload() {
  const [error, setError] = useState<Error | null>(null);
  const [isComing, setComing] = useState(false);
  const start = (event: MouseEvent, address: string, name: string) => {
    event.preventDefault();
    setError(null);
    setComing(true);
    fileAt(address)
      .then(
        (file) => save(file, name),
        (failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure))),
      )
      .finally(() => setComing(false));
  };
  return { start, error, isComing };
}
