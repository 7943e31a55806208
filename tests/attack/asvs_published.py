"""Which requirements OWASP ASVS 5.0.0 (May 2025) has at levels 1 and 2, by chapter and section; * marks level 1.

From the list that the project publishes as CSV: 70 of level 1, 183 of level 2. The 92 of level 3 are not taken up.
"""

PUBLISHED = {
    1: "1: 1 2; 2: 1* 2* 3* 4* 5* 6 7 8 9; 3: 1* 2* 3 4 5 6 7 8 9 10 11; 4: 1 2 3; 5: 1* 2",
    2: "1: 1* 2 3; 2: 1* 2* 3; 3: 1* 2 3 4; 4: 1",
    3: "2: 1* 2*; 3: 1* 2 3 4; 4: 1* 2* 3 4 5 6; 5: 1* 2* 3* 4 5; 7: 1 2",
    4: "1: 1* 2 3; 2: 1; 3: 1 2; 4: 1* 2 3 4",
    5: "1: 1; 2: 1* 2* 3; 3: 1* 2*; 4: 1 2 3",
    6: "1: 1* 2 3; 2: 1* 2* 3* 4* 5* 6* 7* 8* 9 10 11 12; 3: 1* 2* 3 4; 4: 1* 2* 3 4; 5: 1 2 3 4 5; 6: 1 2 3; "
    "8: 1 2 3 4",
    7: "1: 1 2 3; 2: 1* 2* 3* 4*; 3: 1 2; 4: 1* 2* 3 4 5; 5: 1 2; 6: 1 2",
    8: "1: 1* 2; 2: 1* 2* 3; 3: 1*; 4: 1",
    9: "1: 1* 2* 3*; 2: 1* 2 3 4",
    10: "1: 1 2; 2: 1 2; 3: 1 2 3 4; 4: 1* 2* 3* 4* 5* 6 7 8 9 10 11; 5: 1 2 3 4 5; 6: 1 2; 7: 1 2 3",
    11: "1: 1 2; 2: 1 2 3; 3: 1* 2* 3; 4: 1* 2 3 4; 5: 1; 6: 1",
    12: "1: 1* 2 3; 2: 1* 2*; 3: 1 2 3 4",
    13: "1: 1; 2: 1 2 3 4 5; 3: 1 2; 4: 1* 2 3 4 5",
    14: "1: 1 2; 2: 1* 2 3 4; 3: 1* 2 3",
    15: "1: 1* 2 3; 2: 1* 2 3; 3: 1* 2 3 4 5 6 7",
    16: "1: 1; 2: 1 2 3 4 5; 3: 1 2 3 4; 4: 1 2 3; 5: 1 2 3",
    17: "1: 1; 2: 1 2 3 4; 3: 1 2",
}


def requirements() -> dict[str, int]:
    """The identifiers with their levels, in their order."""
    found = {}
    for chapter, sections in PUBLISHED.items():
        for section in sections.split("; "):
            number, _, listed = section.partition(": ")
            for one in listed.split():
                found[f"V{chapter}.{number}.{one.rstrip('*')}"] = 1 if one.endswith("*") else 2
    return found
