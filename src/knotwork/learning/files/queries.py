"""Reading the photographs and files of strands."""

from dataclasses import dataclass
from typing import Any

from knotwork.access.doors import admit
from knotwork.access.policy import NotAllowed, allows
from knotwork.access.verbs import Verb
from knotwork.learning.files.codes import PHOTOGRAPH
from knotwork.learning.files.models import Content, File
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import cannot_edit, open_strand

HOLD = {Strand.Kind.INSIGHT, Strand.Kind.DECISION}


@dataclass(frozen=True, slots=True)
class Files:
    """The photographs and the other files of a strand, oldest first, and what this person may do with them."""

    photographs: tuple[File, ...]
    others: tuple[File, ...]
    may_add: bool
    may_take_out: bool


def files_of(by: Any, strand: Strand) -> Files:
    """The photographs and files of a strand that `by` sees. One query."""
    found = list(File.objects.filter(strand=strand))
    return Files(
        tuple(one for one in found if one.sort == PHOTOGRAPH),
        tuple(one for one in found if one.sort != PHOTOGRAPH),
        not cannot_add(by, strand),
        may_take_out(by, strand),
    )


def cannot_add(by: Any, strand: Strand) -> str:
    """Why a person may not put a file to a strand, in words for them; nothing where they may: who changes its words."""
    if strand.kind not in HOLD:
        return "Photographs and files are put to insights and decisions."
    return cannot_edit(by, strand)


def may_take_out(by: Any, strand: Strand) -> bool:
    """Whether a person takes files out: who may change its words, or looks through what is told there for others."""
    return not cannot_edit(by, strand) or allows(by.grants(), Verb.GATHER, strand.subject)


def open_adding(by: Any, verb: Verb, code: str) -> Strand:
    """The door to putting a file to a strand."""
    strand = open_strand(by, verb, code)
    if refusal := cannot_add(by, strand):
        raise NotAllowed(refusal, strand.system_id)
    return strand


def open_file(by: Any, verb: Verb, code: str) -> File:
    """The door to one photograph or file: for whoever sees its strand."""
    found = File.objects.filter(visible_to(by, "strand__"), code=code)
    file = found.select_related("strand__system", "strand__place", "strand__by").first()
    admit(file.strand if file else None, by, verb)
    return file


def open_taking_out(by: Any, verb: Verb, code: str) -> File:
    """The door to taking one out."""
    file = open_file(by, verb, code)
    if not may_take_out(by, file.strand):
        raise NotAllowed("Only whoever told it takes it out.", file.system_id)
    return file


def content_of(file: File) -> bytes | None:
    """What is in a file; nothing where it was taken out a moment ago. One query."""
    found = Content.objects.filter(pk=file.pk).first()
    return bytes(found.data) if found else None
