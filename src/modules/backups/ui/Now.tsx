import { KeyValue } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { Standing } from './client.ts';
import { useWords } from './useWords.ts';

/** The last good backup, how much would be lost now, and the last drill. */
export function Now({ standing }: { standing: Standing }) {
  const { t } = useLanguage();
  const { moment, size, span } = useWords();
  const { at, lastGood, lastDrill, reachedAt, isEmbedded, waiting, problem, problemSince } = standing;
  const took = (run: NonNullable<Standing['lastGood']>): string =>
    span(run.startedAt ?? run.askedAt, run.endedAt ?? at);
  // What an external server wrote since its last backup is in that server's own log alone.
  const safe = isEmbedded ? reachedAt : (lastGood?.startedAt ?? null);
  const facts = [
    {
      label: t('backups.ui.last_good'),
      value: lastGood?.endedAt
        ? `${moment(lastGood.endedAt)}, ${size(lastGood.bytes ?? 0)}, ${took(lastGood)}`
        : t('backups.ui.never'),
    },
    {
      label: t('backups.ui.lost'),
      value: safe ? t('backups.ui.lost_since', { span: span(safe, at), at: moment(safe) }) : t('backups.ui.unknown'),
    },
    {
      label: t('backups.ui.last_drill'),
      value: lastDrill?.endedAt
        ? `${moment(lastDrill.endedAt)}, ${t(`backups.ui.outcome.${lastDrill.outcome ?? 'done'}`)}, ${took(lastDrill)}`
        : t('backups.ui.never'),
    },
    { label: t('backups.ui.place'), value: <code className="break">{standing.place}</code> },
    ...(waiting.pieces > 0 ? [{ label: t('backups.ui.waiting'), value: size(waiting.bytes) }] : []),
    ...(problem !== null && problemSince !== null
      ? [{ label: t('backups.ui.problem'), value: `${problem}, ${moment(problemSince)}` }]
      : []),
  ];
  return (
    <section className="card stack" aria-label={t('backups.ui.stand')}>
      <h2 className="minor">{t('backups.ui.stand')}</h2>
      <KeyValue facts={facts} />
      {!isEmbedded && <p className="quiet">{t('backups.ui.external')}</p>}
      <p className="hint">{t('web.history.clock')}</p>
    </section>
  );
}
