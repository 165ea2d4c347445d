"""The drawings of the demonstration's magazine: flat shapes in the colours of the house, drawn by the program."""

import math
from collections.abc import Callable, Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from core.woven_pictures import FONTS
from home.demo.files import save_picture
from home.demo.sources import identity
from media_library.models import CreditedImage

WIDTH, HEIGHT, SCALE = 1200, 750, 2
CREDIT = "Dessin de la maison, tracé par programme, 2026"
PAPER, SHEET, INK = "#ebeee7", "#fbfcf9", "#191a36"
GARANCE, PASTEL, RESEDA, ORSEILLE, NOIX, GAUDE = "#b5173f", "#1d4690", "#17694a", "#6a2079", "#8a4d16", "#f6c92b"
DYES = (GARANCE, PASTEL, RESEDA, ORSEILLE, NOIX, GAUDE)
LINE = 6
Points = Sequence[tuple[float, float]]


class Pen:
    """Draws in units of the finished picture, twice as large, so that edges come out smooth."""

    def __init__(self, ground: str = PAPER) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self.draw = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, width: float, height: float, fill: str, edge: str = INK) -> None:
        """A rectangle with an edge."""
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self.draw.rectangle(corners, fill=fill, outline=edge, width=LINE * SCALE // 2)

    def disc(self, x: float, y: float, radius: float, fill: str, edge: str = INK) -> None:
        """A disc around a point."""
        around = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.draw.ellipse(around, fill=fill, outline=edge, width=LINE * SCALE // 2)

    def line(self, points: Points, colour: str = INK, width: float = LINE) -> None:
        """A broken line."""
        self.draw.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=colour, width=int(width * SCALE), joint="curve"
        )

    def shape(self, points: Points, fill: str) -> None:
        """A closed shape with an edge."""
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)
        self.line([*points, points[0]], INK, LINE / 2)

    def letters(self, x: float, y: float, text: str, size: int, colour: str = INK, script: str = "latin") -> None:
        """Letters around a point."""
        font = ImageFont.truetype(str(FONTS / f"alegreya-900-{script}.woff2"), size * SCALE)
        self.draw.text((x * SCALE, y * SCALE), text, font=font, fill=colour, anchor="mm")

    def png(self) -> bytes:
        """The finished picture."""
        stream = BytesIO()
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.quantize(64).save(stream, "PNG", optimize=True)
        return stream.getvalue()


def save_drawing(name: str) -> CreditedImage:
    """A drawing in the media library, made when it is not there yet."""
    key = f"dessin-{name}"
    found = CreditedImage.objects.filter(uuid=identity("image", key)).first()
    return found or save_picture(key, TITLES[name], draw(name), TITLES[name], credit=CREDIT)


def draw(name: str) -> bytes:
    """The PNG of one drawing, always the same."""
    pen = Pen()
    SCENES[name](pen)
    return pen.png()


def _bridge(pen: Pen) -> None:
    pen.disc(950, 150, 90, GAUDE)
    pen.box(-10, 540, 1220, 230, PASTEL)
    for row in range(4):
        for column in range(7):
            left = column * 180 + 60 * (row % 2) - 30
            pen.line([(left, 590 + row * 45), (left + 95, 590 + row * 45)], SHEET, 5)
    pen.box(-10, 390, 170, 150, RESEDA)
    pen.box(1050, 350, 160, 190, RESEDA)
    for tower in (350, 830):
        pen.box(tower, 130, 26, 410, INK)
    for tower in (363, 843):
        for step in (-200, -130, -65, 65, 130, 200):
            pen.line([(tower, 140), (tower + step, 490)], INK, 4)
    pen.box(130, 488, 950, 28, INK)
    letters = [("ж", "cyrillic"), ("ğ", "latin-ext"), ("ω", "greek"), ("œ", "latin"), ("ñ", "latin"), ("ij", "latin")]
    for place, (letter, script) in enumerate(letters):
        colour = (GARANCE, ORSEILLE, NOIX)[place % 3]
        pen.letters(440 + place * 62, 452 - (place % 2) * 22, letter, 64, colour, script)


def _windows(pen: Pen) -> None:
    pen.box(-10, -10, 1220, 780, INK)
    for row in range(5):
        for column in range(9):
            lit = (row, column) == (2, 5)
            pen.box(60 + column * 122, 50 + row * 135, 92, 100, GAUDE if lit else "#2c2f63", "#43467a")
    pen.shape([(695, 380), (735, 380), (728, 418), (702, 418)], GARANCE)
    pen.line([(755, 330), (745, 418)], NOIX, 6)
    pen.line([(732, 418), (760, 418)], NOIX, 9)


