"""UNIMARC's numbers of roles (its appendix C) for the relators used here."""

UNIMARC_ROLES: dict[str, str] = {
    "act": "005", "adp": "010", "art": "040", "aut": "070", "aft": "075", "aui": "080", "ctb": "205", "com": "220",
    "cmp": "230", "dsr": "245", "dgg": "295", "drt": "300", "edt": "340", "fnd": "400", "clr": "410", "ill": "440",
    "ive": "460", "ivr": "470", "lyr": "520", "mus": "545", "nrt": "550", "org": "560", "oth": "570", "prf": "590",
    "pht": "600", "spk": "605", "prt": "610", "pro": "630", "cng": "633", "pbl": "650", "rev": "675", "aus": "690",
    "sng": "721", "spn": "723", "ths": "727", "trl": "730", "flm": "370", "rcd": "670",
    "hst": "605", "mod": "605", "pan": "205", "fmk": "300", "sde": "670",
}  # fmt: skip
"""Two are the nearest there is: 410 (graphic technician) for a colourist, 633 (production staff) for a
director of photography. The last five share the number of their nearest, and are read back as that one."""
