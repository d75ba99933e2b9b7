"""Sentences with a gap for one identifying detail, as parents, carers, officers and staff write.

Written for these tests. In each, ``{}`` is the detail. Nothing in them was said by a real person.
"""

from __future__ import annotations

NAMED = """
My {} was gone nineteen hours before anyone rang.
i told them {} has a heart condition and they wrote nothing down
When {} came back nobody asked where they had been.
They kept saying {} would turn up when the money ran out.
{} was found by a dog walker, not by the police.
{} had been gone since Friday tea time and the log said low risk.
They wrote that {} is streetwise. A child of twelve.
I am {}'s foster mother and I was treated like a suspect.
We found {}'s phone in the park ourselves.
The duty worker, {}, was the only one who rang me back.
her social worker {} was on leave and no one covered
I said to them, {} does not have any keys or any coat.
Nobody asked {} a single question at the return interview.
It was {} who found out, not the school and not the police.
Please thank {} for me, she stayed on the line the whole night.
They had us confused with another family and kept calling him {}.
I rang back and asked for {} as I had been told to.
That night {} and I walked the whole of the high road.
What happened to {} should not happen to any child.
The last text said only: with {} dont worry.
An older man called {} was picking them up in a car.
There is a girl called {} that they all stay with.
He calls himself {} and he is not sixteen.
I am writing this on behalf of {} because the English is hard.
Then {} told them about the flat and they did nothing.
On the third night {} walked in by himself, soaking wet.
In my report I put {} as high risk and it was changed to medium.
His key worker is {}, who has known him two years.
I asked to speak to {} again but the shift had changed.
Our {} would never stay out, I said so from the start.
We lost {} at the station and he was never looked for.
Even {} said to the officer that this was not like her.
Not once did they speak to {} alone.
I was told that {} had been seen in Leeds.
Whenever {} goes the home rings me before it rings them.
""".strip().splitlines()

KIN = """
my son {} went missing on a school night
my daughter {} has autism and cant use buses
our {} is only twelve
my little brother {} is not streetwise at all
my grandson {} was gone for two days
she was with her boyfriend {} the whole time
i said my lad {} dont have a phone on him
my stepson {}'s bike was still outside so i knew
her friend {} had told the school already
the other boy, his cousin {}, was never asked
his sister {} saw him on the bus
it was my nephew {} they should of been looking for
my eldest {} rang 101 for me as i couldnt speak
i have a boy called {} and he is in care
the girls name is {} and she is thirteen
""".strip().splitlines()

TITLED = """
{} at the front desk told me to go home and wait.
Thanks to {} who rang me every evening.
I complained to {} and never heard back.
The head of year, {}, had it all written down.
It was {} from the council who told us.
{} said the form had not been sent.
We were visited by {} on the Monday.
You can ask {}, she was in the room.
""".strip().splitlines()

SIGNED = """
Please put this right before it happens to somebody else. Thank you, {}
I hope somebody reads this. Regards, {}
That is all I wanted to say. {}
Sorry for the long message. Kind regards {}
no one should go through it. yours {}
Thanks for asking us at all. - {}
Signed, {}
from {}, a very tired mother
My name is {} and I am happy to be contacted.
I'm {} by the way, I work nights at the home.
""".strip().splitlines()

PHONE = """
Ring me on {} please
my mobile is {} if anyone wants to talk
I gave them this number {} and nobody rang it
you can text {} any time after six
The number he rings from is {}.
Call me: {}
contact {} ask for the night staff
They told me to ring {} and it just rang out.
her phone {} was on until midnight and I told them
{} is my work phone
tel {}
I have left {} with them three times.
the last call was from {} at ten past two
Phone: {}. Evenings only.
my number is {} and it has not changed
whatsapp me on {}
please call my sister on {} because I have no credit
home {}, ring twice
Someone using {} keeps messaging her.
I asked them to trace {} and they said they could not.
If you need more from me, {}.
the carer on shift has {} and should of rung
mob {} day or night
She was texting a man on {}, I showed the officer.
""".strip().splitlines()

EMAIL = """
write to {} please
My email is {} if you want the log I kept.
I sent it all to {} and got an automatic reply
Please reply to {}
they asked me to send the photo to {} and it bounced
email: {}
contact me - {}
He was emailing somebody at {} for weeks.
I still have the message from {} about the strategy meeting.
{} is best for me
you can reach me via {} or by post
use {} and not my work one
The report went to {}, nobody opened it till Monday.
anything to do with this goes to {}
copy in {} as well
""".strip().splitlines()

