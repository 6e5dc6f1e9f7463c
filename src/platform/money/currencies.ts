/**
 * Digits after the point of the currencies in use, by ISO 4217; the test compares them with the published list.
 * A currency that is not here is refused, never guessed.
 */
const minorDigits = {
  AED: 2,
  AUD: 2,
  AZN: 2,
  BHD: 3,
  BYN: 2,
  CAD: 2,
  CHF: 2,
  CNY: 2,
  CZK: 2,
  DKK: 2,
  EUR: 2,
  GBP: 2,
  GEL: 2,
  HUF: 2,
  ILS: 2,
  INR: 2,
  JPY: 0,
  KGS: 2,
  KRW: 0,
  KWD: 3,
  KZT: 2,
  MNT: 2,
  NOK: 2,
  PLN: 2,
  QAR: 2,
  RUB: 2,
  SAR: 2,
  SEK: 2,
  SGD: 2,
  TJS: 2,
  TMT: 2,
  TRY: 2,
  UAH: 2,
  USD: 2,
  UZS: 2,
  VND: 0,
} as const;

export type Currency = keyof typeof minorDigits;

export const currencies = Object.keys(minorDigits) as readonly Currency[];

export const isCurrency = (text: string): text is Currency => Object.hasOwn(minorDigits, text);

/** How many digits an amount of this currency has after the point. */
export const digitsOf = (currency: Currency): number => minorDigits[currency];
