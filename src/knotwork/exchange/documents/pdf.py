"""A minute as PDF, tagged so that a screen reader can read it (PDF/UA-1)."""

from __future__ import annotations

import json
from dataclasses import asdict

import typst

from knotwork.exchange.documents.minute import Minute
from knotwork.pictures import on_white

# What people wrote is handed over as data, never as source: no letter of it can be taken for an instruction.
_PAGE = """
#let minute = json(bytes(sys.inputs.minute))
#set document(title: minute.title + ", " + minute.about)
#set text(lang: "en", region: "GB", size: 11pt, fill: rgb("#1c2a26"))
#set par(leading: 0.65em)
#set page(paper: "a4", margin: 22mm, numbering: "1", footer: context [
  #text(size: 9pt, fill: rgb("#47534e"))[#minute.note #h(1fr) #counter(page).display()]])
#show heading.where(level: 1): it => block(below: 1em, text(size: 20pt, it.body))
#show heading.where(level: 2): it => block(above: 1.6em, below: 0.8em, text(size: 14pt, fill: rgb("#0f4c3a"), it.body))
#show heading.where(level: 3): it => block(above: 1em, below: 0.5em, text(size: 11pt, it.body))
= #minute.title
#minute.about

#for section in minute.sections [
  == #section.title
  #if section.lines.len() == 0 [#section.empty]
  #for line in section.lines [
    #block(width: 100%, breakable: line.pictures.len() == 0)[
      === #if line.address != "" { link(line.address, line.title) } else { line.title }
      #for said in line.said [#par(said)]
      #for picture in line.pictures [#image(bytes(picture.svg), format: "svg", width: 130mm, alt: picture.words)]
    ]
  ]
  #if section.rest != "" { if section.elsewhere != "" { link(section.elsewhere, section.rest) } else { section.rest } }
]
"""


def as_pdf(minute: Minute) -> bytes:
    """The minute on pages of A4: headings, lines and links as text that can be searched and copied.

    Where a letter has no shape in this machine's fonts the file cannot keep the promise of PDF/UA-1, and so does not
    make it: that letter is shown as a box.
    """
    data = asdict(minute)
    for section, written in zip(minute.sections, data["sections"], strict=True):
        written["rest"] = section.rest
        for line in written["lines"]:
            line["pictures"] = [{**one, "svg": on_white(one["svg"])} for one in line["pictures"]]
    inputs = {"minute": json.dumps(data, ensure_ascii=False)}
    try:
        return bytes(typst.compile(_PAGE.encode(), format="pdf", pdf_standards="ua-1", sys_inputs=inputs))
    except typst.TypstError as refused:
        if "could not be displayed" not in str(refused):
            raise
    return bytes(typst.compile(_PAGE.encode(), format="pdf", sys_inputs=inputs))
