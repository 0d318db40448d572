import type { Match, Rule } from './rule.client.ts';
import { findAll, isSentenceStart, span, wordsOf } from './rule.client.ts';

/** Given names that are no words, languages or tools as well. */
const given = new Set(
  wordsOf(`
Aaron,Abdul,Abdullah,Abhishek,Adam,Aditya,Adrian,Agnieszka,Ahmed,Aisha,Ajay,Akash,Akira,Alan,Alejandro,Alex,Alexander,Alexandra,Alexei
Alexey,Alfred,Ali,Alice,Alicia,Alison,Amanda,Amelia,Amina,Amir,Amit,Amy,Ana,Anastasia,Andrea,Andreas,Andrei,Andrew,Andrey,Andy,Angela
Anil,Anita,Anjali,Ankit,Ankur,Ann,Anna,Anne,Anthony,Antoine,Anton,Antonio,Anu,Anya,Ariel,Arjun,Arnav,Artem,Arun,Asha,Ashley,Ashok
Barbara,Beatriz,Ben,Benjamin,Bernd,Beth,Bhavna,Björn,Bob,Boris,Brad,Brandon,Brenda,Brian,Bruce,Bryan,Camille,Carl,Carla,Carlos
Carmen,Carol,Caroline,Catherine,Cathy,Charles,Charlotte,Chen,Chloe,Chris,Christian,Christina,Christine,Christopher,Claire,Clara,Claudia
Colin,Connor,Craig,Cristina,Cynthia,Damian,Dan,Daniel,Daniela,Danny,Dave,David,Dean,Deborah,Deepa,Deepak,Deepika,Denis,Dennis,Derek
Devon,Diana,Diego,Dima,Dinesh,Dmitri,Dmitry,Dominik,Donald,Donna,Doris,Doug,Douglas,Dylan,Ed,Eduardo,Edward,Elena,Eleni,Eli,Elias
Elisabeth,Elizabeth,Ella,Ellen,Emily,Emma,Eric,Erica,Erik,Erin,Ethan,Eugene,Eva,Evan,Evelyn,Fabian,Farah,Fatima,Felix,Fernanda
Fernando,Filip,Finn,Fiona,Florian,Francesca,Francesco,Francisco,Franz,Frederic,Gabriel,Gabriela,Ganesh,Gareth,Gary,Gaurav,Geoff,George
Georg,Gerald,Gita,Giovanni,Giulia,Gopal,Gordon,Greg,Gregory,Guillaume,Gustavo,Hamza,Hana,Hannah,Hans,Harish,Harry,Hassan,Heather,Hector
Heidi,Helen,Helena,Henrik,Henry,Hiroshi,Hugo,Hussein,Ian,Ibrahim,Igor,Imran,Ines,Ingrid,Irina,Isaac,Isabel,Isabella,Ivan,Jacob,Jae,Jakub
James,Jamie,Jan,Jane,Janet,Jason,Javier,Jay,Jean,Jeff,Jeffrey,Jen,Jennifer,Jenny,Jens,Jeremy,Jerry,Jesse,Jessica,Jill,Jim,Jimmy,Jing
Joan,Joanna,Joao,João,Joe,Joel,Johan,Johannes,John,Johnny,Jon,Jonas,Jonathan,Jorge,Jose,José,Josef,Joseph,Josh,Joshua,Juan,Judith,Judy
Jürgen,Justin,Kai,Kamal,Karan,Karen,Karim,Karin,Karl,Karthik,Kate,Katherine,Kathy,Katie,Katja,Kavita,Kazuki,Keith,Kelly,Ken,Kenji,Kenneth
Kevin,Khalid,Kim,Kiran,Klaus,Konstantin,Krishna,Krzysztof,Kumar,Kyle,Lars,Laura,Lauren,Laurent,Leah,Lee,Lena,Leo,Leon,Leonardo,Leslie
Lian,Liam,Linda,Lisa,Liu,Lorenzo,Louis,Louise,Lucas,Lucia,Lucy,Luis,Luisa,Luiz,Lukas,Luke,Maciej,Magnus,Mahesh,Manish,Manuel,Marc,Marcel
Marco,Marcus,Margaret,Maria,María,Mariam,Marie,Mario,Marina,Marta,Martha,Martin,Martina,Mary,Mateusz,Matt,Matteo,Matthew,Matthias,Maya
Meena,Megan,Mehmet,Mei,Melanie,Melissa,Michael,Michal,Michelle,Miguel,Mikael,Mike,Mikhail,Milan,Min,Ming,Miriam,Mohamed,Mohammed
Mohan,Mohit,Monica,Monika,Morgan,Muhammad,Mustafa,Nadia,Naomi,Nancy,Naveen,Neha,Neil,Nicholas,Nick,Nicola,Nicolas,Nicole,Nikhil,Nikita
Nikolai,Nina,Nisha,Nitin,Noah,Noor,Olaf,Oleg,Oleksandr,Olga,Oliver,Olivia,Omar,Oscar,Osman,Pablo,Pamela,Patricia,Patrick,Paul,Paula,Paulo
Pavel,Pedro,Peter,Petra,Phil,Philip,Philipp,Pierre,Piotr,Pooja,Pradeep,Prakash,Pranav,Prasad,Praveen,Priya,Priyanka,Rachel,Rafael,Rahul
Raj,Rajesh,Raju,Rakesh,Ralph,Ram,Ramesh,Ravi,Ray,Raymond,Rebecca,Regina,Ricardo,Richard,Rick,Rishi,Rita,Ritu,Robert,Roberto,Robin,Rodrigo
Roger,Rohan,Rohit,Roland,Roman,Ron,Ronald,Rosa,Ross,Roy,Ruth,Ryan,Sabine,Sachin,Said,Sam,Samantha,Samir,Samuel,Sandeep,Sandra,Sangeeta
Sanjay,Sara,Sarah,Sasha,Satish,Scott,Sean,Sebastian,Sergei,Sergey,Shalini,Shannon,Sharon,Shawn,Shirley,Shreya,Silvia,Simon,Simone,Sofia
Sonia,Sophia,Sophie,Srinivas,Stefan,Stefano,Stephanie,Stephen,Steve,Steven,Stuart,Sue,Sumit,Sunil,Suresh,Susan,Susanne,Sven,Swati,Sylvia
Takashi,Tamara,Tanya,Tariq,Tatiana,Ted,Teresa,Terry,Theo,Thomas,Tiago,Tim,Timothy,Tina,Tobias,Todd,Tom,Tomas,Tomasz,Tony,Tracy,Trevor,Tyler
Ulrich,Umar,Uma,Usha,Valentina,Vanessa,Varun,Vera,Veronica,Vera,Victor,Victoria,Vijay,Vikas,Vikram,Vincent,Vinay,Vinod,Vishal,Vivek
Vladimir,Walter,Wei,Wendy,William,Wolfgang,Xavier,Xiao,Yan,Yang,Yash,Yasmin,Ying,Yuki,Yulia,Yuri,Yusuf,Yves,Zach,Zachary,Zoe,Zhang`),
);

