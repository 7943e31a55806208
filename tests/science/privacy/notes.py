"""Notes as they are written at the end of a shift in Scotland and England: short, abbreviated, full of other numbers.

Made up for measuring, before the finder had seen them; what it cannot find stays here, labelled.
"""

from .labelled import CHI, NHS, Sentence

# {} is an identifier of the kind; the rest of the note is what staff write around it.
NOTED = {
    "NHS number": [
        "pt {} tx'd to HDU 0415, fam informed",
        "NEWS 7 @ 0230. NHS {}. SHO r/v, IVABx given, for CTPA",
        "Wrong armband - {} as on drug kardex",
        "S/B physio. Nhs no {} on wrong sticker in bed 12 notes",
        "Dx letter for {} sent to GP in error, Datix 448812 done",
        "handover sheet found in car park w/ {} & others on it",
        "EDL ({}) not done until 1800, TTOs missed",
    ],
    "CHI number": [
        "{} adm via AAU, nil known allergies, 4AT 8",
        "CHI:{} - insulin 12 units given x2 in error",
        "ECS checked for {}, KIS not updated since 2021",
        "TRAK shows {} in bed 4 but pt in bed 14",
        "d/w fam of {}. DNACPR in place, not on eHealth",
        "Hepma {}: paracetamol 1g QDS charted twice",
        "{}, Rm 6, fell 0520 nr bathroom, unwitnessed",
    ],
}
BORN = [
    ("dob {} wrong on kardex", "3/5/41"),
    ("DoB {}, lives alone, POC x4", "03.05.1941"),
    ("D.O.B.: {}. Adm 2/3/25 from NH", "3/5/1941"),
    ("82F ({}) adm w/ UTI, off legs", "03/05/1941"),
    ("83 y/o, {}, for home w/ POC", "3/5/41"),
    ("Mr Madeup, {}, slipped on wet floor", "3 May 1941"),
    ("Birthdate {}; ward clerk typed the wrong year", "03-05-1941"),
    ("He was born {} in Leith", "3/5/1941"),
    ("a lady b. {} on 3L O2", "3/5/41"),
    ("Born: {}. NOK daughter", "3rd May 1941"),
]
REACHED = [
    ("phone number", "NOK dtr {} - rang x3 no answer", "07700 900456"),
    ("phone number", "tel {} if late", "0131 496 0123"),
    ("phone number", "GP {} engaged all pm", "01632960123"),
    ("phone number", "call son (mob {}) re d/c", "07700900123"),
    ("phone number", "Careline {}, key safe by door", "01632 960 777"),
    ("postcode", "d/c to {} 3rd floor no lift", "EH99 1SP"),
    ("postcode", "OT visit {}: 2 rails needed", "CF99 1SN"),
    ("postcode", "lives {}, carers qds", "eh99 1sp"),
    ("e-mail address", "dtr emailed from ada.m@example.org re food", "ada.m@example.org"),
    ("hospital number", "Hosp no: {} on both forms", "A123456"),
    ("hospital number", "MRN {} scanned to wrong pt", "445566"),
    ("hospital number", "unit number {} has 2 volumes", "0123456"),
]
# Hard: words for what they are, and not found, or found only by luck.
MISSED = [
    Sentence("Mr M 3/5/41 RIP 0400", (("date of birth", "3/5/41"),)),
    Sentence("adm Ada Madeup 030541 F", (("date of birth", "030541"),)),
    Sentence("c/o Ada, 3 May, born '41", (("date of birth", "3 May, born '41"),)),
    Sentence("casenotes A123456 not found", (("hospital number", "A123456"),)),
    Sentence("dtr on 07700 900 456/457", (("phone number", "07700 900 456"),)),
]

