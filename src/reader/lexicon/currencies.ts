/** Currency words of the four languages, on folded text; the first that fits decides. */
export const currencyWords: readonly (readonly [RegExp, string])[] = [
  [/^(?:канад[a-zа-ӿ]* долл[a-zа-ӿ]*|canadian dollars?)/, 'CAD'],
  [/^(?:австрали[a-zа-ӿ]* долл[a-zа-ӿ]*|australian dollars?)/, 'AUD'],
  [/^(?:гонконг[a-zа-ӿ]* долл[a-zа-ӿ]*|hong kong dollars?)/, 'HKD'],
  [/^(?:сингапур[a-zа-ӿ]* долл[a-zа-ӿ]*|singapore dollars?)/, 'SGD'],
  [
    /^(?:(?:ақш|америка|американ[a-zа-ӿ]*|u ?\.? ?s ?\.?|us|united states) (?:нын |нің |ның )?)?(?:долл?ар[a-zа-ӿ]*|dollars?|долл(?: \.)?)(?: (?:сша|ақш))?(?= |$)/,
    'USD',
  ],
  [/^(?:тенге|теңге[a-zа-ӿ]*|тг|tenge)(?= |$)/, 'KZT'],
  [/^(?:еуро[a-zа-ӿ]{0,4}|евро|euros?)(?= |$)/, 'EUR'],
  [/^(?:(?:ресей|российск[a-zа-ӿ]*|russian) )?(?:рубл[a-zа-ӿ]*|руб|roubles?|rubles?)(?= |$)/, 'RUB'],
  [
    /^(?:(?:жапон[a-zа-ӿ]*|япон[a-zа-ӿ]*|japanese) )?(?:иен|йен|иена|йена|иены|йены|иенаны?|иен[a-zа-ӿ]{1,5}|йен[a-zа-ӿ]{1,5}|yen)(?= |$)/,
    'JPY',
  ],
  [
    /^(?:(?:оңтүстік )?(?:корея|кәріс|южнокорейск|корейск|korean|south korean)[a-zа-ӿ]* )?(?:вон|вона|воны|вон(?:ды|нан|ға|ов|дан)|won)(?= |$)/,
    'KRW',
  ],
  [/^(?:(?:қытай|китайск|chinese)[a-zа-ӿ]* )?(?:юан[a-zа-ӿ]*|yuan|renminbi)(?= |$)/, 'CNY'],
  [/^(?:(?:қырғыз|қирғиз|киргизск|кыргызск|kyrgyz)[a-zа-ӿ]* )?(?:сом|сома|сомов|сомды|сомнан|soms?)(?= |$)/, 'KGS'],
  [
    /^(?:(?:ўзбек|өзбек|узбекск|uzbek)[a-zа-ӿ]* )?(?:сўм[a-zа-ӿ]{0,5}|сум|сума|сумов|сум(?:ға|ды|нан|дық)|sums?|soums?)(?= |$)/,
    'UZS',
  ],
  [/^(?:(?:израиль[a-zа-ӿ]*|israeli) )?(?:new )?(?:шекел[a-zа-ӿ]*|shekels?)(?= |$)/, 'ILS'],
  [/^(?:фунт[a-zа-ӿ]*(?: стерлинг[a-zа-ӿ]*)?|pounds? sterling|pounds)(?= |$)/, 'GBP'],
  [/^(?:сомони|somoni)(?= |$)/, 'TJS'],
  [/^(?:швейцар[a-zа-ӿ]* франк[a-zа-ӿ]*|swiss francs?)(?= |$)/, 'CHF'],
  [/^(?:(?:түрік|турецк|turkish)[a-zа-ӿ]* )?(?:лира[a-zа-ӿ]*|лир|liras?)(?= |$)/, 'TRY'],
  [/^(?:дирхам[a-zа-ӿ]*|дирхем[a-zа-ӿ]*|dirhams?)(?= |$)/, 'AED'],
  [/^(?:рупи[a-zа-ӿ]*|rupees?)(?= |$)/, 'INR'],
  [/^(?:манат[a-zа-ӿ]*|manats?)(?= |$)/, 'AZN'],
  [/^(?:usd|eur|kzt|rub|jpy|krw|cny|kgs|uzs|ils|gbp|chf|try|aed|inr|azn|cad|aud)(?= |$)/, ''],
  [/^[$€₸₽¥₩£₪]/, ''],
];

const symbols: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '₸': 'KZT',
  '₽': 'RUB',
  '¥': 'JPY',
  '₩': 'KRW',
  '£': 'GBP',
  '₪': 'ILS',
};

/** The currency named at the start of a folded text, with how many units of it the name takes. */
export function currencyAt(folded: string): { currency: string; length: number } | null {
  for (const [pattern, code] of currencyWords) {
    const match = pattern.exec(folded);
    if (match) return { currency: code || symbols[match[0]] || match[0].toUpperCase(), length: match[0].length };
  }
  return null;
}

const codeBefore =
  /(?:^| )(?:([$€₸₽¥₩£₪])|(us \$|usd|eur|kzt|rub|jpy|krw|cny|kgs|uzs|ils|gbp|chf|try|aed|inr|azn|cad|aud)) $/;

/** The currency written directly in front of a number: `$ 7 million`, `JPY 1,087,000,000`. */
export function currencyBefore(folded: string): { currency: string; length: number } | null {
  const match = codeBefore.exec(folded);
  if (!match) return null;
  const name = match[1] ?? match[2] ?? '';
  const currency = name === 'us $' ? 'USD' : (symbols[name] ?? name.toUpperCase());
  return { currency, length: name.length + 1 };
}
