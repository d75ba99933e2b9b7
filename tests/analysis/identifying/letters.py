# ruff: noqa: E501 - each answer stands on one line
"""Whole answers with several identifying details each, written after the rules were made.

Every detail stands between double brackets with its type. Nothing in them is about a real person.
When they were first read, the rules found 68 of 78 in the first part and 60 of 66 in the second,
which was written after the rules had been mended with the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LETTERS = """
[[person:Kyreece]] has gone missing eleven times since Easter and each time I ring 101 and it is a new person.
I'm [[person:Marguerite]], nan to [[person:Tyrell-James]] and his little brother [[person:Zion]]. We're at [[address:37b Burlescombe Rd]], [[postcode:SE23 1PT]] and the police went to number 73 by mistake.
hi my name [[person:nimco abshir]] i am mother of [[person:sagal]], she go out sunday 4pm and not come, i call 999 they say wait. my telephone [[phone:07700 900 265]] thank you
The officer was [[officer:PC Wetherall]], shoulder number [[officer:1187CE]], and he told my wife that girls like ours come back when they're hungry.
CAD was [[reference:5512 of 14th Feb]], then they closed it and opened another, [[reference:CAD 0231/15FEB]]. Nobody could tell me why there were two.
For the attention of whoever reads this: [[person:Shelley-Ann Brathwaite]], DOB [[dob:7/8/09]], under Lewisham social services, placed at [[organisation:Copperfield House]].
Me and [[person:Dwaine]] drove round in the [[vehicle:BX18 OLN]] till 5. Found her on [[address:Lullingstone Crescent]] sat on a wall.
My lad goes by [[handle:ghxst.se9]] on snap and I gave them that the first night. They asked again on night four.
ms [[person:oyinkansola]] from the council said she'd email me at [[email:d.rutherford71@example.com]] and i'm still waiting
Spoke to a sergeant, [[officer:Sgt Lorcan Devaney]] I think, very decent. Then it was passed to [[officer:DC Whitmarsh]] who never returned one call.
Merlin [[reference:23PAC118204]] says she was 'spoken to at the address'. She was in Margate.
I am a support worker at [[organisation:Ravenscourt Lodge]]. On 3 March we reported [[person:AJ]] at 22:40, ref [[reference:4410/03MAR24]].
[[person:Yetunde]]'s phone was last on in [[postcode:N17 0AP]] and I told them, I told them N17.
If anyone wants to ring me it's [[phone:oh seven seven double oh, nine hundred, one two three]].
he's autistic, non verbal, nhs [[nhs_number:485 777 3456]], they had all that from the last time
my daughters dad [[person:Wayne Postlethwaite]] has a history and i said so. they put it down as 'family dispute'
The lady at the front counter at Bromley, badge [[officer:7143SN]], was rude to my mum who is 78.
Contact: [[person:Fr. Declan Moynihan]], [[organisation:St Anselm's Presbytery]], [[phone:020 7946 0958]]
They spelled him [[person:Abdulrahim]] on one form and [[person:Abdul Rahim]] on the next and the system said two boys.
We were told to quote [[reference:BCA-10377-24-0102]] and [[reference:01BR/2211/24]] for the same night.
The home manager ([[person:Siobhain]]) had the Philomena form ready. The PC wouldn't take it.
i seen him get in a silver corsa [[vehicle:ej07 xkw]] outside greggs
dont put my name but my sons called [[person:Kaydon]] and he is on the [[organisation:Meadowbank estate]]
Her social worker [[person:Ijeoma N.]] left in May and [[person:Ms Castellanos]] came in July.
My NI number is [[ni_number:JK 39 11 07 B]], they asked me for it. For what??
Date of birth: [[dob:22 Nov 2010]]. Height 5'2. They had 6'2.
[[officer:Inspector Fennimore]] rang me himself at half one. Credit where it's due.
The school ([[organisation:Bishop Aldridge CofE Secondary]]) rang at 9.15, I rang police at 9.20.
PLEASE RING [[person:MRS ADEBISI]] NOT ME I DONT HAVE GOOD ENGLISH
Someone called [[person:'Fats']] was sending [[person:Lilly-Mae]] money, [[handle:@fats_topboy99]], I showed screenshots.
Flat [[address:112 Wexham Tower]]. The lift was out, so they did not come up.
[[person:Oskar]] was last seen near [[address:Harrow View Rd]] in a red coat. In Polish we say: nobody's child.
I asked for the reference and she said "just say [[person:Mikolaj]]'s mum".
He phones from [[phone:+44 7700 900881]] or a withheld number.
Our foster son [[person:T.]] - let's call him T - was failed.
the copper was [[officer:pc 3391]] something, ginger beard
[[person:Bronagh]], [[person:Eoghan]] and wee [[person:Caolán]] were all asleep upstairs when they searched the house.
Car reg was [[vehicle:R741 KTV]], old Fiesta. Wrote it on my hand.
Ms [[person:Ranasinghe]] at [[organisation:Lime Tree Primary]] kept him in the office till I got there.
email [[email:fosterteam at example dot org]] if you need the chronology
She lives with me, her aunty [[person:Precious]], at [[address:6 Almond Close]] since the day she was born, [[dob:2 June 2011]].
I can be reached on [[phone:07700900733]] - [[person:Gwendoline Ashcombe-Pryce]]
my brother [[person:ridwan]] was stopped by [[officer:officer 2206]] on monday and let go, he was listed missing at the time!
We reported to [[officer:T/Sgt Bellweather]] and the log number is [[reference:77 of 19/11]].
When [[person:Obi]] absconded from [[organisation:Thackley Grange]] the duty sgt, [[officer:PS Mulrooney]], asked if we had "tried ringing him".
[[person:Savannah-Rose Pickersgill]] (dob [[dob:09.11.08]]) reported by me at 19.05 on CAD [[reference:6612/11JUN]].
ive rang 101 so many times. my mob is [[phone:07700 900 818]] name is [[person:kerry]]
My husband [[person:Abdifatah]] does not speak much English so I [[person:Ubax]] do all the calls.
last seen wearing a grey nike hoodie near [[address:Tollgate Parade]] at quarter to 9
we live opp [[organisation:St Joseph's RC Primary]], [[address:22 Penrose Way]], they cant miss it
it was [[person:Cheryl]] off the night team, she's brilliant, got me through
[[officer:DS Imran Quereshi]] from the missing unit, mobile [[phone:07700900441]], was brilliant. Clone him.
The reference they gave was [[reference:4561283/23]] but on the text it said [[reference:4561238/23]].
Her insta is [[handle:princess_zaraah]] and his is [[handle:big.drillz]], I gave both to the officer
He got in a cab, reg [[vehicle:GX21 UJN]]. I had the reg! Nobody wanted it.
My son's friend's mum [[person:Adwoa]] saw them in [[postcode:CR0 2YH]].
child A ([[person:Leighton]]) and child B ([[person:Rhys-Jay]]) left the placement at 16:20
Sent to [[email:mash.referrals@example.gov.uk]] at 17.02, read receipt 09.14 next day
Rang the officer in the case [[officer:DC Tamsin Oyelade]] six times. Voicemail full.
Her nan lives at [[address:Flat 4 Cedar Court, Winchcombe Street]]. I told them look there FIRST.
I'm a foster carer with [[organisation:Brightpath Fostering]] and this was my third placement.
[[person:Mrs. Chaudhry-Bell]] the DSL said police wouldnt come to site without a ref
My nhs no [[nhs_number:401 023 2137]]. Why was I asked for it.
They took our daughter's laptop (ref [[reference:EX/2291/23]]) and we've not had it back.
he is called [[person:Ibrahima]] but everyone calls him [[person:Ibs]]
[[person:josh]] was gone 3 nights. [[person:joshs]] phone was off
Officer [[officer:Prendergast]] told me "kids go walkabout".
Home phone [[phone:0208 496 0155]] or dad [[phone:07700-900-662]]
They wrote her name as [[person:Shannon]], it's [[person:Shanon]], one n, thats why nothing came up
We're the [[person:Osbornes]] at number [[address:19 Kimberley Ave]]
I rang [[organisation:Hazelbrook]] (her home) and they'd no clue
it says on the letter [[officer:Insp R. Featherstonehaugh]] so i'm asking him to explain
Email me: [[email:tasha_b_1984@hotmail.co.uk]]
Thank you for reading. [[person:Folasade O.]]
PS the social worker's name is [[person:Gillian Tranter]] and her manager is [[person:Piotr]].
In the strategy meeting [[officer:DI Cartwright-Hume]] accepted risk should be high.
The lad she's with, [[person:Kyle Brannigan]], lives at [[address:8A Station Approach]] above the chicken shop.
On 24/02/24 (Merlin [[reference:24PAC077123]]) and again 26/02/24 ([[reference:24PAC078990]])
[[person:Wiktoria]] jest w domu. She is home now.
she posts on tiktok as [[handle:itz.nevaeh09]]
he uses the name [[handle:DripLord_77]] on xbox
I've got a voice note from [[person:PC Ndiaye]] if you want it. [[phone:07700 900 003]]
My boy [[person:D'Andre]] is 13. THIRTEEN.
I asked [[person:auntie Bisi]] to sit by the door in case.
Her tag is [[handle:@m1lliemoo]] — check the comments
D.O.B. - [[dob:17th Sept 2009]]
ni: [[ni_number:PA123456C]]
The staff from [[organisation:Oakview Semi-Independent]] didn't even know her surname.
found in a black BMW [[vehicle:LR70 XYZ]]
""".strip()

_MARK = re.compile(r"\[\[(\w+):(.+?)\]\]")


def letters() -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    """Each answer without its marks, and (type, start, end) of every detail in it."""
    for line in LETTERS.splitlines():
        text, found, at = "", [], 0
        for mark in _MARK.finditer(line):
            text += line[at : mark.start()]
            found.append((mark.group(1), len(text), len(text) + len(mark.group(2))))
            text += mark.group(2)
            at = mark.end()
        yield text + line[at:], found
