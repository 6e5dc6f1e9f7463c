import { useWorkplace } from './context.tsx';
import { useLanguage, useT } from './language.tsx';
import { to } from './route.ts';
import { useSafety } from './Safety.tsx';
import { clockText, dateAt } from './view/day.ts';
import { venueOn, wordsOf } from './view/plan.ts';

const noticeable = 2 * 60_000;

/** Which mission it is, where it is on this date, and that it is invented where it is. */
export function Mission() {
  const { t, locale } = useLanguage();
  const { plan, date } = useWorkplace();
  if (!plan) return null;
  const venue = venueOn(plan, date);
  const words = [wordsOf(plan.mission.title, locale), venue && wordsOf(venue.name, locale)];
  return (
    <>
      <p>{words.filter(Boolean).join(' · ')}</p>
      {plan.mission.isDemo && <p className="hint">{t('day.demo')}</p>}
    </>
  );
}

/** What whoever works at this device must know before anything else: its clock is wrong, it was restored from a copy, or it is no longer part of the mission. */
export function Warnings() {
  const t = useT();
  const { store, now } = useWorkplace();
  const safety = useSafety();
  if (store.stage !== 'open') return null;
  const isRevoked = store.members.some(({ id, isRevoked: isOut }) => isOut && id === store.identity.device);
  const isClockWrong = Math.abs(store.offset ?? 0) >= noticeable;
  return (
    <>
      {isRevoked && (
        <p className="note stop">
          <span>
            {t('day.revoked')} <a href={to('devices')}>{t('day.devices.title')}</a>
          </span>
        </p>
      )}
      {safety?.twoHistoriesSince != null && (
        <p className="note stop">
          <span>
            {t('day.fault.two_histories')} <a href={to('devices')}>{t('day.devices.title')}</a>
          </span>
        </p>
      )}
      {isClockWrong && (
        <p className="note warn">
          <span>{t('day.clock.wrong', { date: dateAt(now, null), time: clockText(now) })}</span>
        </p>
      )}
    </>
  );
}
