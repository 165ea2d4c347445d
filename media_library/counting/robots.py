"""Which applications are no listeners."""

import re

_ROBOT = re.compile(r"bot\b|crawl|spider|curl|wget|python|monitor|preview|feed ?(fetch|pars|valid)", re.IGNORECASE)


def is_robot(agent: str) -> bool:
    """Whether a user agent is a robot's; one that says nothing is."""
    return not agent.strip() or _ROBOT.search(agent) is not None
