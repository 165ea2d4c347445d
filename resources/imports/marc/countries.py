"""Countries a catalogue is likely to name by their code (ISO 3166), in French."""

COUNTRIES = {
    "BE": "Belgique", "FR": "France", "CH": "Suisse", "LU": "Luxembourg", "NL": "Pays-Bas", "DE": "Allemagne",
    "GB": "Royaume-Uni", "UK": "Royaume-Uni", "IE": "Irlande", "US": "États-Unis", "CA": "Canada", "IT": "Italie",
    "ES": "Espagne", "PT": "Portugal", "AT": "Autriche", "GR": "Grèce", "DK": "Danemark", "SE": "Suède",
    "NO": "Norvège", "FI": "Finlande", "PL": "Pologne", "CZ": "Tchéquie", "SK": "Slovaquie", "HU": "Hongrie",
    "RO": "Roumanie", "BG": "Bulgarie", "HR": "Croatie", "RS": "Serbie", "SI": "Slovénie", "AL": "Albanie",
    "TR": "Turquie", "RU": "Russie", "UA": "Ukraine", "MA": "Maroc", "DZ": "Algérie", "TN": "Tunisie", "EG": "Égypte",
    "LB": "Liban", "SY": "Syrie", "IL": "Israël", "PS": "Palestine", "SN": "Sénégal", "CI": "Côte d’Ivoire",
    "ML": "Mali", "BF": "Burkina Faso", "CM": "Cameroun", "BJ": "Bénin", "TG": "Togo", "GN": "Guinée",
    "CD": "République démocratique du Congo", "CG": "Congo", "RW": "Rwanda", "BI": "Burundi", "MG": "Madagascar",
    "ZA": "Afrique du Sud", "IN": "Inde", "CN": "Chine", "JP": "Japon", "BR": "Brésil", "AR": "Argentine",
    "MX": "Mexique", "HT": "Haïti", "AU": "Australie", "NZ": "Nouvelle-Zélande",
}  # fmt: skip
