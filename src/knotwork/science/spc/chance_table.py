"""How often a stable series of normal values has a point outside XmR limits that it set itself.

Lengths, rates without screening of moving ranges, rates with. From 200,000 series a length (60,000 above 100 points).
"""

from __future__ import annotations

import numpy as np

_LENGTHS = "6 8 10 12 15 20 24 30 36 48 60 80 100 150 200 300 500"
_PLAIN = ".0125 .0159 .0213 .0270 .0349 .0484 .0594 .0746 .0888 .1186 .1454 .1917 .2333 .3312 .4106 .5523 .7372"
_SCREENED = ".0175 .0300 .0437 .0536 .0655 .0828 .0955 .1150 .1314 .1652 .1967 .2480 .2941 .4014 .4868 .6310 .8043"

OUTSIDE_OWN_LIMITS = tuple(np.array(row.split(), dtype=float) for row in (_LENGTHS, _PLAIN, _SCREENED))
