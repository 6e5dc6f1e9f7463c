import { useQuery } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import type { Happening } from '../../../platform/happening.ts';
import { Coming } from '../../../web/kit/Coming.tsx';
import { History } from '../../../web/kit/History.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { Why } from '../../../web/kit/Why.tsx';
import { type Document, documentsApi } from './client.ts';
import { ReleasePanel } from './ReleasePanel.tsx';
import type { ClaimWords } from './useClaimWords.ts';

type Props = { document: Document; words: ClaimWords };

/** Fetched when somebody opens it: most who review a page have nothing to correct about it. */
const CorrectForm = lazy(async () => ({ default: (await import('./CorrectForm.tsx')).CorrectForm }));

/** Events that have words of their own; any other is told as a change. */
const happenings = [
  'claim.accept',
  'claim.change',
  'claim.make',
  'claim.reject',
  'claim.reopen',
  'claim.show',
  'source_document.takeIn',
  'source_document.fetch',
  'source_document.show',
  'source_document.keepInRelease',
  'source_document.splitFromRelease',
  'source_document.undoRelease',
] as const;
const fieldNames = ['title', 'titles', 'publisher', 'address', 'publishedOn'] as const;

/** What happened, in a few words; a correction names what it corrected, never what that held. */
export function happeningText({ subject, action, fields }: Happening, { t }: Pick<ClaimWords, 't'>): string {
  const name = `${subject}.${action}`;
  if (name === 'source_document.change') {
    const changed = fieldNames.filter((field) => fields.includes(field));
    const named = changed.map((field) => t(`documents.ui.changed.${field}`)).join(', ');
    return t('documents.ui.event.source_document.change', { fields: named });
  }
  const known = happenings.find((each) => each === name);
  return t(known ? `documents.ui.event.${known}` : 'documents.ui.event.other');
}

function Correcting({ document, words }: Props) {
  const [isWanted, want] = useState(false);
  return (
    <details className="card" onToggle={() => want(true)}>
      <summary>{words.t('documents.ui.change.open')}</summary>
      {isWanted && (
        <Coming>
          <CorrectForm key={document.version} document={document} words={words} />
        </Coming>
      )}
    </details>
  );
}

/** Below the review: the release, what is said about the source, and what happened with it. */
export function DocumentRecord({ document, words }: Props) {
  const mayWrite = useMay('documents.write');
  const history = useQuery(documentsApi.documentHistory.queryOptions({ input: { id: document.id } }));
  return (
    <div className="stack-l">
      <ReleasePanel document={document} words={words} />
      {mayWrite && <Correcting document={document} words={words} />}
      <Why subject="source_document" id={document.id} />
      <Loaded query={history}>
        {({ events, organisations }) => (
          <History events={events} organisations={organisations} words={(event) => happeningText(event, words)} />
        )}
      </Loaded>
    </div>
  );
}
