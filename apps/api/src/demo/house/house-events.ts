/** The events of the demo house beside event 1. All ids are below 2^22, where those that are made later begin. */

export interface HouseTicketType {
  id: number;
  name: string;
  condition: string;
  priceMinor: number;
}

export interface HouseTier {
  id: number;
  name: string;
  priceMinor: number;
  tickets: number;
  /** How much of it is sold, from 0 to 1. */
  sold: number;
  types: HouseTicketType[];
  hidden?: boolean;
}

export interface HouseEvent {
  id: number;
  organiserId: number;
  seriesId?: number;
  name: string;
  subtitle: string;
  description: string;
  venue: string;
  address: string;
  currency: string;
  /** From today, at the venue; before today: it is over. */
  inDays: number;
  /** On the clock at the venue. */
  startsAt: string;
  hours: number;
  /** Days until tickets are sold; below 0: since when. */
  saleInDays: number;
  maxTickets: number;
  tiers: HouseTier[];
}

export const HOUSE_ORGANISER = {
  id: 2,
  name: 'Kantorei St. Marien zu Lübeck e. V.',
  contactEmail: 'karten@kantorei-st-marien.example',
  imprint: 'Kantorei St. Marien zu Lübeck e. V.\nMarienkirchhof 2–3, 23552 Lübeck',
  terms: 'Tickets are valid for the date that is printed on them.',
  privacy: 'https://kantorei-st-marien.example/datenschutz',
  refundPolicy: 'If a concert is cancelled, we pay everything back.',
};

export const HOUSE_SERIES = {
  id: 1,
  organiserId: HOUSE_ORGANISER.id,
  name: 'Weihnachtsoratorium by Candlelight',
  subtitle: 'Johann Sebastian Bach: Cantatas I–III',
  description:
    'The choir of St Mary sings **Bach’s Christmas Oratorio** where Buxtehude played the organ. With soloists, period instruments and four hundred candles.\n\nDoors open an hour before. The church is heated, gently: bring a coat.',
};

/** The dates of the series; the first one has been. */
const SERIES_DATES = [
  { id: 2, inDays: -6, sold: 0.97 },
  { id: 3, inDays: 8, sold: 0.78 },
  { id: 4, inDays: 9, sold: 0.61 },
  { id: 5, inDays: 22, sold: 0.34 },
];

const studentsHalf = (tierId: number, priceMinor: number): HouseTicketType[] => [
  { id: tierId * 10 + 1, name: 'Adult', condition: '', priceMinor },
  {
    id: tierId * 10 + 2,
    name: 'Student',
    condition: 'With a student card, shown at the door',
    priceMinor: priceMinor / 2,
  },
];

/** Adult, student and child. */
const family = (tierId: number, priceMinor: number): HouseTicketType[] => [
  ...studentsHalf(tierId, priceMinor),
  { id: tierId * 10 + 3, name: 'Child', condition: 'Up to 14 years', priceMinor: 1_000 },
];

const seriesDate = ({ id, inDays, sold }: (typeof SERIES_DATES)[number]): HouseEvent => ({
  id,
  organiserId: HOUSE_ORGANISER.id,
  seriesId: HOUSE_SERIES.id,
  name: HOUSE_SERIES.name,
  subtitle: HOUSE_SERIES.subtitle,
  description: HOUSE_SERIES.description,
  venue: 'St. Marien',
  address: 'Marienkirchhof 2–3, 23552 Lübeck',
  currency: 'EUR',
  inDays,
  startsAt: '19:30',
  hours: 2,
  saleInDays: -60,
  maxTickets: 6,
  tiers: [
    tierOf(id, 1, 'Nave', 2_800, 80, sold),
    tierOf(id, 2, 'Side aisle', 2_200, 120, sold * 0.9),
    tierOf(id, 3, 'Organ loft', 1_500, 120, sold * 0.7),
  ],
});

function tierOf(
  eventId: number,
  number: number,
  name: string,
  priceMinor: number,
  tickets: number,
  sold: number,
  types: (tierId: number, priceMinor: number) => HouseTicketType[] = studentsHalf,
): HouseTier {
  const id = eventId * 100 + number;
  return { id, name, priceMinor, tickets, sold, types: types(id, priceMinor) };
}

const oneTicketType = (): HouseTicketType[] => [];

const OPERA_TIERS: [name: string, priceMinor: number, tickets: number, sold: number][] = [
  ['Proscenium box', 14_800, 16, 0.5],
  ['Stalls, rows 1–8', 11_800, 90, 0.83],
  ['Stalls, rows 9–20', 9_200, 120, 0.64],
  ['Dress circle, centre', 9_800, 60, 0.9],
  ['Dress circle, side', 7_400, 60, 0.42],
  ['Upper circle', 5_200, 100, 0.55],
  ['Gallery', 2_800, 80, 0.96],
  ['Standing', 1_200, 40, 0.3],
];

