"""How often a stable series of normal values signals under each set of rules, with lines and limits that it set itself.

By name of the rules, then for a run chart, for limits from screened moving ranges, and for limits from all of them.
From 40,000 series a length (15,000 from 80 points), by `benchmarks/false_signals.py`.
"""

from __future__ import annotations

import numpy as np

LENGTHS = np.array([10, 12, 15, 20, 24, 30, 36, 48, 60, 80, 100, 150, 200], dtype=float)
RATES: dict[tuple[str, str], str] = {
    ("bestbox", "run"): ".008 .012 .004 .021 .018 .045 .034 .054 .043 .050 .050 .075 .067",
    ("bestbox", "screened"): ".050 .067 .078 .106 .120 .149 .158 .198 .236 .272 .323 .436 .512",
    ("bestbox", "unscreened"): ".029 .041 .051 .075 .085 .115 .120 .159 .188 .220 .265 .376 .443",
    ("cutbox", "run"): ".008 .012 .004 .021 .020 .046 .038 .054 .043 .054 .052 .075 .067",
    ("cutbox", "screened"): ".057 .067 .087 .106 .122 .150 .162 .198 .236 .275 .323 .436 .512",
    ("cutbox", "unscreened"): ".036 .041 .060 .075 .087 .115 .125 .159 .188 .223 .266 .376 .443",
    ("ihi", "run"): ".098 .133 .176 .306 .370 .482 .562 .697 .796 .887 .940 .988 .997",
    ("ihi", "screened"): ".137 .192 .262 .374 .444 .552 .626 .747 .838 .912 .957 .992 .999",
    ("ihi", "unscreened"): ".122 .174 .244 .357 .429 .538 .614 .739 .831 .908 .954 .991 .999",
    ("ihi_printed", "run"): ".098 .121 .176 .291 .370 .482 .562 .697 .796 .887 .940 .988 .997",
    ("ihi_printed", "screened"): ".137 .182 .262 .363 .444 .552 .626 .747 .838 .912 .957 .992 .999",
    ("ihi_printed", "unscreened"): ".122 .164 .244 .346 .429 .538 .614 .739 .831 .908 .954 .991 .999",
    ("mdc", "screened"): ".053 .071 .099 .148 .187 .241 .293 .386 .474 .575 .678 .814 .905",
    ("mdc", "unscreened"): ".032 .045 .071 .116 .155 .209 .260 .354 .442 .543 .649 .795 .891",
    ("western_electric", "screened"): ".058 .078 .106 .152 .188 .240 .288 .378 .458 .558 .660 .799 .888",
    ("western_electric", "unscreened"): ".038 .052 .076 .117 .151 .202 .246 .337 .415 .512 .616 .766 .862",
    ("nelson", "screened"): ".067 .089 .125 .184 .226 .290 .348 .453 .539 .651 .743 .875 .941",
    ("nelson", "unscreened"): ".048 .064 .096 .152 .192 .257 .311 .418 .506 .619 .714 .858 .930",
}
