"""Names for made-up sentences, none of a real person. Half of them the detector does not know.

``UNLISTED`` holds first names and ``UNLISTED_SURNAMES`` surnames that are on neither list of the
detector (a test holds that), so that recall is not just the length of its lists.
"""

from __future__ import annotations


def _many(text: str) -> tuple[str, ...]:
    return tuple(text.split())


LISTED = _many("""
    Jayden Kayleigh Amelia Mohammed Aisha Connor Chloe Ebony Tyrese Priya Kacper Zuzanna Siobhan
    Ciaran Aoife Oluwaseun Ngozi Chidi Temitope Fatima Abdirahman Khadija Yusuf Zainab Harpreet
    Gurpreet Mateusz Agnieszka Andreea Mihai Emre Zeynep Kwame Akosua Shanice Malachi Rhiannon
    Gethin Callum Eilidh Nadia Tariq Sumaya Idris Kofi Leticia Rafael Ines Bogdan Oksana Deepak
    Anjali Thandi Tendai Denise Sharon Kevin Tracey Leanne Darren Bernadette Colette Remy Keira
""")

UNLISTED = _many("""
    Kayshaun Tremayne Ja'Quan Zaryah Aaralyn Keziah-Mae Lexi-Rae Jahmari Tayvon Shaquille Dontae
    Keyshia Rayniel Azariah Neriah Zephaniah Kaylon Jermel Trayvon Lashawn Aoibheann Caoilfhionn
    Sadhbh Oisin Fiadh Tadhg Cathal Blathnaid Eimear Muireann Chukwudi Obinna Ugonna Somtochukwu
    Oluwadamilare Folasayo Abosede Morenikeji Ayokunle Titilayo Ireti Bukola Kolawole Swietlana
    Bozena Grazyna Zbigniew Slawomir Radoslaw Mieczyslaw Halszka Jagoda Bronislawa Taslima Shirazul
    Mosammat Nazmul Rokeya Ruksana-Begum Jahanara Shamsun Mizanur Tofazzal Ubah Faduma Sagaal
    Warsame Liban Guled Deeqa Ayaanle Ilhan Bilan Sahro Cawaale Mahad Abdinasir Ruqiya Umaymah
    Khuzaymah Abdulmalik Muadh Luqman Hudhayfah Sumayyah Ghufran Thaer Wafaa Rima Shaza Berivan
    Rojda Serhat Helin Azad-Can Ozlem Gokhan Sevgi Anxhela Besarta Arber Drita Flutura Gentiana
    Rahwa Yohana Filmon Senait Mebrahtu Selamawit Thuy Quynh Phuong Haoyu Xinyi Mei-Ling Kirthana
    Thulasi Sivakumar Dharshini Vaishnavi Jignesh Hetal Mitesh Zlatko Vesna Tihomir Gergana Yordan
""")

SURNAMES = _many("""
    Okafor Begum Hussain Kowalski Murphy Ahmed Osei Mensah Williams Rahman Singh Kaur Popescu
    Fitzgerald Adeyemi Walsh Chowdhury Campbell Hassan Ali Miah Patel Gallagher
""")

UNLISTED_SURNAMES = _many("""
    Thistlewood Ogunbanjo Ezenwa Ndukwe Wisniewska Grabowski Szczepanska Warsama Jimcale Dirshe
    Haybe Sultani Rahimzai Talukder Mollah Sikder Bhuiyan Ferrabee Pellgrove Hathersage Kettlewell
    Marchbank Brathwaite Cumberbatch Hyacinthe Delacroix Tesfay Gebremariam Pham-Doan Vasilescu
    Dragomir Kelmendi Berisha O'Halloran O'Dwyer McGillicuddy Mac-Giolla St-Clair Achterberg
    Yeboah-Mante Agyei-Baffour Oyelowo-Grant Nkemelu Sivanesan Rajaratnam Tirunelveli
""")

SMALL_AFTER_KIN = _many("""
    kayshaun tremayne jahmari obinna hodan guled fiadh jermel taslima anxhela rahwa filmon shaza
    dontae keyshia bukola jagoda ilhan luqman zephaniah jayden amelia tyrese chloe aisha mohammed
    kacper keira connor fatima
""")

NICKNAMES = _many("Jay-Jay JB T-Bone Smudge Kizzy Tink Bubba Moey Shaz Baz Shanny Ki-Ki Zee DeeDee")
