"""What people did, in the words podcast applications know (source: the podcast taxonomy of the Podcasting 2.0
namespace, by group and role)."""

CAST, WRITING, DIRECTION = "cast", "writing", "creative direction"
SOUND, AFTERWARDS, CAMERA = "audio production", "audio post-production", "video production"
VISUALS, CUTTING, OTHERS = "visuals", "video post-production", "misc."

ROLES: dict[str, tuple[str, str]] = {
    "hst": (CAST, "host"),
    "mod": (CAST, "host"),
    "ivr": (CAST, "host"),
    "ive": (CAST, "guest"),
    "pan": (CAST, "guest"),
    "spk": (CAST, "guest"),
    "act": (CAST, "voice actor"),
    "prf": (CAST, "voice actor"),
    "nrt": (CAST, "narrator"),
    "sng": (CAST, "voice actor"),
    "aut": (WRITING, "author"),
    "aus": (WRITING, "writer"),
    "adp": (WRITING, "writer"),
    "ctb": (WRITING, "writer"),
    "rev": (WRITING, "writer"),
    "com": (WRITING, "editor"),
    "edt": (WRITING, "editorial director"),
    "trl": (WRITING, "translator"),
    "drt": (DIRECTION, "director"),
    "fmk": (DIRECTION, "director"),
    "pro": (DIRECTION, "producer"),
    "spn": (DIRECTION, "executive producer"),
    "fnd": (DIRECTION, "executive producer"),
    "org": (DIRECTION, "producer"),
    "pbl": (DIRECTION, "producer"),
    "rcd": (SOUND, "audio engineer"),
    "sde": (AFTERWARDS, "sound designer"),
    "mus": (AFTERWARDS, "music contributor"),
    "cmp": (AFTERWARDS, "composer"),
    "lyr": (WRITING, "songwriter"),
    "cng": (CAMERA, "camera operator"),
    "flm": (CUTTING, "editor"),
    "art": (VISUALS, "graphic designer"),
    "ill": (VISUALS, "graphic designer"),
    "pht": (VISUALS, "graphic designer"),
}


def group_and_role(relator: str) -> tuple[str, str]:
    """The group and the role of a MARC relator; what the taxonomy has no word for is a consultant."""
    return ROLES.get(relator, (OTHERS, "consultant"))