ADDRESS = """
We live at {} and they went to the wrong door.
They came to {} twice.
he was found at {} in the end
My address is {}.
I gave them {} as the place she goes and nobody went
the police searched {} and left it a mess
She was in {}, two streets away.
we told them to look at {} first
They wrote down {} although we moved last year
ive lived in {} for twelve years and never called them before
A man at {} lets them all stay there.
The car was outside {} all night.
they sent two officers to {} at four in the morning
please post it to {}
""".strip().splitlines()

POSTCODE = """
we are at {} so not far
My postcode is {}
They sent the car to {} which is the other end of town
the phone pinged in {} and nobody went
I live in {} and I pay my tax
{} is where she was found
postcode: {}
He walked from {} to the hospital on his own.
The house is near {}.
I told the operator {} three times, letter by letter
""".strip().splitlines()

DOB = """
DOB {}
dob {} and he is small for his age
Her date of birth is {}.
she was born on {} so you can count yourself
He was born {}.
d.o.b. {}
date of birth: {}
I gave his date of birth, {}, four times
they had her date of birth as {} which is wrong
my daughter (d.o.b. {}) has been missing nine times
his birthday is {} so he was not even fourteen
born {} in London, British
""".strip().splitlines()

VEHICLE = """
a grey car, {}, waits outside the home
I gave them the reg {} and they never ran it
She got into a black Golf {} at the corner.
number plate {}
the plate was {} i wrote it on my hand
He drives a white van, registration {}.
They had {} on camera all along.
we saw {} again on the Tuesday
the reg was {} or close to it
It was a blue Astra reg {} with two men in it
A taxi, {}, took her to the station.
i followed {} until the lights
""".strip().splitlines()

NHS = """
his number is {} at the clinic
NHS number {}
her NHS no is {} if that helps
NHS No: {}
the hospital has her as {} on their system
I read out {} from the red book
his nhs number ({}) was on the form
""".strip().splitlines()

NI = """
my NI number is {}
mine is {} if you need it
NINO: {}
National Insurance number {}
they asked for {} as if it were about benefits
I had to give {} before they would speak to me
her ni no {} came through the week she went
""".strip().splitlines()

OFFICER = """
It was {} who rang me back and I will not forget it.
Then {} told me I was wasting police time
i asked for {} and was told rest day
{} came the next morning and was kind
The one who laughed was {}.
I complained about {} and heard nothing
We were seen by {} and a woman in plain clothes.
I spoke to {} at the front desk.
{} wrote it down as a domestic
my contact was {} until they moved teams
At the strategy meeting {} agreed to raise it, and did not.
I handed over to {} at ten that night.
Thank you to {} who stayed with us.
i have {} on the paper they left me
they said {} would ring and nobody did
signed by {} so there is no excuse
""".strip().splitlines()

SHOULDER = """
his {} is on the complaint form
I took down the {} and gave it to the inspector
the one with {} would not look at me
She showed me a card with {} on it.
all I have is {}, he would not give a name
""".strip().splitlines()

REFERENCE = """
I was given {} and told to wait
quote {} every time they said
{} was closed without anyone speaking to us
It is all under {}.
the letter says {} and no more
I rang with {} and they could not find it
They told me that {} had been downgraded.
my handover was on {}, nobody read it
look at {} and you will see the times
please see {} for what was said
({})
They linked it to {} by mistake.
""".strip().splitlines()

ORGANISATION = """
She goes to {} and they knew before the police did.
he lives at {}, it is a children's home
They moved her to {} without telling me.
I work at {} on nights.
The staff at {} ring it in every single time.
his school, {}, has all of it written down
my daughter was at {} when it started
at {} we report at ten and are asked why so soon
The head of {} wrote to the police twice.
He ran from {} on his first night.
{} said it was not for them to look
When he was in {} it was worse.
We used to have a link officer at {} and it worked.
""".strip().splitlines()

HANDLE = """
his snap is {} and I told them
on insta she is {}
Her Instagram is {}.
he goes by {} on there
tiktok name {}
It went round on {} before the police knew.
her snapchat: {}
they could of looked at {} but no
The man added her from {} on Discord.
username {} on Roblox
my son's gamertag is {}
his instagram account {} was active all night
she posts as {} and there was a photo with the street in it
I messaged {} myself and got an answer in a minute
""".strip().splitlines()
