"""Sentences without any identifying detail, full of capitals and numbers that name nobody.

Written for these tests: places, boroughs, months, organisations, times, sums of money, ages.
"""

from __future__ import annotations

CLEAN = """
Nobody came until 3am on Tuesday, and 999 sent me to 101.
We live in Waltham Forest; the Met and Kent argued about it for 24 hours.
I was told to wait 24 hours, which I now know is wrong.
i rang 101 and waited 52 minutes then it cut off
The call handler was lovely. The officer who came was not.
It took 4 hrs and 3 calls before anyone wrote anything down.
They treated him like a criminal because he is Black and 6ft 1.
Since September we have had three social workers and two placements.
She is 14 and looks 18, and that is how they spoke to her.
He was found in Brighton, 60 miles away, on the Sunday.
In March and again in April they closed it without a visit.
The Philomena Protocol form was filled in and nobody had read it.
Barnardo's and Missing People were more help than the police.
Lewisham said Croydon, Croydon said Surrey, Surrey said Lewisham.
The Home Office asked for papers. My English is not good.
We waited at King's Cross with the British Transport Police until midnight.
The EDT answered at once. MASH did not ring back for nine days.
Our home is on the border of Essex and London so we get neither.
Low risk, again. No apparent risk, the time before.
I work nights in a children's home and make about five reports a week.
The risk assessment asks the wrong questions and takes 40 minutes.
Control room staff turn over every 6 months.
Philomena forms would help. So would one number to ring.
Ofsted asked us why we report so often. The police asked the same.
My phone was on 2% and I was still on hold.
On Christmas Eve there was one car for the whole of Southwark.
They came the next day at 10.30, two of them, kind and thorough.
Section 47 was talked about and then it was not.
They asked if I had checked under the bed. She is fifteen.
Honestly the officer was brilliant, I could not have asked for more.
There should be one named person for each family.
Somebody should say sorry. Nobody has.
We got the bus to Peckham, then Camberwell, then the hospital.
Each shift starts again from nothing, and the child has to tell it all once more.
He likes Arsenal, maths and going to McDonald's with his friends.
The Transport for London staff at the station found her, not the search team.
Return interviews happen after 72 hours if at all.
I did not report because last time Social Services came instead.
As a Muslim mother I was asked if I was planning a wedding for her.
It was Ramadan and the house was full and nobody had seen him go.
We are Somali, my husband works for Uber, and we were spoken to like children.
Why is it that a dog gets found on Facebook faster than a Black girl?
English is my second language. They could have used Language Line.
Two officers, one hour, no notes.
I have reported 17 times since January 2023.
Police, ambulance, school: all of them told me to ring somebody else.
A sergeant I never met decided it was low risk.
The inspector on duty overruled it, thank God.
I want the Commissioner and the Mayor to read this.
Every Friday it is the same. Every Monday it is forgotten.
The Borough Commander held a meeting in Brixton and listened for once.
Health and Education were not at the strategy meeting. Again.
When she got back they took her statement at 2 in the morning.
Return home interview: offered once, by text, at 9 at night.
Between Kent and the Met nobody owned it.
Oxford Street, Saturday, thousands of people, and they asked what she was wearing.
He went off near Victoria station.
Ring Childline, they said. So I did.
My GP knew more than the police did.
Thank you for asking. It has been a long year.
Please make the form shorter.
CAMHS closed the case in the week he went missing.
They would not log it as missing, only as absent.
It cost me £45 in taxis and two days' pay.
The custody suite at the station had better biscuits than manners.
Children in care are labelled. That is all.
In Hackney it works. In Newham it does not.
County lines, they said, and shrugged.
I asked Snapchat and Instagram for help myself; both wanted a court order.
Missing Persons Unit was closed at the weekend.
Asian families do not want police at the door, everyone looks.
We had the same officer for six months and it was night and day.
The National Referral Mechanism form went in 3 weeks late.
Not one visit in 9 reports.
Apparently a 13 year old can make "lifestyle choices".
Better training. Better handovers. Fewer forms.
The Met app crashed twice at the photo.
On 4 June they rang and said he was home. He was not.
Half past ten on a school night is not "early days".
Stop asking whether she has a boyfriend.
""".strip().splitlines()

UNSEEN = """
Between Stratford and Leyton the signal drops, which is where his phone was last seen.
The Missing Children's team in Bromley rang every day and I felt held up by it.
On New Year's Day the front office at Lewisham was shut.
Good: they believed me. Bad: it took until Thursday.
Why does the Metropolitan Police need the same form twice?
Mum's the word, the officer joked. I did not laugh.
Ward staff told the police one thing and me another.
I'd been told by Haringey Council that they had 20 working days.
Grandparents have no rights, or so they said at the desk.
Eventually a Detective rang, apologised, and explained what a low grade means.
Voluntary work at the Red Cross taught me more than my police training did.
Whoever wrote that leaflet has never had a teenager.
Southend, Luton, Margate: always the coast or a train line.
Our Christian neighbours prayed and our Jewish neighbours drove.
Trust goes once and does not come back.
Overnight there is one worker for six young people and we still ring in on time.
Under the Children Act they had a duty. I read it to them.
Neglect was mentioned; poverty was not.
Every single Bank Holiday the rota collapses.
Nigerian, single, on benefits: you could see him tick the boxes.
Photo uploaded at 23:14. First call at 07:50.
Safeguarding is everyone's business, it says on the poster above the desk.
Sending officers from Sutton to Enfield makes no sense.
Zero follow up. Zero.
Portuguese speaking staff would help in Stockwell.
Since Brexit the Polish families here ring less.
Heathrow, of all places, and nobody checked the cameras until Wednesday.
Kindness costs nothing. She held my hand in the A&E at St Thomas'.
Weekends are worst. The Duty Inspector changes at six.
My cousins from Birmingham drove down and did the posters.
They log it, they grade it, they leave it.
He is on the autism spectrum and likes buses: the 38, the 73, the 254.
Trains to Manchester were being checked but not to Liverpool.
Foster carers get 2 hours of training on missing. Two.
Half term, August, Easter, it is always when school is out.
Response officers do their best with nothing.
It was Level 2 when it should have been Level 4.
Someone on the Nextdoor app had seen more than the police.
Every report since 2019 is on a different system.
In Wales they rang the grandparents at once.
""".strip().splitlines()
"""Sentences that stand in no example, to measure what is touched without cause."""