def _landing(pen: Pen) -> None:
    pen.box(-10, 610, 1220, 150, NOIX)
    for place, colour in enumerate((GARANCE, PASTEL, RESEDA)):
        left = 130 + place * 330
        pen.box(left, 140, 220, 470, colour)
        pen.box(left + 30, 175, 160, 150, PAPER)
        pen.disc(left + 190, 390, 13, GAUDE)
        pen.box(left - 15, 606, 250, 30, (GAUDE, SHEET, ORSEILLE)[place])
    pen.shape([(1105, 520), (1185, 520), (1170, 610), (1120, 610)], GAUDE)
    pen.line([(1100, 200), (1085, 600)], INK, 10)
    pen.shape([(1050, 590), (1120, 590), (1135, 650), (1040, 650)], SHEET)


def _table(pen: Pen) -> None:
    pen.disc(600, 375, 320, NOIX)
    pen.disc(600, 375, 296, GAUDE)
    colours = (GARANCE, PASTEL, RESEDA, ORSEILLE, SHEET, NOIX, INK)
    for place, colour in enumerate(colours):
        angle = math.tau * place / 8 - 1.2
        x, y = 600 + 205 * math.cos(angle), 375 + 205 * math.sin(angle)
        radius = 54 + 7 * (place % 3)
        pen.disc(x, y, radius, SHEET)
        pen.disc(x, y, radius * 0.6, colour)
    pen.shape([(530, 350), (580, 325), (650, 330), (680, 370), (650, 410), (570, 415), (530, 390)], NOIX)
    for cut in (575, 610, 645):
        pen.line([(cut, 345), (cut + 15, 390)], PAPER, 6)


def _cellar(pen: Pen) -> None:
    for row in range(3):
        top = 95 + row * 220
        for column in range(6):
            tall = 120 + (column * 37 + row * 53) % 55
            left = 70 + column * 180
            pen.box(left, top + 180 - tall, 150, tall, DYES[(column + row * 2) % 6] if column % 2 else SHEET)
            pen.box(left + 28, top + 200 - tall, 94, 34, PAPER)
            pen.line([(left + 40, top + 217 - tall), (left + 105, top + 217 - tall)], INK, 4)
        pen.box(30, top + 180, 1140, 22, NOIX)


def _carton(pen: Pen) -> None:
    pen.box(330, 330, 540, 340, NOIX)
    pen.shape([(330, 330), (230, 240), (430, 240), (520, 330)], "#b5702d")
    pen.shape([(870, 330), (990, 250), (800, 230), (690, 330)], "#b5702d")
    pen.shape([(430, 330), (400, 120), (560, 95), (585, 330)], SHEET)
    pen.disc(487, 185, 38, PASTEL)
    pen.box(600, 190, 190, 140, GARANCE)
    for reel in (650, 740):
        pen.disc(reel, 250, 24, PAPER)
    pen.disc(840, 275, 54, GAUDE)
    pen.box(330, 330, 540, 340, NOIX)
    pen.box(480, 430, 240, 110, PAPER)
    pen.letters(600, 482, "divers", 64)


def _notebook(pen: Pen) -> None:
    for side in (140, 600):
        pen.box(side, 110, 460, 530, SHEET)
        for row in range(9):
            pen.line([(side + 35, 175 + row * 52), (side + 425, 175 + row * 52)], "#c3c8bf", 3)
    rows = [("a ã ç é œ", "latin"), ("α β γ δ ω", "greek"), ("а б в ж я", "cyrillic"), ("ğ ş ż ł ő", "latin-ext")]
    for place, (letters, script) in enumerate(rows):
        for column, letter in enumerate(letters.split()):
            pen.letters(210 + column * 80, 165 + place * 128, letter, 66, DYES[place], script)
            pen.letters(990 - column * 80, 200 + place * 120, letter, 46, INK, script)
    pen.line([(600, 110), (600, 640)], INK, 8)
    pen.shape([(1010, 640), (1130, 330), (1160, 345), (1040, 655), (1000, 675)], GARANCE)


def _chairs(pen: Pen) -> None:
    pen.disc(600, 470, 135, GAUDE)
    for left, top, colour in ((200, 270, GARANCE), (860, 270, PASTEL), (530, 60, RESEDA)):
        pen.box(left, top, 130, 150, colour)
        pen.box(left - 12, top + 145, 154, 36, INK)
        for leg in (left, left + 118):
            pen.line([(leg + 6, top + 180), (leg + 6, top + 320)], INK, 12)
    pen.disc(600, 470, 135, GAUDE)
    pen.disc(555, 450, 30, SHEET)
    pen.disc(655, 490, 30, SHEET)


