"""Where the real material is, and what to do without it."""

import os
from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"

needs_corpus = pytest.mark.skipif(
    not CORPUS.exists() and os.environ.get("CI") != "true",
    reason="the corpus (../shared/corpus) is not beside the project",
)
"""Skips a test where the corpus is absent; in CI it must be there, so the test runs and fails."""
