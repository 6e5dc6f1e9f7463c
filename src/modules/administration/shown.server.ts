import { silence } from '../../platform/jobs/job.ts';
import { nextTurn } from '../../platform/jobs/next.ts';
import { healthOf, worstOf } from '../../platform/installation/health.ts';
import { measure } from '../../platform/installation/health.sql.ts';
import { parseSetting, settingDefaults, settingKeys } from '../../platform/installation/settings.ts';
import { changesOfSettings, keptSettings, readSetting } from '../../platform/installation/settings.sql.ts';
import { placeOf } from '../../platform/outbox/outbox.sql.ts';
import { sealedFor } from '../../platform/outbox/message.ts';
import type { Served } from '../../platform/serve.ts';
import { allJobs, lastRuns, type Queued, queueNow, runners, type RunRow } from './job.sql.ts';
import { actsOn, isForgotten } from './message.ts';
import { findMessage, type MessageRow, openSealed, stepsOf } from './message.sql.ts';

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

/** As messages are shown: how long they are kept decides what may still be done with them. */
export async function messageShower({ tx, now, host }: Served) {
  const keptDays = await readSetting(tx, 'messages_kept_days');
  const show = ({
    sealedFor: day,
    queuedAt,
    changedAt,
    nextTryAt,
    queuedBy,
    service,
    tryUntil,
    ...rest
  }: MessageRow) => {
    const canSend = host.waysOut.includes(rest.channel);
    return {
      ...rest,
      queuedAt: queuedAt.toISOString(),
      changedAt: changedAt.toISOString(),
      nextTryAt: moment(nextTryAt),
      acts: actsOn(rest.state, { isGone: isForgotten(day, { now, keptDays }), canSend }),
      more: { queuedBy, service, tryUntil: tryUntil.toISOString() },
    };
  };
  return { keptDays, show };
}

/** A message with its steps, or undefined: there is none. */
export async function showMessage(context: Served, id: string) {
  const row = await findMessage(context.tx, id);
  if (!row) return undefined;
  const { more, ...shown } = (await messageShower(context)).show(row);
  const steps = await stepsOf(context.tx, id);
  return { ...shown, ...more, steps: steps.map(({ at, ...step }) => ({ ...step, at: at.toISOString() })) };
}

/** The words of a message that nothing has sent, or undefined: it is none, or they are destroyed. */
export async function readMessage(context: Served, id: string) {
  const sealed = await openSealed(context, id);
  if (!sealed || context.vault.isDestroyed(sealedFor(sealed.sealed_for))) return undefined;
  const open = (part: Parameters<typeof placeOf>[1], held: Buffer) =>
    context.vault.open(sealedFor(sealed.sealed_for), held, placeOf(id, part)).toString('utf8');
  const subject = sealed.subject && open('subject', sealed.subject);
  return { to: open('recipient', sealed.recipient), subject, text: open('body', sealed.body) };
}

export const showRun = ({ startedAt, endedAt, count, cancelAskedAt, ...rest }: RunRow, now: Date) => ({
  ...rest,
  startedAt: startedAt.toISOString(),
  endedAt: moment(endedAt),
  tookMs: Math.max(0, (endedAt ?? now).getTime() - startedAt.getTime()),
  count: count === null ? null : Number(count),
  isStopping: cancelAskedAt !== null && endedAt === null,
});

const stateOf = ({ locked_at, attempts, most_attempts }: Queued) =>
  locked_at ? ('running' as const) : attempts >= most_attempts ? ('failed' as const) : ('waiting' as const);

/** What runs by itself. */
export async function showJobs({ tx, now }: Served) {
  const [all, last, queue, alive] = [await allJobs(tx), await lastRuns(tx), await queueNow(tx), await runners(tx)];
  return {
    jobs: all.map(({ name, cron }) => {
      const run = last.find(({ job }) => job === name);
      return { name, cron, next: moment(nextTurn(cron, now)), last: run ? showRun(run, now) : null };
    }),
    queue: queue.map((queued) => ({
      id: String(queued.id),
      job: queued.job,
      state: stateOf(queued),
      runAt: queued.run_at.toISOString(),
      attempts: queued.attempts,
      mostAttempts: queued.most_attempts,
      error: queued.error,
    })),
    runners: alive.map(({ id, startedAt, beatAt }) => ({
      id,
      startedAt: startedAt.toISOString(),
      beatAt: beatAt.toISOString(),
      isSilent: now.getTime() - beatAt.getTime() > silence,
    })),
  };
}

const changesShown = 30;

/** Every setting: those that may be set here, and those of the environment. */
export async function showSettings({ tx, host }: Served) {
  const [kept, changes] = [await keptSettings(tx), await changesOfSettings(tx, changesShown)];
  return {
    kept: settingKeys.map((key) => {
      const row = kept.find((each) => each.key === key);
      const value: unknown = (row && parseSetting(key, row.value)) ?? settingDefaults[key];
      return { key, value, version: row?.version ?? null, changedAt: moment(row?.changedAt ?? null) };
    }),
    changes: changes.map(({ at, ...change }) => ({ ...change, at: at.toISOString() })),
    environment: host.settings.map((setting) => ({ ...setting })),
  };
}

export async function showHealth({ tx, vault, host, clockNow }: Served) {
  const facts = await measure({ db: tx, vault, host, now: clockNow });
  const checks = healthOf(facts);
  const about = { version: host.version, startedAt: host.startedAt.toISOString() };
  return { at: facts.now.toISOString(), ...about, worst: worstOf(checks), checks };
}