def _pitch(pen: Pen) -> None:
    pen.box(-10, -10, 1220, 780, RESEDA)
    pen.box(90, 190, 1020, 480, "#2f8f68", SHEET)
    pen.line([(600, 190), (600, 670)], SHEET, 6)
    pen.disc(600, 430, 85, "#2f8f68", SHEET)
    for left in (90, 960):
        pen.box(left, 310, 150, 240, "#2f8f68", SHEET)
    for rope in (52, 128):
        pen.line([(20, rope), (1180, rope)], PAPER, 5)
    for number in range(15):
        left, top = 50 + (number % 8) * 145 + (70 if number > 7 else 0), 52 if number < 8 else 128
        points = [(0, 0), (70, 0), (88, 24), (72, 34), (66, 26), (66, 66), (4, 66), (4, 26), (-2, 34), (-18, 24)]
        pen.shape([(left + x, top + y) for x, y in points], GARANCE if number else GAUDE)
    pen.disc(680, 520, 18, SHEET)


def _brooms(pen: Pen) -> None:
    pen.box(-10, 620, 1220, 140, NOIX)
    for place, colour in enumerate((GARANCE, PASTEL, GAUDE, RESEDA, ORSEILLE)):
        left = 200 + place * 200
        pen.line([(left, 90), (left, 520)], INK, 12)
        pen.shape([(left - 55, 520), (left + 55, 520), (left + 75, 640), (left - 75, 640)], "#d9b36a")
        pen.shape([(left, 180), (left + 70, 210), (left + 8, 225), (left + 60, 270), (left, 240)], colour)


def _lullaby(pen: Pen) -> None:
    for row in range(5):
        points = [(x, 230 + row * 75 + 22 * math.sin(x / 170)) for x in range(-10, 1221, 15)]
        pen.line(points, INK, 5)
    places = ((150, 0), (330, 2), (480, 1), (640, 3), (800, 2), (960, 0), (1080, 4))
    for place, (x, row) in enumerate(places):
        y = 230 + row * 75 + 22 * math.sin(x / 170) - 26
        colour = DYES[place % 6]
        pen.shape([(x - 60, y - 14), (x - 28, y - 8), (x - 40, y + 10)], colour)
        pen.disc(x, y, 30, colour)
        pen.disc(x + 26, y - 26, 19, colour)
        pen.shape([(x + 42, y - 32), (x + 64, y - 24), (x + 42, y - 18)], GAUDE)
    pen.disc(1030, 90, 58, GAUDE)


def _quay(pen: Pen) -> None:
    pen.disc(220, 150, 74, GAUDE)
    pen.box(-10, 470, 1220, 120, PASTEL)
    pen.shape([(430, 470), (480, 560), (960, 560), (1030, 440), (930, 440), (900, 470)], GARANCE)
    pen.box(800, 340, 110, 120, SHEET)
    pen.line([(560, 470), (560, 120), (860, 180)], INK, 14)
    pen.line([(560, 120), (700, 470)], INK, 6)
    pen.line([(820, 175), (820, 280)], INK, 5)
    pen.box(785, 280, 70, 60, NOIX)
    pen.box(-10, 580, 1220, 190, "#c3c8bf")
    pen.shape([(120, 760), (150, 560), (230, 500), (400, 500), (480, 560), (520, 760)], INK)
    pen.disc(315, 420, 88, NOIX)
    pen.shape([(215, 400), (230, 330), (315, 300), (400, 330), (420, 400)], RESEDA)


def _counter(pen: Pen) -> None:
    pen.box(-10, 520, 1220, 250, NOIX)
    pen.box(300, 60, 600, 460, "#c9d8e8")
    pen.line([(600, 60), (600, 380)], SHEET, 6)
    pen.disc(600, 300, 60, SHEET)
    for spot in ((-22, -18), (22, -18), (0, 0), (-22, 20), (22, 20)):
        pen.disc(600 + spot[0], 300 + spot[1], 7, INK)
    for middle, colour in ((430, GARANCE), (770, RESEDA)):
        pen.shape([(middle - 100, 520), (middle - 80, 380), (middle + 80, 380), (middle + 100, 520)], colour)
        pen.disc(middle, 300, 68, "#e8c9a6" if colour == GARANCE else "#8a5a34")
    for place in range(6):
        pen.letters(150 + place * 180, 640, ",", 190, GAUDE if place % 2 else SHEET)


SCENES: dict[str, Callable[[Pen], None]] = {
    "pont": _bridge, "fenetres": _windows, "palier": _landing, "table": _table, "cave": _cellar, "carton": _carton,
    "cahier": _notebook, "chaises": _chairs, "terrain": _pitch, "balais": _brooms, "berceuse": _lullaby,
    "quai": _quay, "guichet": _counter,
}  # fmt: skip
TITLES = {
    "pont": "Une passerelle et des lettres", "fenetres": "Une fenêtre allumée", "palier": "Trois portes",
    "table": "Sept assiettes", "cave": "Des boîtes dans une cave", "carton": "Un carton ouvert",
    "cahier": "Un cahier d’alphabets", "chaises": "Trois chaises", "terrain": "Quinze maillots",
    "balais": "Cinq balais", "berceuse": "Une portée d’oiseaux", "quai": "Un quai", "guichet": "Un guichet",
}  # fmt: skip
