import { forgetAnswersBefore } from '../idempotency.sql.ts';
import type { Job } from './jobs.ts';

const day = 24 * 3_600_000;

/** Answers kept for repeated requests may hold a person's values, so none is kept longer than a day. */
export const forgetAnswers: Job = {
  name: 'forgetAnswers',
  when: '17 * * * *',
  work: (tx, now) => forgetAnswersBefore(tx, new Date(now.getTime() - day)),
};
