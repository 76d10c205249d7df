"""Lines as the official directory GV100AD has them: fixed width, a few facts of the edition of 30 November 2023."""

DAY = "20231130"


def county(key: str, name: str, code: str) -> str:
    """A Kreis or a kreisfreie Stadt."""
    return _line(f"40{DAY}{key}", name, code)


def joint(key: str, name: str, code: str) -> str:
    """A Verband, or the entry every Gemeinde without one has in its place; `key` has nine digits."""
    return _line(f"50{DAY}{key[:5]}   {key[5:]}", name, code)


def municipality(ars: str, name: str, code: str, hectares: int = 1000, people: int = 1000) -> str:
    """A Gemeinde; `ars` has twelve digits."""
    start = _line(f"60{DAY}{ars[:5]}{ars[9:]}{ars[5:9]}", name, code)[:124]
    return f"{start}    {hectares:011}{people:011}{people // 2:011}    49999".ljust(220)


def file(*lines: str) -> bytes:
    """A directory of these lines in UTF-8."""
    return "\n".join(lines).encode() + b"\n"


def _line(start: str, name: str, code: str) -> str:
    return f"{start:<22}{name:<100}{code}".ljust(220)


DITHMARSCHEN = (
    county("01051", "Dithmarschen", "43"),
    joint("010510011", "Brunsbüttel, Stadt", "50"),
    joint("010515169", "Eider", "55"),
    joint("010515178", "Büsum-Wesselburen", "51"),
    municipality("010515178013", "Büsum", "64", 848, 4970),
    municipality("010510011011", "Brunsbüttel, Stadt", "63", 6521, 12603),
    municipality("010515169005", "Barkenholm", "64", 511, 177),
    municipality("010515178014", "Büsumer Deichhausen", "64", 848, 366),
)
KIEL = (
    county("01002", "Kiel, Landeshauptstadt", "41"),
    joint("010020000", "Kiel, Landeshauptstadt", "50"),
    municipality("010020000000", "Kiel, Landeshauptstadt", "61", 11865, 247717),
)
NEUWIED = (
    county("07138", "Neuwied", "44"),
    joint("071380045", "Neuwied, Stadt", "50"),
    joint("071385007", "Unkel", "53"),
    municipality("071385007008", "Bruchhausen", "64"),
    municipality("071380045045", "Neuwied, Stadt", "63"),
    municipality("071385007073", "Unkel, Stadt", "63"),
)
LANDSBERG = (
    county("09181", "Landsberg am Lech", "44"),
    joint("091815142", "Reichling (VGem)", "54"),
    joint("091819451", "Ammersee", "50"),
    municipality("091815142111", "Apfeldorf", "64"),
    municipality("091810114114", "Dießen am Ammersee, M", "60"),
    municipality("091810130130", "Landsberg am Lech, GKSt", "67"),
    municipality("091819451451", "Ammersee", "66", 4740, 0),
)
OSNABRUECK = (
    county("03459", "Osnabrück", "44"),
    joint("034590024", "Melle, Stadt", "50"),
    joint("034595401", "Artland", "52"),
    municipality("034595401007", "Badbergen", "64", 7911, 4600),
    municipality("034590024024", "Melle, Stadt", "63", 25395, 47000),
    municipality("034595401027", "Menslage", "64"),
)
EVERYTHING = file(*DITHMARSCHEN, *KIEL, *OSNABRUECK, *NEUWIED, *LANDSBERG)
