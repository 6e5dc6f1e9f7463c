import { Badge } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { State } from './client.ts';

/** How far the audit is sealed and what the last verification found. */
export function Chain({ state: { sealed, waiting, verified } }: { state: State }) {
  const { t, formats } = useLanguage();
  const moment = (at: string) => formats.moment(new Date(at), 'Asia/Almaty');
  return (
    <section className="card stack" aria-label={t('audit.ui.state')}>
      <h2 className="minor">{t('audit.ui.state')}</h2>
      <p>
        {verified === null ? (
          t('audit.ui.never_verified')
        ) : (
          <>
            {t('audit.ui.verified')}: {moment(verified.at)},{' '}
            <Badge tone={verified.faults === 0 ? 'leaf' : 'clay'}>
              {verified.faults === 0 ? t('audit.ui.whole') : t('audit.ui.broken', { faults: verified.faults })}
            </Badge>{' '}
            <span className="quiet">{t('audit.ui.rows', { rows: verified.rows })}</span>
          </>
        )}
      </p>
      <p>
        {sealed === null
          ? t('audit.ui.nothing_sealed')
          : `${t('audit.ui.sealed')}: ${sealed.number}, ${moment(sealed.at)}`}
        {waiting.rows > 0 && <span className="quiet"> {t('audit.ui.waiting', { rows: String(waiting.rows) })}</span>}
      </p>
      {sealed !== null && (
        <p>
          {t('audit.ui.head')}: <code className="break">{`${sealed.number}:${sealed.head}`}</code>
        </p>
      )}
      <p className="hint">{t('web.history.clock')}</p>
    </section>
  );
}
