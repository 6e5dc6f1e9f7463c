import type { Carried } from '../../modules/missions/day/exchange.ts';

/** `new`: this browser has not joined the mission. `newer`: a newer application wrote the store; nothing was touched. */
export type Stage = 'new' | 'locked' | 'open' | 'newer' | 'wiped';
export type Change =
  | { kind: 'stage'; stage: Stage }
  | { kind: 'operations'; added: readonly Carried[] }
  /** The server said something new of the mission: its plan, its devices, the time. */
  | { kind: 'learnt' }
  /** Something became safe elsewhere, or there is something new that is not. */
  | { kind: 'safety' };