export const HOUSE_EVENTS: readonly HouseEvent[] = [
  ...SERIES_DATES.map(seriesDate),
  {
    id: 6,
    organiserId: 1,
    name: 'Open Studio: Draw the Harbour',
    subtitle: 'Free, for everyone from six to ninety-six',
    description:
      'Paper, charcoal and a view of the cranes. Come when you like, stay as long as you like.',
    venue: 'Harbour Hall, Pier 4',
    address: 'Pier 4, 20457 Hamburg',
    currency: 'USD',
    inDays: 4,
    startsAt: '14:00',
    hours: 4,
    saleInDays: -30,
    maxTickets: 4,
    tiers: [tierOf(6, 1, 'Admission', 0, 120, 0.46, oneTicketType)],
  },
  {
    id: 7,
    organiserId: 1,
    name: 'The Paper Lanterns',
    subtitle: 'The last night of the farewell tour',
    description: 'Nineteen years, seven records, one last encore.',
    venue: 'Harbour Hall, Pier 4',
    address: 'Pier 4, 20457 Hamburg',
    currency: 'USD',
    inDays: 33,
    startsAt: '20:00',
    hours: 3,
    saleInDays: -58,
    maxTickets: 4,
    tiers: [
      tierOf(7, 1, 'Floor', 6_500, 260, 1, oneTicketType),
      tierOf(7, 2, 'Balcony', 7_900, 90, 1, oneTicketType),
    ],
  },
  {
    id: 8,
    organiserId: 1,
    name: 'Long Night of Short Films',
    subtitle: 'Forty films, none longer than nine minutes',
    description: 'Bring a blanket. There is soup at midnight.',
    venue: 'Kino am Speicher',
    address: 'Am Sandtorkai 8, 20457 Hamburg',
    currency: 'USD',
    inDays: 75,
    startsAt: '21:00',
    hours: 7,
    saleInDays: 12,
    maxTickets: 6,
    tiers: [tierOf(8, 1, 'All night', 1_800, 220, 0)],
  },
  {
    id: 9,
    organiserId: 1,
    name: 'Die Entführung aus dem Serail: Singspiel in drei Akten, in German with English surtitles',
    subtitle: 'Wolfgang Amadeus Mozart · Junge Oper an der Elbe',
    description:
      'Two couples, one palace and the fastest aria that Mozart wrote for a bass.\n\n- Sung in German\n- English surtitles\n- One interval',
    venue: 'Großes Haus, Theater an der Elbe',
    address: 'Elbchaussee 12, 22765 Hamburg',
    currency: 'USD',
    inDays: 47,
    startsAt: '19:00',
    hours: 3,
    saleInDays: -45,
    maxTickets: 10,
    tiers: OPERA_TIERS.map(([name, priceMinor, tickets, sold], index) =>
      tierOf(9, index + 1, name, priceMinor, tickets, sold, family),
    ),
  },
  {
    id: 10,
    organiserId: 1,
    name: 'Brass & Barrels',
    subtitle: 'A tasting with the harbour brass band',
    description: 'Six glasses, six marches. Friends of the house sit at the captain’s table.',
    venue: 'Harbour Hall, Pier 4',
    address: 'Pier 4, 20457 Hamburg',
    currency: 'USD',
    inDays: 19,
    startsAt: '19:00',
    hours: 3,
    saleInDays: -21,
    maxTickets: 8,
    tiers: [
      tierOf(10, 1, 'Long tables', 4_200, 90, 0.62, oneTicketType),
      { ...tierOf(10, 2, 'Captain’s table', 6_800, 12, 0.25, oneTicketType), hidden: true },
    ],
  },
];

/** What opens the hidden tier of event 10, and what makes it cheaper. */
export const HOUSE_CODES = [
  {
    eventId: 10,
    id: 1,
    code: 'CAPTAIN',
    kind: 'access',
    tierId: 1_002,
    basisPoints: null,
    maxUses: 12,
  },
  {
    eventId: 10,
    id: 2,
    code: 'FRIENDS20',
    kind: 'discount',
    tierId: null,
    basisPoints: 2_000,
    maxUses: null,
  },
];

/** Buyers, in this order: long names, short ones, and some that need more than ASCII. */
const FIRST_NAMES =
  'Anneliese Björn Chidi Dörte Eleanor Friederike Giulia Hans-Joachim Imogen Jürgen Katarzyna Liam Maximiliane Noor Oskar Priya Quentin Rosalind Søren Theodora Ulrike Vaclav Wilhelmina Xu Yusuf Zoë'.split(
    ' ',
  );

const LAST_NAMES =
  'Abercrombie Brandstätter Castellanos Đorđević Eberhardt-Lindqvist Fitzgerald Großmann Hohenberger Iwanow Jørgensen Krämer Leutheusser-Schnarrenberger Müller Nakamura O’Sullivan Petersen Quispe Richter Šimůnek Thistlethwaite Udo Vandenberghe Weißenborn Yıldız Zimmermann'.split(
    ' ',
  );

/** The name of the buyer with this number; different for some hundred numbers. */
export function buyerName(number: number): string {
  const first = FIRST_NAMES[number % FIRST_NAMES.length] ?? '';
  const last =
    LAST_NAMES[(number * 7 + Math.floor(number / FIRST_NAMES.length)) % LAST_NAMES.length];
  return `${first} ${last ?? ''}`;
}
