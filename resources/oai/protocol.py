"""What a harvester asks, checked argument by argument as the protocol says; what is wrong is answered, never raised."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from resources.oai.dates import Stamp, UnreadableDate, read_stamp


class ProtocolError(Exception):
    """An error of the protocol: one of its codes, and a sentence for the person behind the harvester."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class ProtocolErrors(Exception):
    """Several errors, reported together."""

    def __init__(self, errors: Iterable[ProtocolError]) -> None:
        self.errors = list(errors)
        super().__init__("; ".join(error.message for error in self.errors))


@dataclass(frozen=True)
class Verb:
    """The arguments a verb takes, and those it needs."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    resumable: bool = False


_LIST = Verb(frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}), resumable=True)
VERBS: Mapping[str, Verb] = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(optional=frozenset({"identifier"})),
    "ListSets": Verb(resumable=True),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
    "GetRecord": Verb(frozenset({"identifier", "metadataPrefix"})),
}
_PREFIX = r"[A-Za-z0-9\-_.!~*'()]+"
FORMS = {
    "metadataPrefix": re.compile(_PREFIX),
    "set": re.compile(rf"{_PREFIX}(?::{_PREFIX})*"),
    "identifier": re.compile(r"[\x21-\x7e]+"),
    "from": re.compile(r"[0-9T:Z-]+"),
    "until": re.compile(r"[0-9T:Z-]+"),
    "resumptionToken": re.compile(r"[\x21-\x7e]+"),
}
"""How each argument is written; what is written otherwise is not repeated in the answer, whose schema forbids it."""
MOST_CHARACTERS = 2000


@dataclass(frozen=True)
class Asked:
    """One request whose arguments are those of its verb."""

    verb: str
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """The metadata format asked for."""
        return self.arguments.get("metadataPrefix", "")

    @property
    def set_spec(self) -> str:
        """The set asked for; "" for everything."""
        return self.arguments.get("set", "")

    @property
    def token(self) -> str:
        """The resumption token; "" when a list begins."""
        return self.arguments.get("resumptionToken", "")

    def stamp(self, name: str) -> Stamp | None:
        """One end of the span asked for; None when that end is open."""
        return read_stamp(self.arguments[name]) if name in self.arguments else None


def read_request(given: Mapping[str, list[str]]) -> Asked:
    """The request a harvester makes; raises ProtocolErrors with everything that is wrong about it."""
    verbs = given.get("verb", [])
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise ProtocolErrors([ProtocolError("badVerb", _about_verb(verbs))])
    arguments = {name: values for name, values in given.items() if name != "verb"}
    asked = Asked(verbs[0], {name: values[0] for name, values in arguments.items()})
    errors = [*_about_arguments(asked, arguments), *_about_values(asked)]
    if errors:
        raise ProtocolErrors(errors)
    return asked


def _about_verb(verbs: list[str]) -> str:
    if not verbs:
        return "The verb is missing."
    return "The verb is repeated." if len(verbs) > 1 else "There is no such verb."


def _about_arguments(asked: Asked, given: Mapping[str, list[str]]) -> Iterable[ProtocolError]:
    """Arguments that are repeated, unknown to the verb, missing, or that exclude each other."""
    verb = VERBS[asked.verb]
    known = verb.required | verb.optional | ({"resumptionToken"} if verb.resumable else set())
    for name, values in given.items():
        if name not in known:
            yield ProtocolError("badArgument", f"{asked.verb} takes no argument of that name.")
        elif len(values) > 1:
            yield ProtocolError("badArgument", f"The argument {name} is repeated.")
    if asked.token and len(asked.arguments) > 1:
        yield ProtocolError("badArgument", "A resumptionToken excludes every other argument.")
        yield ProtocolError("badResumptionToken", "The resumptionToken came with other arguments.")
    if "resumptionToken" not in asked.arguments:
        for name in sorted(verb.required - asked.arguments.keys()):
            yield ProtocolError("badArgument", f"{asked.verb} needs the argument {name}.")


def _about_values(asked: Asked) -> Iterable[ProtocolError]:
    """Values that are not written as the protocol says, and spans that run backwards."""
    for name in sorted(FORMS.keys() - {"from", "until"}):
        value, form = asked.arguments.get(name), FORMS[name]
        if value is not None and (len(value) > MOST_CHARACTERS or not form.fullmatch(value)):
            code = "badResumptionToken" if name == "resumptionToken" else "badArgument"
            yield ProtocolError(code, f"The value of {name} can't be read.")
    try:
        first, last = asked.stamp("from"), asked.stamp("until")
    except UnreadableDate:
        yield ProtocolError("badArgument", "Dates are written YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
        return
    if first and last and first.by_day != last.by_day:
        yield ProtocolError("badArgument", "from and until are of different granularity.")
    elif first and last and first.start > last.start:
        yield ProtocolError("badArgument", "from is later than until.")
