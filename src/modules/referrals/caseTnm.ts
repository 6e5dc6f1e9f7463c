/**
 * How far a tumour has spread, as UICC's TNM classification (8th edition) writes it. Only how a statement is written is checked, and
 * whether the disease has one: what is true of the patient is for who examined them. Pure.
 */

export type Tnm = { t: string; n: string; m: string };

const basis = '(?:yc|yp|rp|[cpra])?';
const T = new RegExp(
  `^${basis}T(?:X|0|is(?:\\((?:DCIS|Paget|LAMN|pu|pd)\\))?|a|[1-4](?:mi|[a-d][1-3]?)?)(?:\\((?:m|[2-9])\\))?$`,
);
const N = new RegExp(`^${basis}N(?:X|0(?:\\((?:i[-+]|mol[-+])\\))?|[1-3](?:mi|[a-c])?)(?:\\((?:sn|f)\\))?$`);
const M = new RegExp(`^${basis}M(?:0(?:\\((?:i\\+|mol\\+)\\))?|1[a-d]?(?:\\([0-4]\\))?)$`);

export type TnmFault =
  | 't-unwritten'
  | 'n-unwritten'
  | 'm-unwritten'
  | 'm-unsaid-by-pathologist'
  | 'bases-mixed'
  | 'in-situ-spread';

const basisOf = (text: string): string => new RegExp(`^${basis}`).exec(text)?.[0] ?? '';
/** After surgery, an M of the clinic stands beside a T and an N of the pathologist: that is usual. */
const stems: Readonly<Record<string, string>> = { '': '', c: '', p: '', yc: 'y', yp: 'y', r: 'r', rp: 'r', a: 'a' };

/**
 * What is wrong with a statement, in no order; none: it is written as UICC writes it. M has no X; that a pathologist found nothing
 * elsewhere (pM0) is not said, cM0 is; a tumour in situ has not spread.
 */
export function tnmFaults({ t, n, m }: Tnm): TnmFault[] {
  const faults: TnmFault[] = [];
  if (!T.test(t)) faults.push('t-unwritten');
  if (!N.test(n)) faults.push('n-unwritten');
  if (!M.test(m)) faults.push('m-unwritten');
  if (faults.length > 0) return faults;
  if (/^(?:y|r)?pM0$/.test(m)) faults.push('m-unsaid-by-pathologist');
  if (new Set([t, n, m].map((each) => stems[basisOf(each)])).size > 1) faults.push('bases-mixed');
  if (/T(?:is|a)/.test(t) && (/N[1-3]/.test(n) || /M1/.test(m))) faults.push('in-situ-spread');
  return faults;
}

/** Blocks of ICD-10 without a TNM, inside those that have one: trachea, brain, ill-defined sites, blood and lymph. */
const without = /^C(?:26|33|39|46|7[0-25-9]|8[0-9]|9[0-7])/;

/**
 * Whether a disease is described by TNM: `yes` for solid tumours, `in-situ` where only Tis or Ta can be, `no` for the rest: brain,
 * leukaemia and lymphoma have other scales, and what is benign has none.
 *
 * @param code of ICD-10, `C50.4`
 */
export function tnmApplies(code: string): 'yes' | 'in-situ' | 'no' {
  if (/^D0[0-9]/.test(code)) return 'in-situ';
  if (!/^C\d/.test(code) || without.test(code)) return 'no';
  return 'yes';
}

/** Why a disease and a TNM do not go together; null where they do. */
export function tnmMisfit(code: string, tnm: Tnm | null): 'tnm-not-for-this' | 'tnm-in-situ-only' | null {
  const applies = tnmApplies(code);
  if (tnm === null || applies === 'yes') return null;
  if (applies === 'no') return 'tnm-not-for-this';
  return /T(?:is|a)/.test(tnm.t) ? null : 'tnm-in-situ-only';
}