/** Those whom everybody quotes. */
const quoted =
  /^(?:Martin Fowler|Kent Beck|Lara Hogan|Will Larson|Camille Fournier|Donald Knuth|Cal Newport|Linus Torvalds|Elon Musk|Jeff Bezos|Satya Nadella|Mark Zuckerberg|Tim Cook|Steve Jobs|Bill Gates|Sundar Pichai|Gergely Orosz|Tanya Reilly|Charity Majors|Robert Martin|Uncle Bob|Simon Sinek|Kim Scott|Adam Grant|Peter Drucker|Paul Graham|Joel Spolsky|Julia Evans|Dan Luu|Patrick Lencioni|Dale Carnegie|Murphy|Peter Principle|John Doerr|Ben Horowitz|Andy Grove|Grace Hopper|Alan Turing)/;

const word = String.raw`\p{Lu}\p{L}+(?:-\p{Lu}\p{L}+)?`;
const capital = new RegExp(
  String.raw`(?<![\p{L}\w@./#-])(${word})(?=(?: (\p{Lu}\p{L}+))?)(?![\p{L}\w@/]|\.\w)`,
  'gu',
);
const role =
  'manager|boss|lead|tech lead|director|skip|skip-level|VP|CTO|CEO|CPO|EM|PM|mentor|colleague|coworker|teammate|recruiter|supervisor|report|intern|predecessor|successor|partner|friend';
