"""A drawing for the demonstration: nobody photographed anything in a network that does not exist."""

from io import BytesIO

from PIL import Image, ImageDraw

SHOWS = "A drawing: a bed by one wall, and the call bell on the other, out of reach of whoever lies in the bed."
SIZE = (1200, 800)
WALL, FLOOR, INK, SHEET, BLANKET, BELL = "#f1ece2", "#cfc8b8", "#3b3b3b", "#ffffff", "#7d9bb5", "#b5423a"


def bed_and_bell() -> bytes:
    """A room with a bed, and a bell far from it, as a PNG."""
    drawn, made = Image.new("RGB", SIZE, WALL), BytesIO()
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 560, *SIZE), fill=FLOOR)
    pen.line((0, 560, SIZE[0], 560), fill=INK, width=4)
    pen.rounded_rectangle((90, 430, 640, 520), 20, fill=SHEET, outline=INK, width=4)
    pen.rounded_rectangle((250, 400, 640, 530), 24, fill=BLANKET, outline=INK, width=4)
    pen.rounded_rectangle((110, 380, 230, 440), 24, fill=SHEET, outline=INK, width=4)
    for left, top in ((80, 330), (640, 400)):
        pen.rectangle((left, top, left + 18, 660), fill=INK)
    pen.rounded_rectangle((1010, 240, 1110, 340), 12, fill=SHEET, outline=INK, width=4)
    pen.ellipse((1035, 265, 1085, 315), fill=BELL)
    pen.line((670, 620, 1060, 620), fill=INK, width=4)
    for tip, back in ((670, 690), (1060, 1040)):
        pen.line((tip, 620, back, 608), fill=INK, width=4)
        pen.line((tip, 620, back, 632), fill=INK, width=4)
    pen.line((1060, 350, 1060, 600), fill=INK, width=2)
    drawn.save(made, "PNG")
    return made.getvalue()
