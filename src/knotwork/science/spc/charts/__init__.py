"""The kinds of chart, one module a family."""

from __future__ import annotations

from .attributes import PP, UP, C, P, U
from .early import CUSUM, EWMA
from .individuals import I
from .lines import Family, Lines
from .moving_range import MR
from .normalised import IP
from .rare import G, T
from .run import RUN
from .subgroups import XBAR, S

KINDS: dict[str, Family] = {
    family.kind: family for family in (RUN, I, MR, P, PP, U, UP, C, G, T, XBAR, S, IP, EWMA, CUSUM)
}

__all__ = ["KINDS", "Family", "Lines"]
