/** Written before there was a rule, and not looked at while rules were made: what they find here is what they find. */
export const heldOut: string[] = `
Promoted to {level|E6} after two tries, and I feel nothing.
Nobody here has gone from {level|L4} to {level|L5} in under three years.
The title was Senior but the system says {level|SDE III}.
As an {level|IC5} I am expected to lead without anyone reporting to me.
He came in as {level|M3} and reorganised us in a month.
I am {level|T5} on paper and do the work of two grades above.
The T3 instance is too small and nobody will pay for a bigger one.
C3 charts and D3 are all I did for a year.
My {jargon|Connect} was copied from last year and nobody noticed.
I never learned what went into the {jargon|OLR}.
The {jargon|PSC} rating came back as "meets all" once more.
Every 1:1 is about status.
Someone gave me a {jargon|peer bonus} and my manager asked what for.
They call it {jargon|unregretted attrition} and I think I am next.
A review of forty pages is not feedback.
We connect two systems that hate each other.
There were {count|nine of us} when I joined and {count|thirty people} now.
My manager has {count|22 direct reports} and cancels every meeting.
It is {count|a startup of 14} and I am the only one who has done this before.
A third of {count|our 80 engineers} got the same mail.
I was one of {count|three people} who knew the billing code.
I have had 4 managers in 2 years.
They want 5 days in the office and I can offer 2.
Our test suite has 12,000 tests and I trust ten of them.
I asked for 15% and got a plant.
It was {name|Olga} who told me, not my manager.
Since {name|Ahmed} left nobody reviews my code.
My director {name|Jonathan Reyes} said my name in front of everyone, and not kindly.
{name|Lena} from recruiting promised me a remote contract.
I share an office with {name|Bob} and his phone.
Grace under pressure is not in my job description.
Should I learn Scala or Kotlin next?
April is when budgets close.
Agile killed my joy, and Jira buried it.
Mail me at {email|throwaway.dev@outlook.example} if you have been there.
The complaint went to {email|ethics@adventure-works.example} and came back to my manager.
I keep my notes on {host|notion.contoso.example/team-pay} and so does everyone.
Try {host|go/leave-policy}, which nobody can find.
The box is called {host|prod-db-7.eu.internal} and I broke it.
Our dashboards are on {host|https://grafana.corp.fabrikam.example/d/abc}.
I put it on github.com under my own name.
Look at https://en.wikipedia.org/wiki/Peter_principle and laugh.
After {project|Project Lighthouse} failed, everybody on it was moved.
I gave two years to {project|ATLAS} and it has no users.
{project|BLUEBIRD} is the reason that nobody takes holidays.
IT will not give me admin rights on my own laptop.
An MBA or an MSc, which one is less wasted?
WFH saved my marriage.
PLEASE tell me that it gets better.
I was told on {date|September 9} and had to leave by noon.
My contract ends on {date|31.12.2026} and nobody talks about it.
The all-hands of {date|4 June} was recorded and then deleted.
I start in the fall.
Since 2018 I have written the same service three times.
They closed {place|Seattle} and offered us {place|Denver} or a package.
Our team is split between {place|Berlin} and {place|São Paulo}.
I commute two hours to {place|Reading} for a meeting that could be a mail.
In my country you cannot be fired that easily.
The office is far and the coffee is bad.
I have an offer from {company|Shopify} with a lower base.
At {company|Oracle} I wrote Java, at {company|Spotify} I wrote documents.
{company|Uber} rejected me and I am relieved.
My recruiter at {company|Airbnb} stopped answering.
We pay for Slack, Zoom and three tools that do the same.
Word is that we are being bought.
Apple pie and a long walk helped more than the coach.
I feel like an impostor in every design review.
What do you say when they ask why you are leaving?
`
  .trim()
  .split('\n');
