import { implement } from '@orpc/server';
import { parseSetting } from '../../platform/installation/settings.ts';
import { changeSetting } from '../../platform/installation/settings.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { administrationContract } from './contract.ts';
import { cancelJob, listRuns, retryJob, runJobNow } from './job.sql.ts';
import { cancel, findMessage, listMessages, resend } from './message.sql.ts';
import {
  messageShower,
  readMessage,
  showHealth,
  showJobs,
  showMessage,
  showRun,
  showSettings,
} from './shown.server.ts';

const api = implement(administrationContract).$context<Served>();
const pageSize = 50;
const done = { done: true } as const;
/** The page, and where the next begins. */
const pageOf = <T extends { id: string }>(found: readonly T[], limit: number) => ({
  items: found.slice(0, limit),
  next: found.length > limit ? (found[limit - 1]?.id ?? null) : null,
});

const messages = {
  messages: api.messages.handler(async ({ input: { cursor, limit = pageSize, ...filter }, context }) => {
    const { items, next } = pageOf(await listMessages(context.tx, filter, { cursor, limit: limit + 1 }), limit);
    const { keptDays, show } = await messageShower(context);
    return {
      items: items.map((row) => {
        const { more: _more, ...shown } = show(row);
        return shown;
      }),
      next,
      waysOut: [...context.host.waysOut],
      keptDays,
    };
  }),
  message: api.message.handler(async ({ input: { id }, context, errors }) => {
    const shown = await showMessage(context, id);
    if (!shown) throw errors['not-found']();
    return shown;
  }),
  openMessage: api.openMessage.handler(async ({ input: { id }, context, errors }) => {
    const opened = await readMessage(context, id);
    if (!opened) throw errors['not-found']();
    return opened;
  }),
  resendMessage: api.resendMessage.handler(async ({ input: { id }, context, errors }) => {
    if (!(await findMessage(context.tx, id))) throw errors['not-found']();
    if (!(await resend(context, id))) throw errors['wrong-state']();
    return done;
  }),
  cancelMessage: api.cancelMessage.handler(async ({ input: { id }, context, errors }) => {
    if (!(await findMessage(context.tx, id))) throw errors['not-found']();
    if (!(await cancel(context, id))) throw errors['wrong-state']();
    return done;
  }),
};

const jobs = {
  jobs: api.jobs.handler(({ context }) => showJobs(context)),
  runs: api.runs.handler(async ({ input: { limit = pageSize, ...filter }, context }) => {
    const { items, next } = pageOf(await listRuns(context.tx, { ...filter, limit: limit + 1 }), limit);
    return { items: items.map((run) => showRun(run, context.now)), next };
  }),
  startJob: api.startJob.handler(async ({ input: { name }, context, errors }) => {
    if (!(await runJobNow(context, name))) throw errors['not-found']();
    return done;
  }),
  retryJob: api.retryJob.handler(async ({ input: { id }, context, errors }) => {
    if (!(await retryJob(context, id))) throw errors['wrong-state']();
    return done;
  }),
  cancelJob: api.cancelJob.handler(async ({ input: { id }, context, errors }) => {
    if (!(await cancelJob(context, id))) throw errors['wrong-state']();
    return done;
  }),
};

export const administrationRoutes = api.router({
  ...messages,
  ...jobs,
  settings: api.settings.handler(({ context }) => showSettings(context)),
  changeSetting: api.changeSetting.handler(async ({ input: { key, value, version }, context, errors }) => {
    const parsed = parseSetting(key, value);
    if (parsed === null) throw errors['setting-invalid']();
    if (!(await changeSetting(context, { key, value: parsed, version }))) throw errors.stale();
    return showSettings(context);
  }),
  health: api.health.handler(({ context }) => showHealth(context)),
});
