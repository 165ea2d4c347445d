from directory.models.agent import Agent, AgentIdentifier, AgentIdentifierKind, AgentKind, AgentName, Biography
from directory.models.page import DirectoryPage

__all__ = [
    "Agent",
    "AgentIdentifier",
    "AgentIdentifierKind",
    "AgentKind",
    "AgentName",
    "Biography",
    "DirectoryPage",
]
