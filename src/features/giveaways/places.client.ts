import type { Match, Rule } from './rule.client.ts';
import { findAll, span, wordsOf } from './rule.client.ts';

const regions: Record<string, string> = {
  'the US': `San Francisco,Seattle,Austin,Boston,New York City,New York,NYC,Chicago,Denver,Boulder,Atlanta,Dallas,Houston,San Jose
Mountain View,Menlo Park,Palo Alto,Sunnyvale,Cupertino,Redmond,Bellevue,Kirkland,Santa Clara,San Mateo,Redwood City,Los Angeles
San Diego,Portland,Pittsburgh,Philadelphia,Raleigh,Durham,Nashville,Miami,Tampa,Minneapolis,Detroit,Salt Lake City,Lehi,Santa Monica
Arlington,Culver City,Oakland,Brooklyn,Manhattan,Charlotte,Phoenix,Las Vegas,St. Louis,Kansas City,Columbus,Indianapolis,Irvine`,
  Canada: 'Toronto,Vancouver,Montreal,Montréal,Ottawa,Waterloo,Calgary,Edmonton',
  'Latin America': `São Paulo,Sao Paulo,Mexico City,Guadalajara,Monterrey,Buenos Aires,Bogotá,Bogota,Medellín,Medellin,Santiago
Lima,Montevideo,Rio de Janeiro,Florianópolis,Recife,Belo Horizonte`,
  Europe: `London,Dublin,Berlin,Munich,München,Hamburg,Frankfurt,Cologne,Stuttgart,Zürich,Zurich,Geneva,Lausanne,Basel,Vienna,Paris
Lyon,Toulouse,Grenoble,Sophia Antipolis,Amsterdam,Rotterdam,Eindhoven,Delft,Brussels,Luxembourg,Copenhagen,Aarhus,Stockholm
Gothenburg,Malmö,Oslo,Helsinki,Espoo,Tallinn,Riga,Vilnius,Kaunas,Warsaw,Kraków,Krakow,Wrocław,Wroclaw,Gdańsk,Poznań,Prague,Brno
Bratislava,Budapest,Bucharest,Cluj,Iași,Timișoara,Sofia,Belgrade,Zagreb,Ljubljana,Athens,Thessaloniki,Lisbon,Porto,Braga,Madrid
Barcelona,Valencia,Málaga,Milan,Rome,Turin,Kyiv,Lviv,Kharkiv,Minsk,Moscow,Edinburgh,Glasgow,Manchester,Cambridge,Oxford,Bristol
Leeds,Belfast,Cork,Galway,Limerick`,
  'the Middle East': `Tel Aviv,Haifa,Herzliya,Jerusalem,Dubai,Abu Dhabi,Riyadh,Doha,Istanbul,Ankara,Cairo,Amman,Beirut`,
  Africa: 'Lagos,Nairobi,Cape Town,Johannesburg,Accra,Kigali,Casablanca,Tunis,Abuja',
  Asia: `Bangalore,Bengaluru,Hyderabad,Pune,Chennai,Mumbai,Gurgaon,Gurugram,Noida,New Delhi,Delhi,Kolkata,Kochi,Ahmedabad
Singapore,Beijing,Shanghai,Shenzhen,Hangzhou,Guangzhou,Chengdu,Hong Kong,Taipei,Hsinchu,Tokyo,Osaka,Fukuoka,Seoul,Busan,Manila
Cebu,Jakarta,Bandung,Kuala Lumpur,Penang,Bangkok,Hanoi,Ho Chi Minh City,Saigon,Da Nang,Karachi,Lahore,Islamabad,Dhaka,Colombo`,
  Australia: 'Sydney,Melbourne,Brisbane,Perth,Adelaide,Canberra,Auckland,Wellington',
};

const regionOf = new Map(
  Object.entries(regions).flatMap(([region, cities]) => wordsOf(cities).map((city) => [city, region])),
);

const escaped = [...regionOf.keys()]
  .map((city) => city.replace('.', '\\.'))
  .toSorted((a, b) => b.length - a.length);
const cities = new RegExp(
  String.raw`(?<![\p{L}\w-])(?:(in|to|from|near|around|at) )?(${escaped.join('|')})(?![\p{L}\w-])`,
  'gu',
);

/** No place: a law of the trade, a paper, a market. */
const otherwise = /^(?: (?:Times|Post|Review|Agreement|Stock Exchange|School|Analytica|time\b)|['’]s law)/;
const buildings =
  /\b(?:[Bb]uilding|[Bb]ldg\.?) (?:[A-Z]\b|\d{1,3}[A-Z]?\b)|\b(?:\d{1,2}(?:st|nd|rd|th)) floor\b/g;
const offices =
  /\b(?:[Tt]he|[Oo]ur|[Mm]y|[Tt]heir|[Ii]n|[Ii]ts) (?!Head\b|Home\b|Open\b|Microsoft\b|Main\b|New\b|Back\b|Front\b|HR\b|IT\b|US\b|UK\b|EU\b|Post\b)([A-Z][\p{L}]{2,20}(?: [A-Z]\p{L}+)?) (?:office|campus|site|hub)\b/gu;
/** Towns that are words as well: only where one is or goes. */
const wordlike =
  /\b(?:(?:live|lives|living|moved?|moving|commute|commuting|office|based|relocate|relocating|offices|team|two hours)(?: is| are| back)? (?:in|to|from|near)) (Reading|Nice|Bath|Mobile|Orange|Tours|Essen|Split|Bonn|Bern|York)\b/g;

const proposal = 'A country or a continent is enough.';

function findCities(text: string): Match[] {
  return findAll(cities, text, (found) => {
    const [, preposition, city = ''] = found;
    const { start, end } = span(found);
    if (
      otherwise.test(text.slice(end, end + 16)) ||
      /^ (?:office|campus|site|hub)\b/.test(text.slice(end, end + 8))
    )
      return null;
    const region = regionOf.get(city);
    if (!preposition || preposition === 'at' || !region) return { start, end, proposal };
    return { start, end, proposal, replacement: `${preposition} ${region}` };
  });
}

export const places: Rule = {
  name: 'place',
  reason: 'Together with your role, a place may leave only a few people.',
  find: (text) => [
    ...findCities(text),
    ...findAll(buildings, text, (found) => ({
      ...span(found),
      proposal: 'Leave it out.',
      replacement: 'the office',
    })),
    ...findAll(offices, text, (found) => ({
      ...span(found),
      proposal: 'Say “an office” or “another site”.',
    })),
    ...findAll(wordlike, text, (found) => {
      const { end } = span(found);
      return { start: end - (found[1]?.length ?? 0), end, proposal };
    }),
  ],
};
