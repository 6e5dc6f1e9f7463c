import type { Served } from '../../platform/serve.ts';
import type { Keeping } from './erasure.ts';

/**
 * What another module holds on patients. Each module that keeps something about them registers here once, so that "all
 * that is held on me", a withdrawal and an erasure reach it without this module knowing it.
 */
export type Holding = {
  /** The module's name; also the field of the export. */
  name: string;
  /** All of it, as plain values for JSON; undefined where there is nothing. */
  of(context: Served, patients: readonly string[]): Promise<unknown>;
  /** What the law or a running matter wants kept. */
  keeping?(context: Served, records: readonly { id: string; changedAt: Date }[]): Promise<Keeping[]>;
  /** What an organisation has received already and can keep: shown when a consent is withdrawn. */
  copies?(context: Served, asked: { patients: readonly string[]; receivers: readonly string[] }): Promise<Copy[]>;
  /** Removes what would still tell who it was. What was sealed under the patient's key needs nothing. */
  erase?(context: Served, patients: readonly string[]): Promise<void>;
};
/** What a receiver has of a patient. `what` is a word of the module: `read`, `exported`, `transfer` … */
export type Copy = { organisation: string; what: string; count: number; lastAt: string | null };

const holdings: Holding[] = [];

/** Makes a module's holdings known. Twice under one name is a mistake. */
export function holds(holding: Holding): void {
  if (holdings.some(({ name }) => name === holding.name)) throw new Error(`${holding.name} is registered already`);
  holdings.push(holding);
}

export const allHoldings = (): readonly Holding[] => holdings;
