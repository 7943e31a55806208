"""The kinds of chart, one module a family."""

from __future__ import annotations

from .attributes import NP, PP, UP, C, P, U
from .early import CUSUM, EWMA
from .individuals import I
from .lines import Family, Lines, Options
from .moving_range import MR
from .normalised import IP
from .rare import G, T
from .run import RUN
from .subgroups import XBAR, R, S

KINDS: dict[str, Family] = {
    family.kind: family for family in (RUN, I, MR, P, NP, PP, U, UP, C, G, T, XBAR, S, R, IP, EWMA, CUSUM)
}

__all__ = ["KINDS", "Family", "Lines", "Options"]
