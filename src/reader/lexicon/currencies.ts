/** Currency words of the four languages, on folded text; the first that fits decides. */
export const currencyWords: readonly (readonly [RegExp, string])[] = [
  [/^(?:канад\p{L}* долл\p{L}*|canadian dollars?)/u, 'CAD'],
  [/^(?:австрали\p{L}* долл\p{L}*|australian dollars?)/u, 'AUD'],
  [/^(?:гонконг\p{L}* долл\p{L}*|hong kong dollars?)/u, 'HKD'],
  [/^(?:сингапур\p{L}* долл\p{L}*|singapore dollars?)/u, 'SGD'],
  [
    /^(?:(?:ақш|америка|американ\p{L}*|u ?\.? ?s ?\.?|us|united states) (?:нын |нің |ның )?)?(?:долл?ар\p{L}*|dollars?|долл(?: \.)?)(?: (?:сша|ақш))?(?= |$)/u,
    'USD',
  ],
  [/^(?:тенге|теңге\p{L}*|тг|tenge)(?= |$)/u, 'KZT'],
  [/^(?:еуро\p{L}{0,4}|евро|euros?)(?= |$)/u, 'EUR'],
  [/^(?:(?:ресей|российск\p{L}*|russian) )?(?:рубл\p{L}*|руб|roubles?|rubles?)(?= |$)/u, 'RUB'],
  [
    /^(?:(?:жапон\p{L}*|япон\p{L}*|japanese) )?(?:иен|йен|иена|йена|иены|йены|иенаны?|иен\p{L}{1,5}|йен\p{L}{1,5}|yen)(?= |$)/u,
    'JPY',
  ],
  [
    /^(?:(?:оңтүстік )?(?:корея|кәріс|южнокорейск|корейск|korean|south korean)\p{L}* )?(?:вон|вона|воны|вон(?:ды|нан|ға|ов|дан)|won)(?= |$)/u,
    'KRW',
  ],
  [/^(?:(?:қытай|китайск|chinese)\p{L}* )?(?:юан\p{L}*|yuan|renminbi)(?= |$)/u, 'CNY'],
  [/^(?:(?:қырғыз|қирғиз|киргизск|кыргызск|kyrgyz)\p{L}* )?(?:сом|сома|сомов|сомды|сомнан|soms?)(?= |$)/u, 'KGS'],
  [/^(?:(?:ўзбек|өзбек|узбекск|uzbek)\p{L}* )?(?:сўм\p{L}{0,5}|сум|сума|сумов|sums?|soums?)(?= |$)/u, 'UZS'],
  [/^(?:(?:израиль\p{L}*|israeli) )?(?:new )?(?:шекел\p{L}*|shekels?)(?= |$)/u, 'ILS'],
  [/^(?:фунт\p{L}*(?: стерлинг\p{L}*)?|pounds? sterling|pounds)(?= |$)/u, 'GBP'],
  [/^(?:швейцар\p{L}* франк\p{L}*|swiss francs?)(?= |$)/u, 'CHF'],
  [/^(?:(?:түрік|турецк|turkish)\p{L}* )?(?:лира\p{L}*|лир|liras?)(?= |$)/u, 'TRY'],
  [/^(?:дирхам\p{L}*|дирхем\p{L}*|dirhams?)(?= |$)/u, 'AED'],
  [/^(?:рупи\p{L}*|rupees?)(?= |$)/u, 'INR'],
  [/^(?:манат\p{L}*|manats?)(?= |$)/u, 'AZN'],
  [/^(?:usd|eur|kzt|rub|jpy|krw|cny|kgs|uzs|ils|gbp|chf|try|aed|inr|azn|cad|aud)(?= |$)/u, ''],
  [/^[$€₸₽¥₩£₪]/u, ''],
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
  /(?:^| )(?:([$€₸₽¥₩£₪])|(us \$|usd|eur|kzt|rub|jpy|krw|cny|kgs|uzs|ils|gbp|chf|try|aed|inr|azn|cad|aud)) $/u;

/** The currency written directly in front of a number: `$ 7 million`, `JPY 1,087,000,000`. */
export function currencyBefore(folded: string): { currency: string; length: number } | null {
  const match = codeBefore.exec(folded);
  if (!match) return null;
  const name = match[1] ?? match[2] ?? '';
  const currency = name === 'us $' ? 'USD' : (symbols[name] ?? name.toUpperCase());
  return { currency, length: name.length + 1 };
}
