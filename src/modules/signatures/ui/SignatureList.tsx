import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Action, Badge, Button, DemoBadge, LinkButton } from '../../../design/index.ts';
import { useLanguage, useT } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import type { SignableKind } from '../signable.ts';
import { signaturesApi, type Signature } from './client.ts';
import { CmsForm } from './CmsForm.tsx';
import { signWithPasskey } from './signing.ts';

type Props = { subject: SignableKind; id: string };

/** Who signed a record; below it, signing. */
export function SignatureList(record: Props) {
  const t = useT();
  const query = useQuery(signaturesApi.signatures.queryOptions({ input: record }));
  const maySign = useMay('signatures.sign');
  return (
    <Loaded query={query}>
      {({ items, isSignable }) =>
        items.length === 0 && !isSignable ? null : (
          <section className="stack" aria-label={t('signatures.ui.block')}>
            <h3>{t('signatures.ui.block')}</h3>
            {items.length === 0 && <p className="quiet">{t('signatures.ui.none')}</p>}
            <ul className="plain stack-s">
              {items.map((signature) => (
                <One key={signature.id} signature={signature} />
              ))}
            </ul>
            {maySign && isSignable && <Signing {...record} />}
          </section>
        )
      }
    </Loaded>
  );
}

function One({ signature }: { signature: Signature }) {
  const { t, locale, formats } = useLanguage();
  const { id, kind, person, organisation, at, isCurrent, isDemo } = signature;
  const who = [person.name, nameIn(locale, organisation.names)].filter(Boolean).join(', ');
  return (
    <li className="card stack-s">
      <p className="row">
        <b>{who}</b>
        {!isCurrent && <Badge tone="sun">{t('signatures.ui.changed')}</Badge>}
        {isDemo && <DemoBadge label={t('signatures.ui.demo')} />}
      </p>
      <p className="hint">
        {t(`signatures.ui.kind.${kind}`)}, {formats.moment(new Date(at), 'Asia/Almaty')}
      </p>
      <p>
        <LinkButton small href={`/app/signatures/${id}`}>
          {t('signatures.ui.open')}
        </LinkButton>
      </p>
    </li>
  );
}

function Signing(record: Props) {
  const t = useT();
  const [outcome, setOutcome] = useState<'signed' | 'cancelled' | 'no-passkey' | null>(null);
  const { send, isSending, error } = useSend(signWithPasskey, setOutcome);
  const [isCms, setCms] = useState(false);
  return (
    <div className="stack-s">
      <Action
        id={`sign-${record.id}`}
        tone="primary"
        unavailable={isSending}
        onClick={() => send(record)}
        effect={t('signatures.ui.sign_effect')}
      >
        {t('signatures.ui.sign_passkey')}
      </Action>
      <output>
        {outcome === 'cancelled' && t('signatures.ui.cancelled')}
        {outcome === 'no-passkey' && (
          <>
            {t('signatures.ui.no_passkey')} <a href="/app/account">{t('signatures.ui.to_account')}</a>
          </>
        )}
      </output>
      <ErrorNote error={error} />
      {isCms ? (
        <CmsForm {...record} close={() => setCms(false)} />
      ) : (
        <p>
          <Button small onClick={() => setCms(true)}>
            {t('signatures.ui.sign_cms')}
          </Button>
        </p>
      )}
    </div>
  );
}
