/**
 * Sentences of real career questions, drawn by lot (a third from all, the rest from those with figures or capitals),
 * with what would give an author away marked by hand before the rules saw them. From umbrae/reddit-top-2.5-million,
 * PDDL 1.0.
 */
export const real: string[] = `
I asked the manager if this was the correct schedule, he looked it over and said "yes." Oh well.
It is not clear where exactly the priorities lie here, office space or living space.
In my head they are going to ask me a lot of questions I haven't thought of yet and it's all snowballing.
If anyone has any pointers of how I could further tailor my resume and cover letter to this job let me know!
If you spend 90% of your time listening and 10% talking, people will love you (more Dale Carnegie influence here).
I was going to drill a foot or so into the rock for the anchor and possibly fill the hole with mortar.
We follow it through the false ceiling about 50 feet down a hall to a door that he has never opened since he has been there.
This computer was stolen several years back during a hurricane evacuation.
It got so bad my friends and family told me to give up searching for software jobs and just find something.
That said, it's one thing to read about a subject and another thing to have experience with it, which structured coursework provides.
I intend to replace all other archive / compression software with this.
This way consumers can make informed decisions about their utility purchases.
Adobe Phonegap - Free to use, write apps using HTML and JavaScript.
Hey all, I was curious as to the working conditions of the SEs working at the above companies.
I regret that I hadn't reached out to other companies.
But, I draw like lightening and I'm hardheaded enough to hope I can rock out 10 drawings before the 14th.
The website will have many pages and will include aspects like forms, embedded video, and various other forms of dynamic content.
I read all the comments and I'm going to give them all a shot in my free time.
The other half is producing 3d renderings of exhibits.
I was in a graduate program, hated it, and dropped out.
I just want to take this opportunity to thank him and this community in general, for being here and being so darn helpful.
I've been researching all sorts of different heaters (immersion, in-line, tankless), but my brain has pretty much melted looking at all the options.
For example, the sears tower is nearing 50 years since it's construction began.
Who knows, such a subterfuge might increase sales.
Below the title is a description of the site, and then, in the same-sized text "Want to learn more?
I'm also finding the passion that led me to work in IT has died.
We met once before, two years ago, introduced by my former boss.
I've also done an IT management (no development) internship at a very large corporation.
Is there a more appropriate approach to learn how to code?
I would like to teach it and post it on UReddit or my own website.
I find myself often doing consultation for free.
The ad also says their payscale is on par with other industry blogs and bloggers.
If anyone else is in the position I was, it only takes one person to say yes.
I did my best to improve it, but it's by no means perfect.
I have a few questions: Where can I get a cheap handheld wielder $1000- $2000)?
She asks me what do I expect from third day at the office.
I'm 26 and have oodles of debt and no prospects in sight.
But even though I knew that, I always leaned more towards people with these licenses/certifications because they are just much more flexible.
Or would it set me up for a specific type of work?
From there you create loops to help automate those repetitive tasks: for item in collection_of_things: noun = verb(item) Computers are also great at logic.
Thanks for all the insight from you guys, I took it all to heart before going into this.
I have been asking questions on various things over the last 3 weeks and you all have provided great advice!
They come in those big cardboard bins you see at the market, the ones that sit on pallets and are about 3 feet tall.
Nagios is slowly turning green with most of the major systems.
So basically I was in school through the morning and then to work.
If you ask me, IT is just now getting started and I've been in the industry for 25 years.
Like I said in the title I just topped 1,000 lines of code in one of my programs for the first time.
EDIT: I believe that the career and degree questions are important, I just think they are in the wrong subreddit.
I work roughly 10am-6pm (occasional late nights and weekends) with a bunch of really cool people, doing very boring work on really exciting projects.
I've used Python, C++, Ruby, Java and plenty of web technologies (I work as a web developer).
Hey guys, I just graduated in 2013 as a Mechanical Engineer.
I've completed the Ruby track 100% (projects included) and I'm currently 70% through the Web Fundamentals track.
Even in a profession where everyone is awesome at Excel, I know there is a distinct and useful difference in my skill-set.
In the Android basics serie I cover how to set up everything you need to program, as well as how to design layout.
When almost every front desk person quit/was fired, my manager and I worked 12 hour shifts for several weeks until we could get new people hired properly.
Where I stumble is the Object Oriented portions of C# (Classes, Enums, Structs, etc) so something that walks through the differences in a thoughtful way would be helpful.
I have lived in a Hacker House {place|in Palo Alto} for the last few months and am now moving.
Should I be expecting to work a standard 9-5 Monday to Friday job, or would this career choice be much more time demanding?
I had driven about 700 miles round trip for the interview, and a day or so later I had an offer.
I'm looking into an internship for Drupal development, but this will be my first job in the tech industry.
I got accepted to UT {place|Austin}, which is a pretty well known school (at least here in Texas), the problem is that I couldn't afford it for various reasons.
The 2 SANs and 3 VMware Hosts are also not showing any indication of the horrors they are inflicting on my morning.
Should I try to help out my original client by having them work through him again as they did in February?
In three years, I climbed (rapidly) to a role as an IT Director, but quickly became burnt out.
For example, as a part-time Job I taught Swing Dance lessons over the summer.
He's asking me about Resume writing services such as MyRightJob.com or others that float around on Groupon or elsewhere.
Second main hiccup: - WHAT do I program?
I use open source CMS's, and 3rd party components - but come on..
Around twice a week I was being forced to work from 10pm to 5pm the following afternoon and then expected to come back again at 10pm and work until 9am.
A few years ago, I got an idea to make a kind of "Top 100 Beers"-website - so that I could get other people's tips and opinions on the best beers out there.
Hey Reddit Engineers, I am watching a Psych episode and, while hilarious, I came across something that didn't "jive with me", if you will.
Thank you so much for helping me get out of the Midwest and follow my dream of being a journalist!
I have looked into HTML, CSS, ActionScript, Javascript along with backbone.js and node.js, PHP, C++, and python.
I keep seeing posts about these NoSQL databases, Redis and MongoDB in particular, but also about alternative SQL databases like Postgres.
I also enjoy programming and have taught myself a trick or two in the last 4 years.
I don't mean a federated login service like Facebook, Twitter, or Amazon.
I hit a wall, and the documentation doesn't really describe how to do something very well, so I turn to someone else, be it the Internet or an associate.
Took personal Details out apart from my name because I'm wondering if I should go with my middle name too.
For $100, we'll come over and actually do it, and give you a signed-by-the-dev-team t-shirt.
So far I have completed unit 1 and I love it.
I've been programming for over 4 years but haven't really used VIM much.
If he still chose me as the artist, I offered $20 off as a "sorry note".
I quit a good job 2 years ago to do freelance and work part-time to make it on my own.
English is probably a fifth or sixth language for me, somewhere after Javascript at least.
I'm no genius, but I would assume 3 jobs for less then one year is enough for my resume to draw some red flags.
I also feel like they must pay for every hour over 40 if I'm being tracked like this.
We are from Germany, so we gotta check if everything is localized properly.
Hey, I'm a hobbyist programmer who has been teaching myself in my spare time for the past 5 months or so.
I decided SFML2 looked good, I like Game Development because it's something I have ideas about, and something I'd love to work later.
Anyone think I could ask my direct client, here in the states, to allow me to be paid directly by him and have him invoice the company in West Africa?
I live {place|in San Jose}, California and the job is {place|in San Francisco}, California which is an hour drive.
I've been freelancing since 2009 (I'm a developer), but I've been dubious on if what I'm doing is right.
We have a few clients and a prototype, and are at the point where we need to make the leap into funding so we can develop a 1.0.
I spent the last 6 months studying my butt off, and while I'm still a novice, it's finally paying off.
Hi guys, Note: I'm extremely brief so please ask me anything i have not covered here, in the comments.
After that I worked abroad as a nanny and took language courses while I traveled Europe.
Next we should talk about how much I hate the Office 365 model and people who move locations constantly!
Today I left at 5:10 and one of the guys left at 5pm and the boss came in and said, "Oh the fiver left, what a surprise".
I'm thinking of returning to school to improve my career options, and Computer Science is tempting considering the fields I'd like to get involved in.
So far I've seen a lot of positive things about Seattle, San Francisco, and the Research Triangle, but how about Hawaii?
Ideas I've considered: Hydraulic press, off the shelf wood chipper/shredder, hammer mill, bigger meat grinder.
Just hired my first {count|2 full time employees} (contract).
I have applied to a company that has many Fortunate 500 clients who from what I understand, work a lot with their E-Commerce systems.
Electrical/Electronic Engineering is not my field of study, so I don't know a massive amount about Transformer theory.
Today I got the official offer and will be starting on Monday.
So, by Fall I'm going to be a junior in college.
Failure #1 The tshirt line eventually tanked probably because my first partner had a vision for the brand and I had another.
Provost's Honor list my final two semesters (Fall '12, Spring '13) 3.
I've been working at a small MSP for the past ~3 years or so, and have been {count|the only technician} for about 1.5 years.
Sometimes in my yard, about 50 meters away from my antennas, the signal is also pretty crappy (about 80 dBi, as reported by my phone).
In my main role, I worked alongside {company|Side Kick studios}, an innovative social design firm.
As a {count|60-strong software house}, we host quite a lot of kit in our office to support our developers.
Both are great companies, but where I am now owns more of where I WANT to be down the line.
Is there anywhere that any of you know of where I can have the model printed for around 50 dollars max.
LinkedIn seems to be pretty big with employers, so I would think that a LinkedIn URL couldn't hurt on a resume.
I wonder who the first major clothing brand is going to make the Swiss Army Knife of leather jackets and become associated with extra-utilitarian clothing.
She's REALLY into exercising and stuff like that) in I think 6 years (from graduating HS).
I was {count|one of twenty-five recipients} of a business student award in 2009 and again in 2013.
Or should I try and apply for the Development/Software Engineering role, and if I don't get it, apply at every other prop firm {place|in Chicago} that has that kind of role?
I may have an opportunity to get a job programming in Ruby.
`
  .trim()
  .split('\n');
