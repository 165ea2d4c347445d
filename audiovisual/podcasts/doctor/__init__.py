"""The feed doctor: what an application would refuse, told to editors before and after publishing."""
