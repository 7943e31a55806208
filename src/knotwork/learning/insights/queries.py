"""Doors to insights."""

from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import of_kind

open_insight = of_kind([Strand.Kind.INSIGHT], "insight")