const afterRole = new RegExp(
  String.raw`\b(?:my|our|the|his|her|their|a) (?:\w+ )?(?:${role}),? (${word})(?: \p{Lu}\p{L}+)?(?![\p{L}\w])`,
  'giu',
);
const titled = /\b(?:Mrs?\.?|Ms\.?|(?:Dr|Prof)\.) \p{Lu}\p{L}+/gu;
const fromHr = new RegExp(
  String.raw`(?<![\p{L}\w])(${word}) (?:from|in|of) (?:HR|recruiting|People|finance|legal|my team|our team)\b`,
  'gu',
);

const noName =
  /^(?:I|The|A|An|And|But|Or|So|At|In|On|To|For|Of|HR|IT|PM|EM|VP|CTO|CEO|Is|Was|Has|Had|Says|Said|Who|That|This|What|When|Where|Someone|Somebody|Everyone|Everybody|Nobody|People|Staff|Senior|Principal|Junior|Lead|Director|Manager|Engineer|Engineering|Software|Java|Python|Rust|Go|Google|Amazon|Microsoft|Meta|Apple|Netflix|Slack|Zoom|Jira|OKR|PIP|She|He|They|We|You|It|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Role|Title|Level|Scrum|Agile|Product|Program|Project|Data|Marketing|Sales|Design|Security|Infrastructure|Platform)$/;

const proposal = 'Say what they are to you: a colleague, my manager.';

function findGiven(text: string): Match[] {
  return findAll(capital, text, (found) => {
    const [, first = '', second] = found;
    const { start } = span(found);
    const words = second ? `${first} ${second}` : first;
    if (!given.has(first) || quoted.test(words)) return null;
    // Who wrote a book, or a link to one's pages.
    if (second && /(?:\bby |\[)$/.test(text.slice(Math.max(0, start - 3), start))) return null;
    // A word of its own behind the name, as in "Olga Who".
    const whole = second && !noName.test(second) && !given.has(second) ? words : first;
    return named(text, start, whole);
  });
}

function named(text: string, start: number, words: string): Match {
  const end = start + words.length;
  const before = new RegExp(String.raw`\b(?:${role}),? $`, 'i').exec(
    text.slice(Math.max(0, start - 16), start),
  );
  if (before)
    return {
      start: start - (before[0].length - before[0].trimEnd().replace(/,$/, '').length),
      end,
      proposal,
      replacement: '',
    };
  return { start, end, proposal, replacement: isSentenceStart(text, start) ? 'A colleague' : 'a colleague' };
}

export const names: Rule = {
  name: 'name',
  reason: 'A name leads to a person, and from there to you.',
  find: (text) => [
    ...findGiven(text),
    ...findAll(afterRole, text, (found) => {
      const first = found[1] ?? '';
      // The expression minds no capitals, for "My manager"; names do.
      if (!/^\p{Lu}/u.test(first) || noName.test(first)) return null;
      const at = found[0].lastIndexOf(first);
      const rest = found[0].slice(at);
      const surname = rest.slice(first.length + 1);
      return named(
        text,
        found.index + at,
        surname && /^\p{Lu}/u.test(surname) && !noName.test(surname) ? rest : first,
      );
    }),
    ...findAll(titled, text, (found) => ({ ...span(found), proposal })),
    ...findAll(fromHr, text, (found) => {
      const first = found[1] ?? '';
      return noName.test(first) ? null : named(text, found.index, first);
    }),
  ],
};
