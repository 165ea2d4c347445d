"""Who did what, from the codes and words of MARC to the relators of the house."""

from core.text import fold
from directory.relators import RELATORS

_HOUSE = {code for code, _name in RELATORS}

UNIMARC_ROLES = {
    "005": "act", "010": "adp", "018": "art", "020": "ctb", "030": "adp", "040": "art", "050": "oth", "060": "oth",
    "065": "oth", "070": "aut", "072": "ctb", "075": "aft", "080": "aui", "090": "aus", "100": "ctb", "110": "oth",
    "120": "dsr", "130": "dsr", "140": "dsr", "150": "dsr", "160": "oth", "170": "art", "180": "aut", "190": "oth",
    "195": "prf", "200": "art", "202": "prf", "205": "ctb", "207": "act", "210": "ctb", "212": "ctb", "220": "com",
    "230": "cmp", "233": "cmp", "236": "cmp", "240": "prt", "245": "dsr", "250": "prf", "255": "ctb", "257": "aut",
    "260": "oth", "270": "ctb", "273": "ctb", "274": "prf", "275": "prf", "280": "oth", "290": "ctb", "295": "dgg",
    "300": "drt", "305": "aut", "310": "oth", "320": "oth", "330": "aut", "340": "edt", "350": "art", "353": "ctb",
    "360": "art", "365": "ctb", "370": "flm", "380": "oth", "385": "ctb", "390": "oth", "395": "oth", "400": "fnd",
    "410": "clr", "420": "oth", "430": "ill", "440": "ill", "445": "oth", "450": "oth", "460": "ive", "470": "ivr",
    "475": "org", "480": "lyr", "490": "oth", "500": "oth", "505": "dsr", "510": "art", "520": "lyr", "530": "art",
    "535": "prf", "540": "oth", "545": "mus", "550": "nrt", "555": "ctb", "557": "org", "560": "org", "570": "oth",
    "580": "oth", "582": "oth", "584": "aut", "587": "oth", "590": "prf", "595": "ctb", "600": "pht", "605": "spk",
    "610": "prt", "617": "art", "620": "prt", "630": "pro", "632": "dsr", "633": "cng", "635": "ctb", "637": "ctb",
    "640": "ctb", "650": "pbl", "651": "edt", "655": "prf", "660": "oth", "665": "pro", "670": "rcd", "671": "ctb",
    "672": "ctb", "673": "ctb", "675": "rev", "677": "ctb", "680": "ill", "690": "aus", "695": "ctb", "700": "ctb",
    "702": "ctb", "705": "art", "710": "ctb", "720": "ctb", "721": "sng", "723": "spn", "725": "org", "726": "act",
    "727": "ths", "730": "trl", "740": "dsr", "750": "prt", "753": "oth", "755": "sng", "760": "art", "770": "ctb",
    "956": "ctb", "958": "ctb", "981": "ctb", "982": "ctb", "995": "ctb", "996": "ctb",
}  # fmt: skip
"""UNIMARC's relator codes (appendix C, and those of the French union catalogue), each to the nearest role here."""

_MARC_ROLES = {
    "cre": "aut", "dis": "aut", "cph": "oth", "pbd": "edt", "edc": "edt", "red": "edt", "pdr": "edt", "aud": "aus",
    "sce": "aus", "scr": "ctb", "wst": "ctb", "wac": "ctb", "win": "aui", "wpr": "aui", "cmm": "ctb", "ann": "ctb",
    "ant": "ctb", "aqt": "ctb", "arr": "adp", "rev": "rev", "cnd": "prf", "dnc": "prf", "pre": "spk", "hst": "spk",
    "voc": "sng", "itr": "mus", "lbt": "lyr", "egr": "art", "etr": "art", "ltg": "art", "wdc": "art", "scl": "art",
    "ctg": "aut", "bjd": "dsr", "bkd": "dsr", "bdd": "dsr", "tyd": "dsr", "cov": "dsr", "prm": "art", "fmd": "drt",
    "fmp": "pro", "tld": "drt", "tlp": "pro", "prn": "pro", "prd": "ctb", "flm": "ctb", "fds": "oth", "dst": "oth",
    "isb": "org", "orm": "org", "his": "org", "fon": "oth", "pat": "spn", "csl": "ctb", "col": "oth", "dnr": "oth",
    "dte": "oth", "hnr": "oth", "inv": "aut", "dgs": "ths", "dgc": "dgg", "sad": "ctb", "rth": "ctb", "res": "ctb",
    "stn": "org", "ilu": "ill", "cmt": "prt", "pma": "oth", "own": "oth", "asn": "oth", "anm": "art", "chr": "art",
    "acp": "art", "cur": "ctb", "crr": "ctb", "pfr": "ctb", "trc": "ctb", "tch": "ctb",
}  # fmt: skip
"""MARC relators the house does not use, to the nearest it does."""

_WORDS = {
    "auteur": "aut", "author": "aut", "auth": "aut", "creator": "aut", "schrijver": "aut", "editor": "edt",
    "ed": "edt", "edt": "edt", "dir": "edt", "directeur": "edt", "redacteur": "edt", "translator": "trl",
    "trad": "trl", "traducteur": "trl", "traductrice": "trl", "vertaler": "trl", "tr": "trl", "illustrator": "ill",
    "ill": "ill", "illustrateur": "ill", "illustratrice": "ill", "artist": "art", "artiste": "art",
    "photographer": "pht", "photographe": "pht", "compiler": "com", "comp": "com", "adapter": "adp",
    "composer": "cmp", "compositeur": "cmp", "director": "drt", "film": "drt", "realisateur": "drt",
    "realisatrice": "drt", "producer": "pro", "producteur": "pro", "actor": "act", "actress": "act", "acteur": "act",
    "actrice": "act", "narrator": "nrt", "narrateur": "nrt", "performer": "prf", "interprete": "prf", "singer": "sng",
    "chanteur": "sng", "chanteuse": "sng", "musicien": "mus", "musician": "mus", "instrumentalist": "mus",
    "screenwriter": "aus", "scenariste": "aus", "lyricist": "lyr", "parolier": "lyr", "interviewer": "ivr",
    "interviewee": "ive", "speaker": "spk", "publisher": "pbl", "editeur": "pbl", "uitgever": "pbl", "printer": "prt",
    "imprimeur": "prt", "prefacier": "aui", "preface": "aui", "postfacier": "aft", "reviewer": "rev",
    "sponsor": "spn", "funder": "fnd", "sponsoring": "spn", "degree": "dgg", "thesis": "ths", "praeses": "ths",
    "issuing": "org", "organizer": "org", "host": "org", "contributor": "ctb", "contributeur": "ctb",
    "collaborator": "ctb", "designer": "dsr", "colorist": "clr", "coloriste": "clr", "joint": "aut",
}  # fmt: skip
"""First words of roles written out (MARC 21 `$e`), folded."""


def role_of_code(code: str) -> str:
    """The role a code stands for: UNIMARC's three digits, a MARC relator, or its address; "" when it is none."""
    code = code.strip().rstrip("./").rpartition("/")[2].lower()
    return UNIMARC_ROLES.get(code) or (code if code in _HOUSE else _MARC_ROLES.get(code, ""))


def role_of_word(text: str) -> str:
    """The role some words name: “author.”, “ill.”, “joint author”; "" when they name none."""
    words = fold(text).replace("(", " ").replace(",", " ").replace(".", " ").split()
    return next((_WORDS[word] for word in words[:2] if word in _WORDS), "")
