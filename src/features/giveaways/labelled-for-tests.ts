/**
 * Sentences as people write them here, with what gives their author away marked `{rule|words}`. Rules were tuned
 * on these; held-out-for-tests.ts holds those that they were not.
 */
export const tuned: string[] = `
I am an {level|E5} and my manager says the packet is not strong enough yet.
They down-levelled me from {level|L6} to {level|L5} and would not say why.
As an {level|SDE 2} with four years in the role I still get the on-call tickets nobody wants.
I moved from {level|SDE II} to a team lead role without a change of title.
Would going from {level|M1} to {level|M2} make sense before I try for Director?
My offer says {level|IC4}, the recruiter had said Senior.
At {level|level 62} you are told to show impact beyond your team.
I have been {level|ICT4} for five years and stopped asking.
The jump to {level|L7} needs a project that spans organisations.
We run everything on S3 and EC2 and nobody owns the bill.
My M1 laptop takes nine minutes for a clean build.
The L2 cache was never the problem, the locking was.
Our p99 is fine, my patience is not.
I am here on an H1B and cannot simply quit.
Should a Senior Engineer still write code every day?
I sold B2B software for six years before I learned Python.
The V2 rewrite is late and I inherited it.
My {jargon|forte} review was all praise and the raise was two percent.
{jargon|PSC} starts next week and I have nothing written down.
I have to hand in my {jargon|Connects} and I do not know how honest to be.
{jargon|Perf} season makes everyone on my team strange.
The {jargon|bar raiser} in the loop asked nothing about systems.
He has me in {jargon|Focus} and says it is not a plan yet.
I keep reading my colleagues' {jargon|V2MOM} to find out what mine should say.
My manager quotes the {jargon|Leadership Principles} whenever I ask for time.
I did a {jargon|hackamonth} on another team and want to stay there.
{jargon|GRAD} told me I have a "moderate impact", whatever that is.
She looked me up on {jargon|Phonetool} before the first meeting.
We were {jargon|Nooglers} together and now he is my skip.
In my review I was told to be more visible.
My forte is debugging, not presenting.
I work well with people who connect the dots for me.
Focus on one thing, my mentor keeps saying.
My manager put me on a PIP on the day I came back from leave.
Calibration happened without my manager in the room.
Performance reviews are twice a year and both times I was "meets".
About {count|~20 people} in my organisation were made remote and then told to move.
We are {count|a team of 6} and three are leaving.
I am one of {count|four staff engineers} and the only one who still ships.
They laid off {count|150 people} on a video call.
There are {count|only 12 engineers} left and we own nineteen services.
My skip has {count|around 45 reports} and no idea who I am.
I lead {count|five engineers} and a contractor.
The company has {count|about 300 employees} and one career ladder.
With {count|7 of us} on the rota I am on call every seventh week.
{count|Two other women} on my floor left this year.
I have 10 years of experience and feel like a beginner.
I have 2 offers and a week to decide.
After 3 rounds they asked for a take-home of eight hours.
I solved 300 problems and still froze.
We serve 40 million users with a cron job.
My salary is 20 percent below the band.
Two kids and a mortgage make me careful.
I wrote 5 design documents and one was read.
It took 6 months and 14 meetings to get a yes.
My manager {name|Priya} says I am not ready.
{name|Thomas Nguyen} took the credit in front of the whole group.
I reported it to {name|Karen} in HR and nothing happened.
Our CTO, {name|Daniel Ortiz}, announced the return to office himself.
{name|Sarah} and I started on the same day and she is two levels above me.
My tech lead {name|Wei} left and I own the payments service now.
I told {name|Mike} that I would not work the weekend again.
Ask {name|Deepak} who wrote it, everyone says, and he has been gone for a year.
In May I will have been here for five years.
Will it look bad if I leave after eight months?
Mark my words, the reorganisation comes after the bonus.
Jenkins is still what holds our releases together.
Maven, Gradle or Bazel: I have lost friends over it.
My Kafka consumer is not the reason I am unhappy.
I am reading a book by Martin Fowler about refactoring.
The Principal Engineer who hired me moved to another group.
Should I take the Staff role or wait for the promotion?
Ruby was my first language and Rust is my latest.
Send your résumé to {email|ana.perez@contoso.example} if you want out.
They wrote to me from {email|talent@fabrikam.example} before I had even applied.
My manager mailed {email|all-eng@corp.northwind.example} about my mistake.
You can reach me under {email|old.handle77@gmail.com} for the long version.
I filter everything with @here in it.
An e-mail at night is not an emergency.
The runbook is at {host|wiki.corp.contoso.example/oncall} and it is wrong.
I found my own review on {host|https://sharepoint.northwind.example/hr/reviews} by accident.
Everything hangs when {host|jenkins-03.build.internal} is down.
It says so on {host|go/promo-guide} but nobody follows it.
The ticket is {host|https://jira.fabrikam.example/browse/PAY-2231} for those who can see it.
My desktop is {host|dev-442.eng.contoso.net} and I may not change it.
The levels on levels.fyi say something else.
I asked on stackoverflow.com and was told to search first.
We moved from Node.js to Go and I miss the old stack.
The README.md is the only design document.
I read https://github.com/kubernetes/kubernetes for fun, which is a bad sign.
The trade-off is speed and/or safety.
My team lost {project|PHOENIX} after a year of work on it.
I was hired for {project|Project Aurora} and it was cancelled in my first week.
{project|TITAN-2} has {count|three managers} and {count|two engineers}.
Since {project|ORION} shipped nobody talks about what it cost.
Leadership calls it {project|Operation Greenfield}, we call it a rewrite.
They told me that {project|NEBULA} would make my case for promotion.
I know SQL and some Python, is that enough for an API team?
I REALLY do not know what to do and I am NOT joking.
K8s, AWS and CI/CD are what I do all day.
Our OKRs change every two weeks.
The CEO and the CTO do not speak to each other.
I have ADHD and open offices are hard for me.
HR said the NDA covers it.
My RSUs vest next year, is it worth waiting?
I want to be a TL, not an EM.
TL;DR: stay or go?
I was let go on {date|March 14th} and my visa runs out in May.
My last day is {date|2026-06-30} and the bonus is paid the day after.
The layoff mail came on {date|12 January 2026} at five in the morning.
On {date|11/03/2025} I was told that my role had moved.
I joined on {date|July 8, 2019} and have seen six managers.
They announced the return to office on {date|the 3rd of February}.
In 2021 everyone was hiring.
It is due in Q3 and I have not begun.
I have been here since last spring.
My notice is three months.
The review is in March, as every year.
Version 2024.1.3 broke our build.
The site in {place|Dublin} is being closed and I am asked to move.
I am in the {place|Bangalore} office and everyone who decides is asleep when I work.
My manager sits in {place|Tel Aviv} and I have met him once.
They want me back in {place|Austin} four days a week.
I moved to {place|Zürich} for this job and my partner did not.
We are the only team in {place|Kraków}, so every meeting is a call.
My desk is in {place|Building 43} next to the labs.
I work from home in a small town.
Moving abroad for a job was the best thing I did.
The cloud region in Virginia was down again.
I am a Java developer and love coffee.
A day in Paris would do me good.
I work at {company|Stripe} and have an offer that I cannot judge.
{company|Amazon} hired me as a new graduate and I never left.
I got an offer from {company|Datadog} and one from a start-up.
Is it true that {company|Netflix} pays everything in cash?
Before {company|Fabrikam} I was at {company|Microsoft} for six years.
I left {company|Google} because nothing I made was ever launched.
I interviewed with {company|Meta} and froze in the second round.
I looked it up on Google Docs and the document was gone.
I googled my own manager.
We write everything in Microsoft Teams and nothing in the code.
Amazon S3 lost none of it, we did.
My pull request on GitHub has been open for six weeks.
He sent me a message on LinkedIn out of nowhere.
We are a small team at a big company.
I work at night and sleep at noon.
How do I tell my manager that I am bored?
`
  .trim()
  .split('\n');
