"""The catalogue for harvesters: an OAI-PMH 2.0 provider at one address. Described in docs/oai.md."""