# Numbers, dates and places that tell of nobody. None may be found.
ORDINARY = """
Paracetamol 1g QDS, enoxaparin 40 mg SC OD, insulin 12 units.
Gent 320mg given 2200, level 1.2 at 0600.
BP 95/60 HR 118 RR 24 sats 91% on 4L T 38.4 NEWS 9.
BM 3.2 at 0300, 10.4 at 0400.
K+ 6.1, Na 128, eGFR 34, CRP 212, Hb 88, WCC 14.2.
IVI 1000ml over 8h, UO 20/15/10 ml.
Wt 54.2kg, MUST 2, Braden 14.
Fentanyl 12 mcg/h patch changed 08/05 and 11/05.
Warfarin 3mg 4mg 3mg 4mg, INR 2.4 2.8 3.1.
Furosemide 40 80 120 mg, 24 h balance -1200.
Actrapid 50 units in 50 ml at 1 2 4 6 ml/h.
Troponin 14 then 412 at 0110 0410.
MSU 10 000 000 per litre, sens to trimethoprim.
Beds 1 2 3 4 and 12 13 14 closed, D+V.
Moved bed 4 to bed 14 to side room 2 in one night.
Ward 51A, 52B, 205 and HDU full.
Ward E4 2nd bay, C7 3rd bay.
Ward 12 Bed 3, Ward 14 Bed 7.
Rm 6, Rm 12B, bay C, list 3 of 4.
Theatre 4 list 0830 to 1730.
Level 2 beds 18/18, level 1 24/24.
G6 1st floor, M2 2nd floor, L3 3rd floor.
Fell 0520, found 0535, r/v 0610.
Huddle 0800 1400 2000 daily.
Audit 01/03/25 to 31/03/25: 42/50.
Audited 12/02/2025, re-audit 12/05/2025.
Next M&M 14 May 2025, minutes by 21 May.
Hand hygiene audit, 3 May 2025: 95%.
Cleaned 03/05/25 AM, 04/05/25 PM.
Falls Audit, 3 May 2025.
Pressure ulcer found 02/01/2025, grade 2.
Reviewed 1.4.25, 8.4.25, 15.4.25.
Week of 5 May 2025 was quiet.
Policy review due 30/09/2026.
SPSP visit 12/11/2025.
Go live 1/4/25.
Version 2.1 (03/05/2025)
Calibrated 03.05.2025, due 03.05.2026.
Bleep 2345, ext 60123, ext. 4410.
x4410 or page 1234 then 5678.
Ring 2222 for arrest, 3333 for security.
Fast bleep 555.
Ext 27654 / 27655 day, 27600 night.
Dect 61234, dect 61235.
Call NHS 24 on 111 or 999.
Speed dial 01 02 03.
Policy NHSL-CG-0412 v3 s4.2.
SIGN 170, NICE NG249, HIS std 4.3.
Datix 448812 and 448813 closed.
Datix ref W123456.
PO 4010232137 raised for hoists.
Purchase order 4010232137.
Requisition 4010232137 not approved.
Req no 4010232137 back order.
Estates job 4010232137 logged for the lights.
IT ticket 4010232137, no reply.
Helpdesk call 4010232137 closed.
Order no. 4010232137 late.
Invoice 4010232137 for beds.
Mattress serial 4010232137.
Hoist asset tag 4010232137.
Bar code 4010232137 will not scan.
Batch 4010232137 recalled, LOT 4010232137 too.
Blood unit lot 4010232137.
Delivery note 4010232137.
Contract 4010232137 ends in May.
Tender 4010232137 out.
Cost code 4010232137.
Budget code 4010 232 137.
Vaccine lot 4010232137 exp 03/2026.
GTIN 05012345678900 on the pump.
PAT test 12/03/25 sticker 0012345.
IRAS 123456, REC 25/NW/0123.
Pump no. 123456 out of service.
Trolley 4010232138 has a flat tyre.
Form MR-0123456 is out of print.
Docket 4010232137 was signed.
Reg. charity SC012345.
Case mix 1234 v 1235.
42 of 50, 84 percent, target 95.
1,204 bed days, 7 falls, 5.8 per 1000.
n=1204, p<0.001, CI 1.2-3.4.
Q1 12 Q2 14 Q3 9 Q4 7.
2023 120 2024 98 2025 77.
Stock 1234567890 wipes.
3 5 41 falls in 3 months.
Out of 9990000018 hits on the site.
""".strip().splitlines()


def noted() -> list[Sentence]:
    """Every note with an identifier."""
    found = []
    for kind, numbers in (("NHS number", NHS), ("CHI number", CHI)):
        for at, template in enumerate(NOTED[kind]):
            for way, number in enumerate(numbers[at * 3 : at * 3 + 3]):
                written = (number, f"{number[:3]} {number[3:6]} {number[6:]}", f"{number[:6]} {number[6:]}")[way]
                found.append(Sentence(template.format(written), ((kind, written),)))
    found += [Sentence(template.format(day), (("date of birth", day),)) for template, day in BORN]
    found += [Sentence(template.format(words), ((kind, words),)) for kind, template, words in REACHED]
    return [*found, *MISSED]


def ordinary() -> list[Sentence]:
    """Every note whose numbers tell of nobody."""
    return [Sentence(note) for note in ORDINARY]
