import type { InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { backupsContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const backupsApi = clientOf(backupsContract);
export type Standing = InferContractRouterOutputs<typeof backupsContract>['backups'];
export type Run = Standing['runs'][number];
